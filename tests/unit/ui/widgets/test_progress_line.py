from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.progress_line import ProgressLine
from tests.fakes.stage import Stage
from tests.fakes.typist import nameless_controls, press


@pytest.mark.parametrize(
    ("fraction", "percent"),
    [((0, 10), "0 %"), ((62, 100), "62 %"), ((9, 8), "100 %"), ((1, 0), ""), (None, "")],
)
def test_progress_is_told_in_numbers(
    stage: Stage, fraction: tuple[int, int] | None, percent: str
) -> None:
    line = ProgressLine("Đang đọc lại từ USB")
    stage(line)
    line.set_progress(fraction, "0,7 trong 1,2 MB")
    assert line._percent.text() == percent
    assert line.bar.accessibleDescription() == "0,7 trong 1,2 MB"


def test_esc_stops(qtbot: QtBot, stage: Stage) -> None:
    line = ProgressLine("Đang ghi")
    stage(line)
    with qtbot.waitSignal(line.stopped):
        press(line.stop, Qt.Key.Key_Escape)


def test_what_cannot_be_stopped_offers_no_stop(stage: Stage) -> None:
    line = ProgressLine("Đang khóa sổ", stoppable=False)
    stage(line)
    stopped: list[None] = []
    line.stopped.connect(lambda: stopped.append(None))
    press(line, Qt.Key.Key_Escape)
    assert line.stop.isHidden()
    assert stopped == []


def test_bar_is_named_after_the_work(stage: Stage) -> None:
    line = ProgressLine("Đang ghi")
    stage(line)
    line.set_title("Đang đọc lại")
    assert line.bar.accessibleName() == "Đang đọc lại"
    assert nameless_controls(line) == []
