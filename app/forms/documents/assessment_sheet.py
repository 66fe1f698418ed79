"""Phiếu giải thích mức trợ cấp: why a person gets this sum, and what was weighed besides.

Each row has what is paid, why, and the article; a sum that rests on a text nobody has loaded
says so on the paper. One page as a rule: the signature never stands without a row of a table or
a question above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.money import group_digits
from app.core.partial_date import PartialDate
from app.forms.columns import Entry
from app.forms.letterhead import letterhead, signatures
from app.forms.page import LEADING, Sheet
from app.forms.pieces import Rendered, bold, italic, plain
from app.forms.table import Column, Row, Table
from app.forms.template import pieces_of
from app.forms.wording import birth_in_list, date_line, doubts, sum_sentence, unbroken

TITLE = "Phiếu giải thích mức trợ cấp"
NOTHING_PAID = "Chưa có khoản trợ cấp hằng tháng nào được tính."

_PAID = (
    Column("Khoản", 44),
    Column("Vì sao", 38),
    Column("Căn cứ", 52),
    Column("Một tháng (đồng)", 26, "right"),
)
_WEIGHED = (Column("Khoản", 72), Column("Vì sao không tính", 88))

_HEADING = 36.0
"""Points that a heading takes."""
_NOTE = (
    "Phiếu này giải thích cách tính, không thay quyết định. Ai thấy chưa đúng thì báo Ủy ban "
    "nhân dân xã để được xem lại."
)
_END = 165.0
"""Points of the closing note with the signature."""
_UNDER_TOTAL = 60.0
"""Points of the sum in words with what it lacks."""


@dataclass(frozen=True, slots=True)
class PaidRow:
    """What is paid a month in đồng, why, and the article."""

    what: str
    why: str
    article: str
    monthly_vnd: int


@dataclass(frozen=True, slots=True)
class WeighedRow:
    """What was weighed and is not paid, and why; the reason names its article."""

    what: str
    why: str


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


def render(data: AssessmentSheet | None) -> Rendered:
    """The sheet, or an empty one for the pen."""
    sheet = Sheet(title=TITLE, numbered=True)
    letterhead(sheet, data.commune if data else None, above="Ủy ban nhân dân")
    sheet.skip(14)
    sheet.paragraph(bold("PHIẾU GIẢI THÍCH MỨC TRỢ CẤP"), align="centre")
    day = date_line(data.on if data else None)
    sheet.paragraph(italic(f"(Tính cho {day})"), size=13, align="centre")
    sheet.skip(8)
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
    _heading(sheet, "Khoản được tính", with_points=_UNDER_TOTAL)
    if data and not data.paid:
        sheet.paragraph(plain(NOTHING_PAID), align="left", before=3)
        return
    sheet.skip(4)
    table = Table(sheet, _PAID, size=12)
    rows = [
        Row((row.what, unbroken(row.why), unbroken(row.article), group_digits(row.monthly_vnd)))
        for row in (data.paid if data else ())
    ]
    total = Row(("Cộng", "", "", group_digits(data.total_vnd) if data else ""), bold=True)
    last = data is None or not (data.weighed or data.open_questions)
    below = _UNDER_TOTAL + (_END if last else 0)
    table.rows([*(rows or [Row(("",) * len(_PAID))]), total], below=below)
    table.close()
    if data:
        sheet.paragraph(italic(f"Bằng chữ: {sum_sentence(data.total_vnd)}."), size=13, before=6)
        doubt = doubts(local_level_loaded=data.local_level_loaded, verified=data.verified)
        sheet.paragraph(bold(doubt), size=13, align="left", before=4)


def _weighed(sheet: Sheet, data: AssessmentSheet | None) -> None:
    if data and data.weighed:
        table = Table(sheet, _WEIGHED, size=12)
        rows = [Row((row.what, unbroken(row.why))) for row in data.weighed]
        below = 0 if data.open_questions else _END
        _heading(sheet, "Đã xem xét, không tính", with_points=table.height(rows) + below)
        sheet.skip(4)
        table.rows(rows, below=below, kept=2)
        table.close()
    if data and data.open_questions:
        _heading(sheet, "Còn phải hỏi thêm", with_points=_END)
        for number, question in enumerate(data.open_questions, start=1):
            if number == len(data.open_questions):
                sheet.need(2 * 13 * LEADING + 3 + _END)
            sheet.paragraph(plain(unbroken(f"- {question}")), size=13, before=3, keep=True)


def _heading(sheet: Sheet, words: str, *, with_points: float) -> None:
    sheet.need(_HEADING + with_points)
    sheet.paragraph(bold(words), before=12, align="left")


def _end(sheet: Sheet, data: AssessmentSheet | None) -> None:
    sheet.need(_END)
    sheet.paragraph(italic(_NOTE), size=12, before=12)
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
                "Người cao tuổi thuộc hộ nghèo, không có người có nghĩa vụ và quyền phụng dưỡng",
                "Hệ số 2,0 × mức chuẩn 540.000 đồng",
                "Điểm a khoản 5 Điều 5, điểm đ khoản 1 Điều 6 NĐ 20/2021/NĐ-CP; "
                "Điều 4 NĐ 335/2026/NĐ-CP",
                1_080_000,
            ),
        ),
        weighed=(
            WeighedRow(
                "Người khuyết tật nặng, người khuyết tật đặc biệt nặng",
                "Điều 5.6: chưa ghi giấy xác nhận khuyết tật.",
            ),
        ),
        local_level_loaded=False,
        verified=False,
    )
