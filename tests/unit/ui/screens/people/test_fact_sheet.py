"""The sheet of facts: values by kind, what it carries when saved, what it asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.services.dossier_choices import fact_kinds
from app.ui.screens.people.fact_sheet import FactSheet

TODAY = date(2025, 11, 14)


@pytest.fixture
def sheet(qtbot: QtBot) -> FactSheet:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(900, 700)
    with qtbot.waitExposed(room):
        room.show()
    return FactSheet(room, TODAY, fact_kinds(cleared=True))


def test_a_kind_brings_its_values_or_an_amount(sheet: FactSheet) -> None:
    sheet.open_for("disability")
    assert sheet.value.isVisible()
    assert not sheet.amount.isVisible()
    sheet.open_for("pension")
    assert sheet.amount.isVisible()
    assert not sheet.value.isVisible()
    sheet.open_for("pregnancy")
    assert sheet.value.value() == "co"  # the only answer there is


def test_whose_fact_it_is_and_who_sees_it_are_told(sheet: FactSheet) -> None:
    sheet.open_for("poverty")
    assert sheet.whose.isVisible()
    sheet.open_for("hiv")
    assert sheet.whose.isVisible()
    sheet.open_for("marital")
    assert not sheet.whose.isVisible()


def test_only_what_was_typed_is_saved(sheet: FactSheet) -> None:
    saved: list[tuple[Any, Any]] = []
    sheet.saved.connect(lambda fact, entry: saved.append((fact, entry)))
    sheet.open_for("pension")
    sheet.amount.set_text("1.200.000")
    sheet.valid_from.set_text("2020")
    sheet.save.click()
    ((fact, entry),) = saved
    assert fact.kind == "pension"
    assert entry == {"kind": "pension", "amount": "1.200.000", "valid_from": "2020"}


def test_nothing_chosen_is_asked_for_at_the_field(sheet: FactSheet) -> None:
    sheet.open_for()
    sheet.save.click()
    assert sheet.kind.error()
    assert sheet.refuse(Correctable("x", "Type it again.", field="number"))
    assert sheet.number.error()
    assert not sheet.refuse(Correctable("x", "Type it again.", field="elsewhere"))
