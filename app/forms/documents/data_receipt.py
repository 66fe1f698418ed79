"""Giấy xác nhận đã nhận dữ liệu: what the receiving office gives back for a bundle.

Six check words let both sides compare by telephone when no stick travels back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.money import group_digits
from app.forms.columns import Entry
from app.forms.letterhead import letterhead, signatures
from app.forms.page import MM, Sheet
from app.forms.pieces import Rendered, bold, italic, plain
from app.forms.table import Column, Table
from app.forms.template import pieces_of
from app.forms.wording import date_line

TITLE = "Giấy xác nhận đã nhận dữ liệu"
WORDS = 6

_COLUMNS = (Column("Nội dung", 110), Column("Số lượng", 50, "right"))
_BLANK_ROWS = 6


@dataclass(frozen=True, slots=True)
class DataReceipt:
    """One bundle taken in: ``counts`` are named numbers in the order they are printed.

    ``check_words`` are the six words made from the bundle's bytes.
    """

    sender: str
    receiver: str
    bundle: str
    sent_on: date | None
    received_on: date
    counts: tuple[tuple[str, int], ...]
    check_words: tuple[str, ...]
    place: str | None = None


def render(data: DataReceipt | None) -> Rendered:
    """The slip, or a blank one for the pen."""
    sheet = Sheet(title=TITLE)
    letterhead(sheet, data.receiver if data else None)
    sheet.skip(26)
    sheet.paragraph(bold("GIẤY XÁC NHẬN ĐÃ NHẬN DỮ LIỆU"), align="centre")
    sheet.centred_rule(30)
    sheet.skip(16)
    values = _values(data) if data else {}
    for line in (
        "Đơn vị gửi: <b>{sender|……………………………………>}</b>",
        "Đơn vị nhận: {receiver|……………………………………>}",
        "Tệp dữ liệu: {bundle|……………………………………>}",
        "Ngày lập tệp: {sent|………………………} Ngày nhận: {received|……………………>}",
    ):
        sheet.paragraph(pieces_of(line, values), align="left", before=5)
    sheet.skip(10)
    table = Table(sheet, _COLUMNS, size=13)
    for name, count in data.counts if data else ():
        table.row((name, group_digits(count)))
    for _ in range(0 if data else _BLANK_ROWS):
        table.row(("", ""))
    table.close()
    _check_words(sheet, data.check_words if data else ("",) * WORDS)
    _end(sheet, data)
    return sheet.finish()


def _values(data: DataReceipt) -> dict[str, str | None]:
    return {
        "sender": data.sender,
        "receiver": data.receiver,
        "bundle": data.bundle,
        "sent": f"{data.sent_on:%d/%m/%Y}" if data.sent_on else None,
        "received": f"{data.received_on:%d/%m/%Y}",
    }


def _check_words(sheet: Sheet, words: tuple[str, ...]) -> None:
    sheet.paragraph(bold("Sáu từ đối chiếu"), before=14, align="left")
    sheet.skip(6)
    columns = tuple(Column(str(number), 160 / WORDS, "centre") for number in range(1, WORDS + 1))
    table = Table(sheet, columns, size=15, padding=5)
    table.row(words, bold=True)
    table.close()
    sheet.skip(6)
    note = (
        "Đơn vị gửi so sáu từ này với sáu từ trên máy của mình, gặp trực tiếp hoặc qua điện thoại. "
        "Sáu từ giống nhau là tệp đã đến đủ và đúng."
    )
    sheet.paragraph(italic(note), size=12)


def _end(sheet: Sheet, data: DataReceipt | None) -> None:
    place = (data.place if data else None) or "………………"
    day = date_line(data.received_on if data else None, place=place)
    signed = Entry(italic("(Ký, ghi rõ họ tên)"), 13)
    signatures(
        sheet,
        [Entry(plain(" "), 13), Entry(bold("NGƯỜI GIAO"), 13), signed],
        [Entry(italic(day), 13), Entry(bold("NGƯỜI NHẬN"), 13), signed],
        before=8 * MM,
    )


def sample() -> DataReceipt:
    """An invented bundle of a commune."""
    return DataReceipt(
        sender="Ủy ban nhân dân xã Quảng Trực",
        receiver="Sở Y tế tỉnh Lâm Đồng",
        bundle="24736-2026-11-20-0014.tgxh",
        sent_on=date(2026, 11, 20),
        received_on=date(2026, 11, 22),
        counts=(
            ("Thay đổi mới đã nhận", 412),
            ("Thay đổi đã có từ trước", 18),
            ("Người trong sổ của đơn vị gửi", 2_557),
            ("Người đang hưởng trợ cấp hằng tháng", 121),
            ("Trường hợp khẩn cấp đang giải quyết", 3),
        ),
        check_words=("suối", "nhà", "lúa", "bếp", "trăng", "cầu"),
        place="Đà Lạt",
    )
