from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStyleOptionViewItem

from app.ui.widgets.list_delegate import ListDelegate
from app.ui.widgets.list_model import ListLine, ListModel
from app.ui.widgets.list_pane import ListPane
from tests.fakes.stage import Stage

LINE = ListLine(
    "a", "Bế Văn Chính", "750.000 đ", "Ngày sinh", "250.000 đ chưa chắc", "bad", "banknote"
)


@pytest.mark.parametrize("row", [44, 56, 60, 72])
def test_heads_are_32_and_rows_as_asked(row: int) -> None:
    model, delegate = ListModel(), ListDelegate(row)
    model.set_lines([ListLine("a", "Một", group="Nhóm")])
    heights = [
        delegate.sizeHint(QStyleOptionViewItem(), model.index(place)).height() for place in (0, 1)
    ]
    assert heights == [32, row]


@pytest.mark.parametrize("row", [44, 56, 72])
@pytest.mark.parametrize(
    "other",
    [
        ListLine("a", "Bế Văn Chính", "750.000 đ", "Ngày sinh"),
        ListLine("a", "Bế Văn Chính", "750.000 đ", status="Quá hạn", status_kind="bad"),
        ListLine("a", "Bế Văn Chính", "", "Ngày sinh", "250.000 đ chưa chắc", "bad", "banknote"),
    ],
)
def test_every_part_of_a_line_is_seen(stage: Stage, row: int, other: ListLine) -> None:
    pane = ListPane("Danh sách", row=row)
    stage(pane)
    pane.set_lines([LINE])
    whole = pane.grab().toImage()
    pane.set_lines([other])
    assert pane.grab().toImage() != whole
