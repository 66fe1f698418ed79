"""The intake form: cells to entries and back, pasting, villages named twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.i18n import _
from app.core.ids import new_id
from app.services.container import Services
from app.services.households import VillageRow
from app.ui.screens.people.intake_page import IntakePage, village_words
from app.ui.screens.people.intake_presenter import IntakePresenter
from tests.fakes.open_desk import open_desk, poor_widow
from tests.fakes.window import window_for


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Services) -> IntakePage:
    poor_widow(desk)
    made = IntakePage(IntakePresenter(window_for(desk).context))
    qtbot.addWidget(made)
    made.show()
    return made


def test_cells_become_stored_words_and_the_first_is_the_head(page: IntakePage) -> None:
    page.grid.set_rows(
        [["Giàng A Páo", _("male"), "1991"], ["Sùng Thị Dợ", "", "", _("wife or husband")]]
    )
    first, second = page.entry().members
    assert (first.sex, first.relation, first.birth) == ("nam", "chu_ho", "1991")
    assert second.relation == "vo_chong"


def test_pasted_cells_fill_from_the_cell_in_focus(page: IntakePage) -> None:
    page.grid.set_rows([["Giàng A Páo"]])
    page.grid.pasted.emit(1, 0, [["Sùng Thị Dợ", "", "1993"], ["Giàng Thị Mai"]])
    assert [row[0] for row in page.grid.rows()] == ["Giàng A Páo", "Sùng Thị Dợ", "Giàng Thị Mai"]
    assert page.grid.rows()[1][2] == "1993"


def test_a_new_village_is_chosen_as_soon_as_it_is_there(page: IntakePage) -> None:
    page.add_village.click()
    page.new_village.set_text("Bon U2")
    page.new_village.entered.emit()
    assert page.village.text() == "Bon U2"
    assert not page.new_village.isVisible()


def test_an_error_of_the_household_stands_at_its_field(page: IntakePage) -> None:
    page.grid.set_rows([["Giàng A Páo"]])
    page.phone.set_text("12")
    page.save_now()
    assert page.phone.error()


def test_somebody_with_the_same_number_is_told_and_nobody_is_stopped(
    page: IntakePage, desk: Services
) -> None:
    page.grid.set_rows([["Người Khác", "", "", "", "067145004417"]])
    page.grid.changed.emit(0, 4, "067145004417")
    assert "H’Rơ̆m" in page.note.text()
    page.save_now()
    assert len(desk.people.numbers()) == 2


def test_throwing_away_leaves_no_draft(page: IntakePage, desk: Services) -> None:
    page.grid.set_rows([["Giàng A Páo"]])
    page.leave()
    assert len(desk.drafts.all()) == 1
    page.discard.click()
    assert desk.drafts.all() == []


def test_the_former_commune_is_told_only_where_the_name_exists_twice() -> None:
    every = [
        VillageRow(new_id(), name, None, former, None, None)
        for name, former in (("Thôn 1", "Quảng Tâm"), ("Thôn 1", "Cư K’nia"), ("Buôn Nui", "x"))
    ]
    assert [village_words(one, every) for one in every] == [
        "Thôn 1 (Quảng Tâm)",
        "Thôn 1 (Cư K’nia)",
        "Buôn Nui",
    ]
