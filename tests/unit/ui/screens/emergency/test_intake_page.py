"""What the form asks hangs on what was told."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.services.container import Services
from app.ui.screens.emergency.intake_page import IntakePage
from app.ui.screens.emergency.intake_presenter import IntakePresenter, VictimEntry
from tests.fakes.open_desk import poor_widow
from tests.fakes.window import window_for


@pytest.fixture
def page(dressed_app: QApplication, desk: Services) -> IntakePage:
    made = IntakePage(IntakePresenter(window_for(desk).context))
    made.presenter.load()
    return made


@pytest.mark.parametrize(
    ("damage", "roof", "order"),
    [
        ("do_sap_troi_chay_hoan_toan", True, False),
        ("di_doi_khan_cap", False, True),
        ("con_o_duoc", False, False),
    ],
)
def test_questions_about_the_house(
    page: IntakePage, damage: str, *, roof: bool, order: bool
) -> None:
    page.form.house.set_value(damage)
    page.form._typed()
    assert page.form.roof.isHidden() is not roof
    assert page.form.order.isHidden() is not order


def test_everything_typed_is_in_the_entry(page: IntakePage) -> None:
    page.form.cause.set_value("thien_tai")
    page.form.event_name.set_text("Lốc")
    page.form.pick.home.set_text("Y Lô")
    page.form.pick.persons.set_text("4")
    page.form.needs.set_values(["gao"])
    page.column.shortened.setChecked(True)
    page.column.by.set_text("Y Thim")
    page.form.grid.set_victims([VictimEntry("Y Pơr", "", "chet")])
    entry = page.entry()
    assert entry.event_name == "Lốc"
    assert entry.victims[0].status == "chet"
    told = {name: text for name, text in entry.fields.items() if text}
    assert told == {
        "cause": "thien_tai", "household_name": "Y Lô", "persons": "4", "needs": "gao",
        "months": "1", "shortened": "co", "shortened_by": "Y Thim",
    }  # fmt: skip


def test_typing_over_a_household_lets_it_go(page: IntakePage, desk: Services) -> None:
    page.presenter.choose(poor_widow(desk).id)
    assert page.entry().fields["household"]
    page.form.pick.home.set_text("ai khác")
    assert page.entry().fields["household"] == ""
    assert page.entry().fields["household_name"] == "ai khác"


def test_after_saving_the_reporter_stays(page: IntakePage, desk: Services) -> None:
    page.form.cause.set_value("giap_hat")
    page.form.pick.home.set_text("Y Lô")
    page.form.reporter.set_text("Y Pher")
    page.save_next()
    assert len(desk.emergencies.lines()) == 1
    assert (page.form.pick.home.text(), page.form.reporter.text()) == ("", "Y Pher")
    assert page.form.cause.value() == "giap_hat"
    page.stop()
    assert desk.drafts.all() == [], "what stays for the next household is no draft"


def test_the_register_tells_the_poverty_and_the_officer_may_correct_it(
    page: IntakePage, desk: Services
) -> None:
    page.presenter.choose(poor_widow(desk).id)
    page.form.house.set_value("hu_hong_nang")
    page.form._typed()
    assert page.form.pick.poverty.value() == "ngheo"
    assert not page.form.pick.poverty.isHidden()
    page.form.pick.poverty.set_value("kho_khan")
    assert page.entry().fields["poverty"] == "kho_khan"


def test_hunger_asks_for_rice(page: IntakePage) -> None:
    page.form.cause.set_value("giap_hat")
    page.form.cause.changed.emit()
    assert page.form.needs.values() == ["gao"]
    page.form.needs.set_values(["leu_bat"])
    page.form.cause.changed.emit()
    assert page.form.needs.values() == ["leu_bat"]
