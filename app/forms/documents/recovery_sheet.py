"""Recovery words of one workstation, to be kept in the safe: they open it when no one can.

The words come from the program once and are nowhere else; this sheet is their only copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.forms.columns import Entry
from app.forms.letterhead import signatures
from app.forms.page import LEADING, MM, Sheet
from app.forms.pieces import Rendered, bold, italic, plain
from app.forms.qr import draw_qr
from app.forms.table import Column, Table
from app.forms.template import pieces_of
from app.forms.wording import date_line

TITLE = "Phiếu giữ các từ mở máy khi quên mật khẩu"
BLANK_WORDS = 17

_PER_ROW = 4
_QR_SIDE = 46.0


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The words in their order; ``unit`` is whose workstation it is."""

    unit: str
    words: tuple[str, ...]
    made_on: date


def render(data: RecoverySheet | None) -> Rendered:
    """The sheet, or a blank one on which the words are copied by hand."""
    sheet = Sheet(title=TITLE)
    sheet.paragraph(bold("PHIẾU GIỮ CÁC TỪ MỞ MÁY"), size=16, align="centre")
    sheet.paragraph(bold("dùng khi không ai còn nhớ mật khẩu"), align="centre")
    sheet.skip(14)
    values: dict[str, str | None] = {}
    if data:
        values = {"unit": data.unit, "made": f"{data.made_on:%d/%m/%Y}"}
    sheet.paragraph(pieces_of("Máy của: <b>{unit|…………………………………………>}</b>", values), align="left")
    sheet.paragraph(pieces_of("Ngày lập phiếu: {made|…………………………}", values), before=4)
    sheet.skip(12)
    _grid(sheet, data.words if data else ("",) * BLANK_WORDS)
    sheet.skip(12)
    _instructions(sheet, data)
    signatures(
        sheet,
        [],
        [
            Entry(italic(date_line(data.made_on if data else None).capitalize()), 13),
            Entry(bold("NGƯỜI GIỮ PHIẾU"), 13),
            Entry(italic("(Ký, ghi rõ họ tên)"), 13),
        ],
    )
    return sheet.finish()


def _grid(sheet: Sheet, words: tuple[str, ...]) -> None:
    columns = tuple(Column("Từ", 160 / _PER_ROW) for _ in range(_PER_ROW))
    table = Table(sheet, columns, size=14, padding=4)
    cells = [f"{number}.  {word}" for number, word in enumerate(words, start=1)]
    for start in range(0, len(cells), _PER_ROW):
        row = cells[start : start + _PER_ROW]
        table.row([*row, *[""] * (_PER_ROW - len(row))])
    table.close()


def _instructions(sheet: Sheet, data: RecoverySheet | None) -> None:
    lines = (
        "1. Cất phiếu trong phong bì dán kín, để trong két hoặc tủ có khóa của cơ quan. "
        "Không để chung với máy, không chụp ảnh, không gửi qua mạng.",
        "2. Khi cần: mở AnSinh, chọn “Quên mật khẩu”, gõ các từ theo đúng thứ tự, rồi đặt mật "
        "khẩu mới.",
        "3. Gõ có dấu hay không dấu đều được.",
        "4. Người nào có phiếu này đều mở được máy. Nếu phiếu thất lạc, báo ngay cho lãnh đạo và "
        "đơn vị tiếp nhận.",
        "5. Khi máy đã đăng ký với đơn vị tiếp nhận, phiếu này hết tác dụng: hủy phiếu.",
    )
    sheet.paragraph(bold("Việc cần làm"), align="left")
    for line in lines:
        sheet.paragraph(plain(line), size=13, before=4)
    if data:
        sheet.skip(8)
        sheet.need(_QR_SIDE * MM + 13 * LEADING)
        draw_qr(sheet, " ".join(data.words), sheet.left, sheet.y, _QR_SIDE)


def sample() -> RecoverySheet:
    """Invented words that open nothing."""
    words = "suối nhà lúa bếp trăng cầu vườn mía đồi gùi khoai măng rẫy chiêng voi đèo mưa"
    return RecoverySheet("Ủy ban nhân dân xã Quảng Trực", tuple(words.split()), date(2026, 11, 2))
