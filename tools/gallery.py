"""``python -m tools.gallery FOLDER``: every widget as a picture, light, dark and at 125 %.

For looking at beside the drawings of the window; nothing compares pixels.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import use_language
from app.ui.theme import STYLE_WORDS, apply_theme, px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Card, Panel
from app.ui.widgets.chips import ChipGroup, Choice, YesNo
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.entry_fields import ComboField, DateField, NumberField
from app.ui.widgets.facts import Fact, FactStrip
from app.ui.widgets.field import AreaField, Field
from app.ui.widgets.grid_edit import GridEdit
from app.ui.widgets.grid_model import GridColumn
from app.ui.widgets.head import RecordHead
from app.ui.widgets.key_bar import KeyBar
from app.ui.widgets.list_model import ListLine
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.options import Option, OptionList
from app.ui.widgets.progress_line import ProgressLine
from app.ui.widgets.question_card import Question, QuestionCard
from app.ui.widgets.reason_box import Reason, ReasonBox, ReasonRow
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.step_bar import StepBar
from app.ui.widgets.step_list import StepLine, StepList
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row
from app.ui.widgets.tabs import Tab, TabStrip
from app.ui.widgets.tag import Tag
from app.ui.widgets.tick import Tick
from app.ui.widgets.timeline import Bar, Lane, Timeline
from app.ui.widgets.toast import Toast
from app.ui.widgets.two_entries import Entry, EntryCell, TwoEntries

SIZE = (1134, 688)
LOOKS = (("light", 100), ("dark", 100), ("light", 125))


def main() -> int:
    """Write the pictures; 0 when all are written."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("gallery")
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["gallery", *STYLE_WORDS])
    assert isinstance(app, QApplication)
    use_language("vi")
    for scheme, text in LOOKS:
        apply_theme(app, scheme, text)
        for page in PAGES:
            widget = page()
            widget.resize(*(px(side) for side in SIZE))
            widget.show()
            app.processEvents()
            target = next(
                (one for one in widget.findChildren(QWidget) if one.property("focused")), None
            )
            widget.activateWindow()
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
            app.processEvents()
            widget.grab().save(str(folder / f"{page.__name__}-{scheme}-{text}.png"))
            widget.close()
            widget.deleteLater()
    print(f"{len(PAGES) * len(LOOKS)} pictures in {folder}")
    return 0


def record() -> QWidget:
    """A list beside a person's record."""
    page, row = _page()
    left = Panel("surf", lines="right")
    left.setFixedWidth(px(312))
    column = _column(left, 0)
    pane = ListPane("Người dân", row=56)
    pane.set_lines(PEOPLE)
    pane.setProperty("focused", True)
    column.addWidget(pane, 1)
    column.addWidget(
        EmptyState(
            "Hết 6 người tên có “rom”",
            "Không thấy? Gõ 4 số cuối CCCD/thẻ căn cước hoặc tên buôn, hoặc thêm người mới.",
            button="Thêm người",
            key="Ctrl N",
            button_icon="plus",
        )
    )
    row.addWidget(left)
    right = QVBoxLayout()
    right.setSpacing(0)
    row.addLayout(right, 1)
    top = Panel("surf", lines="bottom")
    over = _column(top, 0)
    head = RecordHead("H’Rỡm Ƀuôn Yă", "Bà · 06/12/1945, 79 tuổi · Ê Đê · Buôn Nui")
    head.set_tags([("warn", "còn 4 ngày làm việc")])
    head.add_button(Button("Sửa", "F2"))
    head.add_button(Button("In giấy", "Ctrl P"))
    over.addWidget(head)
    over.addWidget(TabStrip([Tab("a", "Tổng quan"), Tab("b", "Hồ sơ", 2), Tab("c", "Chi trả", 19)]))
    right.addWidget(top)
    body = QVBoxLayout()
    body.setContentsMargins(px(12), px(12), px(12), px(12))
    body.setSpacing(px(12))
    card = Card()
    card.add(_timeline())
    body.addWidget(card)
    low = QHBoxLayout()
    low.setSpacing(px(12))
    box = ReasonBox("Vì sao được mức này")
    box.show_reason(REASON)
    low.addWidget(box, 2, Qt.AlignmentFlag.AlignTop)
    side = Card("Việc cần làm tiếp", "bước 2/6")
    side.add_text("In quyết định điều chỉnh lên 1.000.000 đ, trình ký trước 25/11.")
    side.add(Button("Soạn quyết định", "F7", primary=True))
    side.add_rule()
    side.add_line("Tháng 11", "750.000")
    side.add_line("Nhận lần đầu", "3.000.000 đ", strong=True, below="kèm truy lĩnh tháng 11")
    low.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
    body.addLayout(low)
    body.addStretch(1)
    right.addLayout(body, 1)
    bar = KeyBar()
    bar.set_keys([(("↑", "↓"), "chọn người"), ("Enter", "mở"), ("F2", "sửa"), ("Esc", "về ô tìm")])
    bar.set_saved("Đã lưu lúc 08:41")
    right.addWidget(bar)
    return page


