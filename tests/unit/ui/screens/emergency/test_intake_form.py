"""What is typed comes back from a draft as it was, and the next household starts empty."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.screens.emergency.intake_form import IntakeForm
from app.ui.screens.emergency.intake_presenter import CaseEntry, VictimEntry

TYPED = CaseEntry(
    {
        "cause": "hoa_hoan",
        "household_name": "Vàng A Lềnh",
        "place": "Bon Mê Mrê",
        "reporter": "Y Pher",
        "reporter_phone": "0912345678",
        "house_damage": "do_sap_troi_chay_hoan_toan",
        "no_place_to_live": "co",
        "needs": "gao,leu_bat",
        "months": "2",
        "note": "cháy lúc 3 giờ sáng",
    },
    (VictimEntry("Vàng A Lềnh", "1979", "thuong_nang", "9"),),
    home_words="Vàng A Lềnh",
)


@pytest.fixture
def form(dressed_app: QApplication) -> IntakeForm:
    made = IntakeForm()
    made.show_events([])
    return made


def test_a_draft_comes_back_whole(form: IntakeForm) -> None:
    form.restore(TYPED)
    back = form.entry()
    assert {name: text for name, text in back.fields.items() if text} == dict(TYPED.fields)
    assert back.victims == TYPED.victims


def test_filling_it_is_not_typing(form: IntakeForm) -> None:
    told: list[bool] = []
    form.typed.connect(lambda: told.append(True))
    form.restore(TYPED)
    form.clear()
    assert told == []
    form.remark.set_text("x")
    form.remark.changed.emit("x")
    assert told


def test_the_next_household_starts_empty_but_for_what_happened(form: IntakeForm) -> None:
    form.restore(TYPED)
    form.clear()
    left = {name: text for name, text in form.entry().fields.items() if text}
    assert left == {"cause": "hoa_hoan", "reporter": "Y Pher", "reporter_phone": "0912345678"}
    assert form.entry().empty


@pytest.mark.parametrize(
    ("damage", "roof", "order"),
    [
        ("", False, False),
        ("do_sap_troi_chay_hoan_toan", True, False),
        ("di_doi_khan_cap", False, True),
    ],
)
def test_what_hangs_on_the_house_is_asked_then(
    form: IntakeForm, *, damage: str, roof: bool, order: bool
) -> None:
    form.restore(replace(TYPED, fields={**TYPED.fields, "house_damage": damage}))
    assert form.roof.isHidden() is not roof
    assert form.order.isHidden() is not order


def test_hunger_asks_for_rice_by_itself(form: IntakeForm) -> None:
    form.cause.set_value("giap_hat")
    form.cause.changed.emit()
    assert form.needs.values() == ["gao"]
    assert not form.months.isHidden()
