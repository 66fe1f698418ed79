from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.widgets.field import AreaField, Field
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus, nameless_controls, press, type_text

SENTENCE = "Số này có 11 chữ số, trên thẻ có 12. Xem lại thẻ."


def test_highland_letters_arrive_as_typed(stage: Stage) -> None:
    field = Field("Họ và tên")
    stage(field)

    type_text(field.editor, "  H’Rỡm Ƀuôn Yă ")

    assert field.text() == "H’Rỡm Ƀuôn Yă"


def test_changed_tells_each_text_once(qtbot: QtBot) -> None:
    field = Field("Tên")
    told: list[str] = []
    field.changed.connect(told.append)

    field.set_text("Y Pher")
    field.set_text("Y Pher")

    assert told == ["Y Pher"]


def test_error_is_shown_and_spoken_at_the_field(stage: Stage) -> None:
    field = Field("Số thẻ")
    stage(field)
    before = field.sizeHint().height()

    field.set_error(SENTENCE)

    assert field.error() == SENTENCE
    assert field.editor.accessibleDescription() == SENTENCE
    assert field.sizeHint().height() > before

    field.set_error(None)
    assert field.error() is None
    assert field.editor.accessibleDescription() == ""
    assert field.sizeHint().height() == before


def test_hint_does_not_hide_an_error(qtbot: QtBot) -> None:
    field = Field("Ngày")
    field.set_error(SENTENCE)

    field.set_hint("thứ Hai")

    assert field.editor.accessibleDescription() == SENTENCE


def test_missing_is_a_word_and_not_an_error(qtbot: QtBot) -> None:
    field = Field("Số giấy")
    field.set_missing(True)
    assert field._aside.text() == "còn thiếu"
    assert field.error() is None

    field.set_missing(False)
    assert field._aside.text() == ""


def test_missing_leaves_other_words_at_the_label_alone(qtbot: QtBot) -> None:
    field = Field("Mức", aside="tính sẵn")
    field.set_missing(False)
    assert field._aside.text() == "tính sẵn"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_goes_to_the_next_field(stage: Stage, key: Qt.Key) -> None:
    first, second = Field("Một"), Field("Hai")
    stage(first, second)
    give_focus(first.editor)

    press(first.editor, key)

    assert QApplication.focusWidget() is second.editor


def test_enter_may_be_left_to_the_screen(qtbot: QtBot, stage: Stage) -> None:
    first, second = Field("Một", enter_moves=False), Field("Hai")
    stage(first, second)
    give_focus(first.editor)

    with qtbot.waitSignal(first.entered):
        press(first.editor, Qt.Key.Key_Return)

    assert QApplication.focusWidget() is first.editor


def test_leaving_is_told(qtbot: QtBot, stage: Stage) -> None:
    first, second = Field("Một"), Field("Hai")
    stage(first, second)
    give_focus(first.editor)

    with qtbot.waitSignal(first.left):
        give_focus(second.editor)


def test_computed_value_cannot_be_typed_over(qtbot: QtBot) -> None:
    field = Field("Mức")
    field.set_text("1.500.000")
    field.set_computed(True)

    press(field.editor, Qt.Key.Key_9, "9")

    assert field.text() == "1.500.000"


def test_ring_shows_focus_and_error(stage: Stage) -> None:
    other, field = Field("Khác"), Field("Số thẻ")
    stage(other, field)
    give_focus(other.editor)
    pictures = [field.grab().toImage()]
    give_focus(field.editor)
    pictures.append(field.grab().toImage())
    field.set_error(SENTENCE)
    pictures.append(field.grab().toImage())
    give_focus(other.editor)
    pictures.append(field.grab().toImage())

    for place, one in enumerate(pictures):
        assert all(one != later for later in pictures[place + 1 :])


def test_area_keeps_lines_and_leaves_enter_to_itself(stage: Stage) -> None:
    area, after = AreaField("Ghi thêm"), Field("Sau")
    stage(area, after)
    told: list[str] = []
    area.changed.connect(told.append)
    area.set_text("một\nhai")
    give_focus(area.editor)

    press(area.editor, Qt.Key.Key_Return)

    assert area.text() == "một\nhai"
    assert told[0] == "một\nhai"
    assert QApplication.focusWidget() is area.editor


def test_every_editor_has_its_label_as_name(stage: Stage) -> None:
    page = stage(Field("Một"), AreaField("Hai"))
    assert nameless_controls(page) == []
