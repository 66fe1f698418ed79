"""The presenter of papers: which there are, what they lack, filling, saving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.services.container import Services
from app.services.printing import Printed
from app.ui.screens.papers.presenter import About, PapersPresenter
from tests.fakes.open_desk import open_desk, poor_widow
from tests.fakes.window import Window, window_for


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


def test_filling_a_place_goes_into_the_record_and_the_paper_follows(
    desk: Services, window: Window
) -> None:
    person = poor_widow(desk).people[0]
    presenter = PapersPresenter(window.context)
    papers: list[Printed] = []
    presenter.shown.connect(papers.append)
    presenter.open(About(person=person))
    presenter.choose("1d")
    presenter.fill("ethnic_name", "Ê Đê")
    assert desk.people.get(person)["ethnic_name"] == "Ê Đê"
    first, second = ({one.name for one in printed.missing} for printed in papers)
    assert first - second == {"ethnic"}


def test_a_wrong_number_is_told_at_its_field(desk: Services, window: Window) -> None:
    presenter = PapersPresenter(window.context)
    refused: list[Correctable] = []
    presenter.refused.connect(refused.append)
    presenter.open(About(person=poor_widow(desk).people[0]))
    presenter.fill("bhyt", "12")
    assert [error.field for error in refused] == ["bhyt"]


def test_saving_writes_the_file_and_the_trace(
    desk: Services, window: Window, tmp_path: Path
) -> None:
    person = poor_widow(desk).people[0]
    dossier = desk.dossiers.open(person, {"category": "5.5.a"}).made
    presenter = PapersPresenter(window.context)
    saved: list[Path | None] = []
    presenter.saved.connect(saved.append)
    presenter.open(About(dossier=dossier))
    presenter.choose("1d")
    presenter.save(tmp_path / "a.pdf")
    presenter.note_printed()
    assert saved == [tmp_path / "a.pdf", None]
    assert len(desk.person_pages.page(person).papers) == 2


def test_a_blank_has_nothing_of_the_person(desk: Services, window: Window) -> None:
    presenter = PapersPresenter(window.context)
    presenter.open(About(person=poor_widow(desk).people[0]))
    presenter.choose("1d")
    presenter.use_blank(blank=True)
    assert presenter.printed is not None
    assert presenter.printed.subject is None


def test_the_commune_s_own_papers(desk: Services, window: Window) -> None:
    village = poor_widow(desk).village
    presenter = PapersPresenter(window.context)
    presenter.open(About())
    keys = [one.key for one in presenter.list.lines]
    assert keys[:2] == ["beneficiaries-by-village", f"5a:{village}"]
    assert "blank:1đ" in keys
    for key in keys:
        presenter.choose(key)
        assert presenter.printed is not None
    presenter.choose("none such")
    assert presenter.printed is None
