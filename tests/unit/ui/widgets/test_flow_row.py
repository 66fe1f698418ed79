from __future__ import annotations

from app.ui.widgets.buttons import Button
from app.ui.widgets.flow_row import FlowRow
from tests.fakes.stage import Stage


def test_full_row_goes_on_below(stage: Stage) -> None:
    row = FlowRow(gap=8)
    buttons = [Button(f"Nút số {number}") for number in range(4)]
    for button in buttons:
        row.add(button)
    stage(row)
    wide = row.sizeHint().width()

    row.resize(wide, 200)
    assert {button.y() for button in buttons} == {0}
    assert buttons[1].x() == buttons[0].width() + 8

    row.resize(wide - 1, 200)
    assert buttons[3].y() == 32 + 8
    assert row.heightForWidth(wide - 1) == 72
    assert row.heightForWidth(wide) == 32


def test_cleared_row_takes_no_room(stage: Stage) -> None:
    row = FlowRow()
    row.add(Button("Nút"))
    stage(row)
    row.clear()
    assert row.sizeHint().height() == 0
    assert row.minimumSizeHint().width() == 0