def entering() -> QWidget:
    """Fields, chips, questions, buttons."""
    page, row = _page()
    left, middle, right = Panel("surf", lines="right"), Panel("surf", lines="right"), Panel("bg")
    steps = StepList(STEPS, "Các bước")
    _column(left).addWidget(steps)
    left.findChild(QVBoxLayout).addStretch(1)  # type: ignore[union-attr]  # it was just made
    form = _column(middle)
    form.setSpacing(px(8))
    form.addWidget(ComboField("Mức độ khuyết tật", [("a", "Nặng"), ("b", "Đặc biệt nặng")]))
    pair = QHBoxLayout()
    pair.setSpacing(px(4))
    missing = Field("Số giấy", placeholder="ví dụ 27/2025")
    missing.set_missing(True)
    day = DateField("Ngày cấp", read=lambda _text: ("thứ Hai, 20/10/2025", ""))
    day.set_text("20/10/2025")
    wrong = Field("Số CCCD/thẻ căn cước")
    wrong.set_text("06719300412")
    wrong.set_error("Số này có 11 chữ số, trên thẻ có 12. Xem lại thẻ, hoặc để trống.")
    wrong.editor.setProperty("focused", True)
    for field in (missing, day):
        pair.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    form.addLayout(pair)
    form.addWidget(wrong)
    money = NumberField("Mức mỗi tháng", unit="đ", aside="tính sẵn")
    money.set_value(1_500_000)
    money.set_computed(True)
    form.addWidget(money)
    yes = YesNo("Hộ đang trực tiếp chăm sóc tại nhà", hint="theo Mẫu 2a ngày 06/11")
    yes.set_value(True)
    form.addWidget(yes)
    chips = ChipGroup(ANSWERS, label="Nhà ở", answer=True)
    chips.set_value("Q")
    form.addWidget(chips)
    form.addWidget(AreaField("Ghi thêm", lines=2, placeholder="Không bắt buộc."))
    form.addStretch(1)
    side = _column(right)
    side.setSpacing(px(12))
    question = QuestionCard(QUESTION)
    question.set_value("a")
    side.addWidget(question)
    filters = ChipGroup([Choice("a", "Đang làm", count=12), Choice("b", "Chờ ký", count=3)])
    filters.set_value("a")
    side.addWidget(filters)
    side.addWidget(OptionList(PLACES, "Gửi đi đâu"))
    side.addWidget(Tick("Rút gọn, bỏ bước bình xét", "cần lý do và tên Chủ tịch", "Alt B"))
    blocked = Button("Trình Chủ tịch", "Ctrl Enter", primary=True, large=True)
    blocked.set_blocked("còn 1 giấy và 1 ô cần sửa")
    side.addWidget(blocked)
    side.addWidget(Button("Lưu, nhận hộ kế tiếp", "Ctrl S", primary=True, large=True))
    side.addWidget(LinkButton("Mở người", "F4"))
    side.addStretch(1)
    for panel, share in ((left, 5), (middle, 7), (right, 6)):
        row.addWidget(panel, share)
    return page


def lists() -> QWidget:
    """Rows of today, a grid with a wrong cell, and a toast."""
    page, row = _page()
    left = QVBoxLayout()
    left.setSpacing(px(8))
    row.addLayout(left)
    pane = ListPane("Việc hôm nay", row=44)
    pane.set_lines(TODAY)
    pane.setProperty("focused", True)
    left.addWidget(pane, 1)
    grid = GridEdit("Người bị nạn", VICTIMS)
    grid.set_rows([["Điểu Ndŭr, chủ hộ", "1979", "An toàn", ""], ["Thị Ƀrơi", "1983", "Nặng", "9"]])
    grid.set_error(1, 3, "mỗi đợt nhiều nhất 3 tháng. Ghi 3 cho đợt này.", repair="Ghi 3")
    left.addWidget(grid, 1)
    left.addSpacing(px(64))
    Toast(page).show_text("Đã ghi kết quả thăm bà Vi Thị Én.", "Hoàn tác", lambda: None)
    return page


