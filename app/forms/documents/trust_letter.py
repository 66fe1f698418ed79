"""The office's letter: twenty-five digits that a commune types in to know its office.

The letter travels on paper or by hand, apart from any file: that is what makes it worth trust.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.forms.columns import Entry
from app.forms.fonts import BOLD, width
from app.forms.letterhead import letterhead, signatures
from app.forms.page import MM, Sheet
from app.forms.pieces import Rendered, bold, italic, plain
from app.forms.qr import draw_qr
from app.forms.template import pieces_of
from app.forms.wording import date_line

TITLE = "Thư của đơn vị tiếp nhận"
GROUPS, GROUP_LENGTH = 5, 5

_DIGIT_SIZE = 24.0
_QR_SIDE = 46.0


@dataclass(frozen=True, slots=True)
class TrustLetter:
    """The office, its 25 digits (spaces between groups do not matter) and the text of the QR."""

    office: str
    digits: str
    qr_text: str
    on: date | None = None
    place: str | None = None

    def groups(self) -> tuple[str, ...]:
        """Five groups of five digits.

        Raises:
            ValueError: there are not 25.
        """
        digits = re.sub(r"\D", "", self.digits)
        if len(digits) != GROUPS * GROUP_LENGTH:
            raise ValueError(f"{len(digits)} digits")
        return tuple(digits[at : at + GROUP_LENGTH] for at in range(0, len(digits), GROUP_LENGTH))


def render(data: TrustLetter | None) -> Rendered:
    """The letter, or a blank one whose digits are copied by hand."""
    sheet = Sheet(title=TITLE)
    letterhead(sheet, data.office if data else None)
    sheet.skip(26)
    sheet.paragraph(bold("THƯ CỦA ĐƠN VỊ TIẾP NHẬN"), align="centre")
    sheet.paragraph(bold("về dãy số nhận biết"), align="centre")
    sheet.centred_rule(26)
    sheet.skip(16)
    values = {"office": data.office} if data else {}
    sheet.paragraph(pieces_of("Kính gửi: Ủy ban nhân dân {~commune|……………………………………>}", {}))
    sheet.paragraph(
        pieces_of(
            "{office|……………………………………………………} gửi dãy số nhận biết của mình để cán bộ nhập vào "
            "máy khi đăng ký với đơn vị tiếp nhận:",
            values,
        ),
        indent=10 * MM,
        before=8,
    )
    sheet.skip(14)
    _digits(sheet, data.groups() if data else ("",) * GROUPS)
    _advice(sheet)
    if data:
        sheet.skip(10)
        sheet.need(_QR_SIDE * MM)
        draw_qr(sheet, data.qr_text, sheet.left, sheet.y, _QR_SIDE)
    _end(sheet, data)
    return sheet.finish()


def _digits(sheet: Sheet, groups: tuple[str, ...]) -> None:
    box_width, gap, height = 27 * MM, 5 * MM, 15 * MM
    x = sheet.left + (sheet.width - GROUPS * box_width - (GROUPS - 1) * gap) / 2
    sheet.canvas.setLineWidth(0.8)
    for group in groups:
        sheet.canvas.rect(x, sheet.page_height - sheet.y - height, box_width, height)
        room = box_width - width(group, BOLD, _DIGIT_SIZE)
        top = sheet.y + (height - _DIGIT_SIZE * 1.1) / 2
        sheet.text(group, x + room / 2, top, font=BOLD, size=_DIGIT_SIZE)
        x += box_width + gap
    sheet.y += height


def _advice(sheet: Sheet) -> None:
    for line in (
        "1. Nhập từng nhóm năm số theo thứ tự từ trái sang phải, hoặc quét mã bên dưới.",
        "2. Chỉ dùng dãy số trên thư có chữ ký và dấu, nhận tận tay hoặc qua đường công văn. "
        "Không dùng dãy số nhận qua điện thoại lạ, tin nhắn hay tệp đính kèm.",
        "3. Khi máy báo dãy số chưa khớp: xem lại từng nhóm, rồi gọi cho đơn vị tiếp nhận theo số "
        "điện thoại đã biết từ trước.",
    ):
        sheet.paragraph(plain(line), size=13, before=6)


def _end(sheet: Sheet, data: TrustLetter | None) -> None:
    place = (data.place if data else None) or "………………"
    signatures(
        sheet,
        [],
        [
            Entry(italic(date_line(data.on if data else None, place=place)), 13),
            Entry(bold("THỦ TRƯỞNG ĐƠN VỊ"), 13),
            Entry(italic("(Ký tên, đóng dấu)"), 13),
        ],
        before=10,
    )


def sample() -> TrustLetter:
    """An invented office with invented digits."""
    digits = "20417 58836 91250 37744 06193"
    return TrustLetter(
        office="Sở Y tế tỉnh Lâm Đồng",
        digits=digits,
        qr_text="TGXH:" + digits.replace(" ", ""),
        on=date(2026, 11, 2),
        place="Đà Lạt",
    )
