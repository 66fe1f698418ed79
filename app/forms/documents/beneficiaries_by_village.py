"""People paid a monthly allowance, village by village, with sums and the total in words.

Rule kept: one neutral kind for everybody. No category, no coefficient, nothing that tells one
person's reason from another's ever reaches this paper.
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
from app.forms.table import Column, Row, Table
from app.forms.values import SEX_WORDS
from app.forms.wording import birth_in_list, date_line, doubts, month_text, sum_sentence

TITLE = "Danh sách người hưởng trợ cấp hằng tháng theo thôn, buôn"
BLANK_ROWS = 20
_END = 225.0
"""Points that the sum in words, what it lacks and the signatures take below the table."""

_COLUMNS = (
    Column("Số TT", 16, "centre"),
    Column("Họ và tên", 52),
    Column("Ngày sinh", 24.5, "centre"),
    Column("Giới tính", 13, "centre"),
    Column("Mức trợ cấp hằng tháng (đồng)", 33, "right"),
    Column("Hưởng từ tháng", 21.5, "centre"),
)


_BLANK = (
    *(Row(("",) * len(_COLUMNS)) for _ in range(BLANK_ROWS)),
    Row(("", "Tổng cộng", "", "", "", ""), bold=True),
)


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """One person: the sum is all that is paid to her a month, in đồng."""

    name: str
    birth: PartialDate | None
    sex: str | None
    monthly_vnd: int
    from_month: PartialDate | None


@dataclass(frozen=True, slots=True)
class VillageBeneficiaries:
    """A village with its people, in the order given."""

    village: str
    people: tuple[Beneficiary, ...]

    @property
    def monthly_vnd(self) -> int:
        """The village's sum a month, in đồng."""
        return sum(person.monthly_vnd for person in self.people)


@dataclass(frozen=True, slots=True)
class BeneficiaryList:
    """The commune's list as it stands on one day; ``commune`` with its kind ("xã Quảng Trực").

    ``local_level_loaded``: the province's own level was at hand; ``verified``: the level of the
    day rests on a text that was read.
    """

    commune: str
    place: str
    on: date
    villages: tuple[VillageBeneficiaries, ...]
    local_level_loaded: bool = True
    verified: bool = True

    @property
    def monthly_vnd(self) -> int:
        """All that is paid a month, in đồng."""
        return sum(village.monthly_vnd for village in self.villages)


def render(data: BeneficiaryList | None) -> Rendered:
    """The list, or an empty one for the pen."""
    sheet = Sheet(title=TITLE, numbered=True)
    letterhead(sheet, data.commune if data else None, above="Ủy ban nhân dân")
    sheet.skip(20)
    sheet.paragraph(bold("DANH SÁCH NGƯỜI HƯỞNG TRỢ CẤP HẰNG THÁNG"), align="centre")
    sheet.paragraph(bold("THEO THÔN, BUÔN"), align="centre")
    day = f"(Tính đến {date_line(data.on if data else None)})"
    sheet.paragraph(italic(day), size=13, align="centre")
    sheet.skip(12)
    table = Table(sheet, _COLUMNS, size=13)
    table.rows(_rows(data) if data else _BLANK, below=_END, kept=4)
    table.close()
    _end(sheet, data)
    return sheet.finish()


def _rows(data: BeneficiaryList) -> list[Row]:
    rows: list[Row] = []
    number = 0
    for village in data.villages:
        rows.append(Row((village.village,), bold=True))
        for person in village.people:
            number += 1
            rows.append(
                Row(
                    (
                        str(number),
                        person.name,
                        birth_in_list(person.birth),
                        SEX_WORDS.get(person.sex or "", ""),
                        group_digits(person.monthly_vnd),
                        month_text(person.from_month),
                    )
                )
            )
        rows.append(_total(f"Cộng: {len(village.people)} người", village.monthly_vnd))
    rows.append(_total(f"Tổng cộng: {group_digits(number)} người", data.monthly_vnd))
    return rows


def _total(words: str, monthly_vnd: int) -> Row:
    return Row(("", words, "", "", group_digits(monthly_vnd), ""), bold=True)


def _end(sheet: Sheet, data: BeneficiaryList | None) -> None:
    sheet.skip(8)
    if data:
        words = f"Số tiền một tháng bằng chữ: {sum_sentence(data.monthly_vnd)}."
    else:
        words = "Số tiền một tháng bằng chữ: …………………………………………………………"
    sheet.paragraph(italic(words), size=13, align="left")
    if data:
        doubt = doubts(local_level_loaded=data.local_level_loaded, verified=data.verified)
        sheet.paragraph(bold(doubt), size=13, align="left", before=4)
    day = date_line(None, place=data.place if data else "………………")
    signatures(
        sheet,
        [
            Entry(plain(" ")),
            Entry(bold("NGƯỜI LẬP DANH SÁCH"), 13),
            Entry(italic("(Ký, ghi rõ họ tên)"), 13),
        ],
        [
            Entry(italic(day), 13),
            Entry(bold("TM. ỦY BAN NHÂN DÂN"), 13),
            Entry(bold("CHỦ TỊCH"), 13),
            Entry(italic("(Ký tên, đóng dấu)"), 13),
        ],
    )


def sample() -> BeneficiaryList:
    """Invented people of two villages."""
    child = Beneficiary(
        "Điểu Xrông", PartialDate(2014, 3, 9), "nam", 1_080_000, PartialDate(2026, 9)
    )
    old = Beneficiary("H’Rơ̆m Ƀuôn Yă", PartialDate(1942), "nu", 1_080_000, PartialDate(2022, 1))
    man = Beneficiary("Y Blơ̆ Niê", PartialDate(1979, 7), "nam", 810_000, PartialDate(2024, 5))
    return BeneficiaryList(
        commune="xã Quảng Trực",
        place="Quảng Trực",
        on=date(2026, 11, 22),
        villages=(
            VillageBeneficiaries("Bon Bu Prăng", (child, old)),
            VillageBeneficiaries("Buôn Buôr", (man,)),
        ),
        local_level_loaded=False,
        verified=False,
    )
