from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.widgets.entry_fields import (
    ComboField,
    DateField,
    NumberField,
    dotted,
    whole_number,
)
from app.ui.widgets.field import Field
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus, nameless_controls, type_text

LEVELS = [("severe", "Nặng"), ("special", "Đặc biệt nặng")]
TROUBLE = "Ghi ngày, tháng, năm, hoặc chỉ năm, ví dụ 1945."


def reader(text: str) -> tuple[str, str]:
    return ("năm 1945", "") if text == "1945" else ("", TROUBLE)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1080000", 1_080_000),
        ("1.080.000", 1_080_000),
        ("1 080 000", 1_080_000),
        ("1.080.000 đ", 1_080_000),
        ("1.080.000đ", 1_080_000),
        ("500.000 đồng", 500_000),
        (" 3 ", 3),
        ("0", 0),
        ("", None),
        ("1.5", None),
        ("1.0800.00", None),
        ("ba", None),
        ("-5", None),
        ("١٢", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_what_is_shown_with_dots_is_read_back(number: int) -> None:
    assert whole_number(dotted(number)) == number


def test_money_taken_away_has_a_true_minus() -> None:
    assert dotted(-1_250_000) == "−1.250.000"


def test_number_gets_its_dots_when_left(stage: Stage) -> None:
    field, after = NumberField("Số tiền", unit="đ"), Field("Sau")
    stage(field, after)
    give_focus(field.editor)
    type_text(field.editor, "1080000")
    give_focus(after.editor)

    assert field.text() == "1.080.000"
    assert field.value() == 1_080_000


def test_what_is_no_number_stays_as_typed(stage: Stage) -> None:
    field, after = NumberField("Số tháng"), Field("Sau")
    stage(field, after)
    give_focus(field.editor)
    type_text(field.editor, "ba")
    give_focus(after.editor)

    assert field.text() == "ba"
    assert field.value() is None


def test_empty_number_is_set_and_read(qtbot: QtBot) -> None:
    field = NumberField("Số tháng")
    field.set_value(3)
    field.set_value(None)
    assert field.text() == ""


def test_unfinished_date_is_not_wrong_until_it_is_left(stage: Stage) -> None:
    field, after = DateField("Ngày sinh", read=reader), Field("Sau")
    stage(field, after)
    give_focus(field.editor)
    type_text(field.editor, "194")
    assert field.error() is None

    give_focus(after.editor)
    assert field.error() == TROUBLE

    give_focus(field.editor)
    type_text(field.editor, "1945")  # what stood there is selected
    assert field.error() is None
    assert field.editor.accessibleDescription() == "năm 1945"


def test_the_example_is_a_day_of_work_or_a_birth_as_told(qtbot: QtBot) -> None:
    born, signed = DateField("Ngày sinh"), DateField("Ngày ký", required=True)
    for field in (born, signed):
        qtbot.addWidget(field)
    assert born.editor.property("placeholderText") == "ví dụ 1/7/1945, 1945"
    issued = DateField("Ngày cấp", on_paper=True)
    for day in (signed, issued):
        assert day.editor.property("placeholderText") == "ví dụ 14/11/2025"


def test_empty_date_is_never_wrong(stage: Stage) -> None:
    field, after = DateField("Ngày sinh", read=reader), Field("Sau")
    stage(field, after)
    give_focus(field.editor)
    give_focus(after.editor)
    assert field.error() is None


def test_nothing_is_chosen_before_the_person_chooses(qtbot: QtBot) -> None:
    assert ComboField("Mức độ", LEVELS).value() is None


def test_choice_keeps_its_value_when_the_choices_change(qtbot: QtBot) -> None:
    field = ComboField("Mức độ", LEVELS)
    told: list[str] = []
    field.chosen.connect(told.append)
    field.set_value("special")

    field.set_choices([("special", "Đặc biệt nặng"), ("mild", "Nhẹ")])
    assert field.value() == "special"
    assert field.text() == "Đặc biệt nặng"

    field.set_choices([("mild", "Nhẹ")])
    assert field.value() is None
    assert told == []


def test_person_choosing_is_told(qtbot: QtBot) -> None:
    field = ComboField("Mức độ", LEVELS)
    with qtbot.waitSignal(field.chosen) as told:
        field._combo.setCurrentIndex(1)
    assert told.args == ["special"]


def test_wheel_in_passing_changes_nothing(stage: Stage) -> None:
    field = ComboField("Mức độ", LEVELS)
    stage(field)
    field.set_value("severe")
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.editor, turn)

    assert field.value() == "severe"


def test_every_editor_has_a_name(stage: Stage) -> None:
    page = stage(ComboField("Mức độ", LEVELS), DateField("Ngày"), NumberField("Số"))
    assert nameless_controls(page) == []