def tables() -> QWidget:
    """Steps, figures, a table with heads, notes, progress and tags."""
    page, row = _page()
    right = QVBoxLayout()
    right.setSpacing(px(8))
    row.addLayout(right)
    right.addWidget(StepBar([StepLine("Lập", state="done"), StepLine("Xem", state="now"),
                             StepLine("Chốt"), StepLine("Đóng tháng")]))  # fmt: skip
    right.addWidget(FactStrip([Fact("Bị nạn", "11 hộ", "54 người"),
                               Fact("Gạo cần", "705 kg", "thiếu 205 kg", "bad")]))  # fmt: skip
    table = Table("Chi trả", COLUMNS)
    table.set_rows(PAYMENTS)
    table.set_total(["11 người", "", Cell("802.750.000"), "", ""])
    right.addWidget(table, 1)
    right.addWidget(NoticeBar("bad", "Dòng tiền của ông Chính đang chờ câu trả lời này."))
    right.addWidget(NoticeBar("info", "Có tệp Sở gửi xuống.", action="Nhận vào", key="Alt R"))
    line = ProgressLine("Đã ghi xong. Đang đọc lại từ USB để chắc tệp không hỏng.")
    line.set_progress((62, 100), "0,7 trong 1,2 MB · còn khoảng 4 giây")
    right.addWidget(line)
    tags = QHBoxLayout()
    for kind in ("bad", "warn", "ok", "info", "plain"):
        tags.addWidget(Tag(kind, "chưa nạp mức của tỉnh"))
    right.addLayout(tags)
    return page


def entries() -> QWidget:
    """Two entries of the same birth date, and a sheet."""
    page, row = _page()
    two = TwoEntries()
    two.set_entries(["Ngày sinh", "Dựa vào", "Tiền mỗi tháng"], TWO)
    two.set_chosen("mine")
    column = QVBoxLayout()
    column.setContentsMargins(px(24), px(24), px(16), 0)
    column.addWidget(two)
    column.addStretch(1)
    row.addLayout(column)
    sheet = Sheet(page, "Bảng phím", width=300)
    sheet.body.addWidget(Field("Tên máy"))
    page.resize(*(px(side) for side in SIZE))
    sheet.open_sheet()
    return page


PAGES: tuple[Callable[[], QWidget], ...] = (record, entering, lists, tables, entries)


def _page() -> tuple[QWidget, QHBoxLayout]:
    page = Panel("bg")
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    return page, row


def _column(widget: QWidget, edge: int = 16) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(px(edge), px(edge), px(edge), px(edge))
    column.setSpacing(0)
    return column


def _timeline() -> Timeline:
    line = Timeline("Theo thời gian")
    lanes = [
        Lane("Nơi ở", (Bar(date(2022, 1, 1), date(2025, 7, 1), "xã Tâm Thắng, huyện Cư Jút"),
                       Bar(date(2025, 7, 1), None, "xã Cư Jút"))),
        Lane("Hoàn cảnh", (Bar(date(2022, 1, 1), date(2024, 2, 1), "Hộ nghèo, sống cùng chồng"),
                           Bar(date(2024, 2, 1), None, "Hộ nghèo, sống một mình"))),
        Lane("Mức mỗi tháng", (
            Bar(date(2024, 5, 1), date(2024, 7, 1), "540.000 từ 05/2024"),
            Bar(date(2024, 7, 1), date(2025, 12, 1), "750.000 từ 07/2024", strong=True),
            Bar(date(2025, 12, 1), None, "1.000.000 từ 12/2025", future=True))),
    ]  # fmt: skip
    line.set_lanes(lanes, first=date(2022, 1, 1), last=date(2026, 12, 31), today=date(2025, 11, 14))
    return line


