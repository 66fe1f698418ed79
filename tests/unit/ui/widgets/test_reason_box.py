from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.widgets.reason_box import Reason, ReasonBox, ReasonRow
from app.ui.widgets.tag import Tag
from tests.fakes.stage import Stage
from tests.fakes.typist import CTRL, give_focus, press

REASON = Reason(
    "750.000 đ",
    "mỗi tháng = hệ số 1,5 × mức chuẩn 500.000 đ",
    (("warn", "chưa nạp mức của tỉnh"),),
    (ReasonRow("Hệ số 1,5", "79 tuổi, từ đủ 60 đến dưới 80", "điểm đ khoản 1 Điều 6"),),
    (ReasonRow("", "Hưu trí xã hội 500.000 đ: thấp hơn", "khoản 2 Điều 6"),),
)
TEXT = """Vì sao được mức này
750.000 đ mỗi tháng = hệ số 1,5 × mức chuẩn 500.000 đ
chưa nạp mức của tỉnh
Hệ số 1,5 · 79 tuổi, từ đủ 60 đến dưới 80 · điểm đ khoản 1 Điều 6
Không chọn · Hưu trí xã hội 500.000 đ: thấp hơn · khoản 2 Điều 6"""


def box(stage: Stage) -> ReasonBox:
    made = ReasonBox("Vì sao được mức này")
    made.show_reason(REASON)
    stage(made)
    return made


def test_what_is_not_loaded_stands_next_to_the_sum(stage: Stage) -> None:
    tags = box(stage).findChildren(Tag)
    assert [tag.text() for tag in tags] == ["chưa nạp mức của tỉnh"]


def test_whole_reason_is_copied(stage: Stage) -> None:
    made = box(stage)
    give_focus(made)
    press(made, Qt.Key.Key_C, held=CTRL)
    assert QApplication.clipboard().text() == TEXT
    assert made.accessibleDescription() == TEXT


def test_another_reason_leaves_nothing_of_the_last(stage: Stage) -> None:
    made = box(stage)
    made.show_reason(Reason("1.000.000 đ", ""))
    assert made.as_text() == "Vì sao được mức này\n1.000.000 đ"
    assert not [tag for tag in made.findChildren(Tag) if tag.isVisible()]


def test_long_formula_goes_below_in_a_narrow_column(stage: Stage) -> None:
    made = box(stage)
    assert made.heightForWidth(266) > made.heightForWidth(700)
