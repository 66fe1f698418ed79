from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyleOptionViewItem

from app.ui.widgets import draw
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


def test_a_long_act_leaves_the_day_before_it_readable(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[str, tuple[int, int]] = {}

    def note(_painter: object, rect: QRect, words: str, **how: object) -> int:
        wide = draw.width_of(words, str(how.get("role", "base")))
        left = rect.right() + 1 - wide if how.get("align") == draw.RIGHT else rect.left()
        drawn[words] = (left, left + wide)
        return wide

    monkeypatch.setattr(draw, "text", note)
    pane = ListPane("Việc hôm nay", row=44)
    stage(pane)
    pane.set_lines([ListLine("a", "Việc", "hạn thứ Tư 12/11", action="Mở trường hợp khẩn cấp")])
    pane.grab()
    assert drawn["hạn thứ Tư 12/11"][1] <= drawn["Mở trường hợp khẩn cấp"][0] - 8