PEOPLE = [
    ListLine("1", "H’Rỡm Ƀuôn Yă", "750.000 đ", "1945 · Buôn Nui", "tròn 80 tuổi", "warn",
             "calendar-clock"),
    ListLine("2", "H’Rơm Niê Kdăm", "500.000 đ", "12/04/1951 · Buôn Ea Pô"),
    ListLine("3", "H’Rŏm Êban", "–", "1958 · Buôn Buôr", "chưa có hồ sơ", "plain", "circle"),
    ListLine("4", "Giàng A Páo", "", "", "Quá hạn 3 ngày", "bad", "circle-alert",
             aside="hạn 11/11"),
]  # fmt: skip
TODAY = [
    ListLine("1", "Trả lời bằng văn bản cho bà Phan Thị Hòa", "thứ Ba 11/11",
             "Chưa đủ điều kiện · nhận 28/10", "Quá hạn 3 ngày", "bad", "circle-alert",
             "Quá hạn", action="Soạn"),
    ListLine("2", "Ký quyết định cho bà Triệu Thị Lai", "thứ Sáu 14/11",
             "Giấy đủ, chờ Chủ tịch", "Hạn hôm nay", "warn", "clock", "Hôm nay",
             action="Mở bước"),
    ListLine("3", "Chốt danh sách", "thứ Hai 24/11", "3 dòng cần trả lời", "Còn 6 ngày",
             "plain", "hourglass", "Đến hết tuần sau", action="Mở bước"),
]  # fmt: skip
REASON = Reason(
    "750.000 đ",
    "mỗi tháng = hệ số 1,5 × mức chuẩn 500.000 đ",
    (("warn", "chưa nạp mức của tỉnh"),),
    (
        ReasonRow("Diện", "Người cao tuổi hộ nghèo, không có người phụng dưỡng",
                  "điểm a khoản 5 Điều 5, NĐ 20/2021/NĐ-CP"),
        ReasonRow("Hệ số 1,5", "79 tuổi, từ đủ 60 đến dưới 80", "điểm đ khoản 1 Điều 6"),
    ),
    (ReasonRow("", "Hưu trí xã hội 500.000 đ: thấp hơn, mà chỉ hưởng một mức cao nhất",
               "khoản 2 Điều 6"),),
)  # fmt: skip
STEPS = [
    StepLine("Tiếp nhận", "Lương Thị Hạnh", "Thứ Năm 06/11 · phiếu số 0418", "done"),
    StepLine("Niêm yết", "Trụ sở xã và nhà văn hóa thôn", "10/11 – 11/11", "done"),
    StepLine("Trình Chủ tịch", "Lương Thị Hạnh", "nên trình trước thứ Ba 18/11", "now",
             "Còn thiếu 1 giấy"),
    StepLine("Chủ tịch ký quyết định", "Phạm Văn Toản", "hạn thứ Năm 20/11"),
]  # fmt: skip
ANSWERS = [
    Choice("Q", "Sập hết", "Q"),
    Choice("W", "Hỏng nặng", "W"),
    Choice("E", "Phải dời", "E"),
]
QUESTION = Question(
    "Câu hỏi cần trả lời",
    "Tính từ tháng nào? Luật hai cấp nói tháng ký; quy định cũ nói tháng ghi trên giấy.",
    (
        Option("a", "Tháng ký, 11/2025", key="1"),
        Option("b", "Tháng trên giấy, 10/2025 (+1.000.000 đ)", key="2"),
    ),
    "khoản 1 Điều 8",
)
PLACES = [
    Option("usb", "USB “KINGSTON” (E:)", "còn trống 12,4 GB", "1", "usb"),
    Option("folder", "Lưu vào thư mục trên máy", "để gửi thư điện tử", "2", "folder"),
]
VICTIMS = [
    GridColumn("Người trong hộ", 0),
    GridColumn("Sinh", 90),
    GridColumn("Tình trạng", 110, "choice", ("An toàn", "Nặng")),
    GridColumn("Tháng", 70, "number"),
]
COLUMNS = [
    Column("Họ và tên", 0),
    Column("Thôn, buôn", 110),
    Column("Tháng 12", 96, "right"),
    Column("Chênh", 90, "right"),
    Column("Vì sao", 150),
]
PAYMENTS = [
    Row("vào", ("Vào", "", "", "+4.500.000", ""), head=True),
    Row("1", ("Hà Văn Thống", Cell("Thôn 3", "tx2"), "500.000", "+500.000",
              Cell("Quyết định 231", "tx2"))),
    Row("2", ("Hoàng Gia Bảo", Cell("Tổ dân phố 9", "tx2"), "1.000.000", "−250.000",
              Cell("Giảm từ tháng nào?", "info", "circle-question-mark"))),
    Row("ra", ("Ra", "", "", "−3.250.000", ""), head=True),
    Row("3", ("Y Ƀrih Mlô", Cell("Buôn Nui", "tx2"), "–", "−1.000.000", "Qua đời 09/11")),
]  # fmt: skip
TWO = [
    Entry("base", "Ban đầu", "trước khi hai máy sửa", (
        EntryCell("1965", "chỉ biết năm"), EntryCell("Sổ cũ của xã Cư K’nia, 2019"),
        EntryCell(lines=(("Tháng 11", "chưa chắc"), ("Tháng 12", "1.000.000"))))),
    Entry("mine", "Máy này", "chị Hạnh, 12/11/2025", (
        EntryCell("11/12/1965", "tròn 60 tuổi ngày 11/12/2025"),
        EntryCell("Quét thẻ căn cước tại bàn, số ••••2209"),
        EntryCell(lines=(("Tháng 11", "750.000"), ("Tháng 12", "1.000.000")))), "1"),
    Entry("theirs", "Máy kia", "anh Y Thiên, 13/11/2025", (
        EntryCell("12/11/1965", "tròn 60 tuổi ngày 12/11/2025"),
        EntryCell("Tờ khai viết tay ngày 02/10/2025"),
        EntryCell(lines=(("Tháng 11", "1.000.000"), ("Tháng 12", "1.000.000")))), "2"),
]  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
