from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from app.ui.widgets.toast import EDGE, STAYS, Toast
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus


def toast(stage: Stage, undone: list[str]) -> Toast:
    field = QLineEdit()
    page = stage(field)
    give_focus(field)
    made = Toast(page)
    made.show_text("Đã ghi kết quả thăm.", "Hoàn tác", lambda: undone.append("x"))
    return made


def test_undo_runs_once_and_the_toast_goes(stage: Stage) -> None:
    undone: list[str] = []
    made = toast(stage, undone)
    assert made.undo()
    assert not made.undo()
    assert undone == ["x"]
    assert made.isHidden()


def test_toast_takes_no_focus_and_is_spoken(stage: Stage) -> None:
    made = toast(stage, [])
    assert isinstance(made.window().focusWidget(), QLineEdit)
    assert made.text() == made.accessibleName() == "Đã ghi kết quả thăm."


def test_eight_seconds_wait_while_the_act_has_the_focus(stage: Stage) -> None:
    made = toast(stage, [])
    assert made._timer.interval() == STAYS == 8_000
    assert made.waiting()
    give_focus(made._button)
    assert not made.waiting()
    field = made.window().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    give_focus(field)
    assert made.waiting()


def test_toast_goes_when_its_time_is_over(stage: Stage) -> None:
    made = toast(stage, [])
    made._timer.timeout.emit()
    assert made.isHidden()


def test_toast_keeps_to_the_foot_and_grows_with_its_words(stage: Stage) -> None:
    made = toast(stage, [])
    page = made.window()
    page.resize(232, 700)
    assert made.geometry().bottom() == page.height() - EDGE - 1
    assert made.width() == 232 - 2 * EDGE
    low = made.height()
    made.show_text("Những gì đã gõ đến 08:00 14/11/2025 vẫn còn đây. " * 2)
    assert made.height() > low
    assert made.geometry().bottom() == page.height() - EDGE - 1


def test_without_a_way_back_none_is_offered(stage: Stage) -> None:
    made = toast(stage, [])
    made.show_text("Đã lưu.")
    assert made._button.isHidden()
    assert not made.undo()
