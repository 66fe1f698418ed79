"""Phiếu giải thích mức trợ cấp: why a person gets this sum, and what was weighed besides.

Each row has what is paid, why, and the article; a sum that rests on a text nobody has loaded
says so on the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.money import group_digits
from app.core.partial_date import PartialDate
from app.forms.columns import Entry
from app.forms.letterhead import letterhead, signatures
from app.forms.page import Sheet
from app.forms.pieces import Rendered, bold, italic, plain
from app.forms.table import Column, Table
from app.forms.template import pieces_of
from app.forms.wording import birth_in_list, date_line, sum_sentence

TITLE = "Phiếu giải thích mức trợ cấp"
NO_LOCAL_LEVEL = "chưa nạp mức của tỉnh"
UNVERIFIED = "chưa kiểm chứng theo NĐ 335/2026/NĐ-CP"

_PAID = (
    Column("Khoản", 40),
    Column("Vì sao", 58),
    Column("Căn cứ", 34),
    Column("Số tiền một tháng (đồng)", 28, "right"),
)
_WEIGHED = (Column("Khoản", 40), Column("Vì sao không tính", 86), Column("Căn cứ", 34))

_BEGINNING = 130.0
"""Points that a heading with the first of what it heads takes."""
_END = 190.0
"""Points of the closing note with the signature."""


@dataclass(frozen=True, slots=True)
class PaidRow:
    """What is paid a month in đồng, why, and the article."""

    what: str
    why: str
    article: str
    monthly_vnd: int


@dataclass(frozen=True, slots=True)
class WeighedRow:
    """What was weighed and is not paid, why, and the article."""

    what: str
    why: str
    article: str


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """One person's answer on one day.

    ``local_level_loaded``: the province's own level was at hand; ``verified``: everything paid
    rests on texts that were read. ``open_questions`` are whole sentences.
    """

    commune: str
    place: str
    on: date
    name: str
    birth: PartialDate | None
    residence: str
    paid: tuple[PaidRow, ...]
    weighed: tuple[WeighedRow, ...] = ()
    open_questions: tuple[str, ...] = ()
    local_level_loaded: bool = True
    verified: bool = True

    @property
    def total_vnd(self) -> int:
        """All that is paid a month, in đồng."""
        return sum(row.monthly_vnd for row in self.paid)

    def tags(self) -> tuple[str, ...]:
        """What the reader must know before trusting the sum."""
        return tuple(
            words
            for words, shown in (
                (NO_LOCAL_LEVEL, not self.local_level_loaded),
                (UNVERIFIED, not self.verified),
            )
            if shown
        )


def render(data: AssessmentSheet | None) -> Rendered:
    """The sheet, or an empty one for the pen."""
    sheet = Sheet(title=TITLE, numbered=True)
    letterhead(sheet, data.commune if data else None, above="Ủy ban nhân dân")
    sheet.skip(22)
    sheet.paragraph(bold("PHIẾU GIẢI THÍCH MỨC TRỢ CẤP"), align="centre")
    day = date_line(data.on if data else None)
    sheet.paragraph(italic(f"(Tính cho {day})"), size=13, align="centre")
    sheet.skip(12)
    _person(sheet, data)
    _paid(sheet, data)
    _weighed(sheet, data)
    _end(sheet, data)
    return sheet.finish()


def _person(sheet: Sheet, data: AssessmentSheet | None) -> None:
    values: dict[str, str | None] = {}
    if data:
        birth = birth_in_list(data.birth) or None
        values = {"name": data.name, "birth": birth, "residence": data.residence}
    for line in (
        "Họ và tên: <b>{name|……………………………………………………>}</b>",
        "Ngày sinh: {birth|…………………………>}",
        "Nơi cư trú: {residence|……………………………………………………>}",
    ):
        sheet.paragraph(pieces_of(line, values), align="left", before=4)


def _paid(sheet: Sheet, data: AssessmentSheet | None) -> None:
    _heading(sheet, "Khoản được tính")
    sheet.skip(4)
    table = Table(sheet, _PAID, size=13)
    for row in data.paid if data else ():
        table.row((row.what, row.why, row.article, group_digits(row.monthly_vnd)))
    if not data:
        table.row(("", "", "", ""))
    table.row(("Cộng", "", "", group_digits(data.total_vnd) if data else ""), bold=True)
    table.close()
    if data:
        sheet.paragraph(italic(f"Bằng chữ: {sum_sentence(data.total_vnd)}."), size=13, before=6)
        for tag in data.tags():
            sheet.paragraph(bold(f"Lưu ý: {tag}."), size=13, before=4)


def _weighed(sheet: Sheet, data: AssessmentSheet | None) -> None:
    if data and data.weighed:
        _heading(sheet, "Đã xem xét, không tính")
        sheet.skip(4)
        table = Table(sheet, _WEIGHED, size=13)
        for row in data.weighed:
            table.row((row.what, row.why, row.article))
        table.close()
    if data and data.open_questions:
        _heading(sheet, "Còn phải hỏi thêm")
        for question in data.open_questions:
            sheet.paragraph(plain(f"- {question}"), size=13, before=3)


def _heading(sheet: Sheet, words: str) -> None:
    sheet.need(_BEGINNING)
    sheet.paragraph(bold(words), before=12, align="left")


def _end(sheet: Sheet, data: AssessmentSheet | None) -> None:
    note = (
        "Phiếu này giải thích cách tính, không thay quyết định. Ai thấy chưa đúng thì báo Ủy ban "
        "nhân dân xã để được xem lại."
    )
    sheet.need(_END)
    sheet.paragraph(italic(note), size=12, before=12)
    place = data.place if data else "………………"
    signatures(
        sheet,
        [],
        [
            Entry(italic(date_line(data.on if data else None, place=place)), 13),
            Entry(bold("NGƯỜI LẬP PHIẾU"), 13),
            Entry(italic("(Ký, ghi rõ họ tên)"), 13),
        ],
        before=12,
    )


def sample() -> AssessmentSheet:
    """An invented old person, before the province's level is known."""
    return AssessmentSheet(
        commune="xã Quảng Trực",
        place="Quảng Trực",
        on=date(2026, 11, 22),
        name="H’Rơ̆m Ƀuôn Yă",
        birth=PartialDate(1942),
        residence="Bon Bu Prăng, xã Quảng Trực, tỉnh Lâm Đồng",
        paid=(
            PaidRow(
                "Trợ cấp người cao tuổi thuộc hộ nghèo, không có người phụng dưỡng",
                "Từ đủ 80 tuổi, hộ nghèo năm 2026, không có người có nghĩa vụ phụng dưỡng: "
                "hệ số 2,0 × mức chuẩn 540.000 đồng",
                "Điểm a khoản 5 Điều 5, điểm đ khoản 1 Điều 6 NĐ 20/2021/NĐ-CP",
                1_080_000,
            ),
        ),
        weighed=(
            WeighedRow(
                "Trợ cấp người khuyết tật",
                "Chưa có giấy xác nhận khuyết tật",
                "Khoản 6 Điều 5 NĐ 20/2021/NĐ-CP",
            ),
        ),
        local_level_loaded=False,
        verified=False,
    )
