"""Mẫu số 5a: households without food in one village (NĐ 20/2021/NĐ-CP, Điều 12)."""

from __future__ import annotations

from dataclasses import dataclass

from app.forms.columns import Entry, columns
from app.forms.page import Sheet
from app.forms.pieces import Rendered, bold
from app.forms.table import Column, Row, Table
from app.forms.template import Values, pieces_of

TITLE = "Danh sách hộ gia đình thiếu đói, nhu yếu phẩm (Mẫu số 5a)"
OFFICIAL = True
BLANK_ROWS = 8
_SIGNATURE = 140.0
"""Points that the signature below the table takes."""

_COLUMNS = (
    Column("Số TT", 14.5, "centre"),
    Column("Tên chủ hộ", 48),
    Column("Địa chỉ", 57),
    Column("Số người\ntrong hộ (người)", 40.5, "centre"),
)


@dataclass(frozen=True, slots=True)
class HungryHousehold:
    """One line: the head, where the household lives, how many members it has."""

    head: str
    address: str
    members: int


@dataclass(frozen=True, slots=True)
class Form5a:
    """The village's list, in the order given."""

    commune: str | None = None
    village: str | None = None
    households: tuple[HungryHousehold, ...] = ()


def render(data: Form5a | None) -> Rendered:
    """The list filled in, or blank with eight rows for the pen."""
    values: Values = {"commune": data.commune, "village": data.village} if data else {}
    sheet = Sheet(title=TITLE, numbered=True)
    _head(sheet, values)
    table = Table(sheet, _COLUMNS, size=14, padding=1)
    households = data.households if data else ()
    rows = [
        Row((str(number), household.head, household.address, str(household.members)))
        for number, household in enumerate(households, start=1)
    ]
    rows += [Row(("", "", "", ""))] * (BLANK_ROWS - len(households))
    total = str(sum(household.members for household in households)) if households else ""
    # "Tổng" stands in the middle of its column, unlike the names above it.
    table.rows([*rows, Row(("", "Tổng", "", total), centred=True)], below=_SIGNATURE)
    table.close()
    _signature(sheet)
    return sheet.finish()


def _head(sheet: Sheet, values: Values) -> None:
    sheet.paragraph(bold("Mẫu số 5a"), align="right")
    commune = pieces_of("UBND XÃ :{commune|………………..>}", values)
    village = pieces_of("<b>THÔN:{village|…………………….>}</b>", values)
    columns(
        sheet,
        [Entry(commune, 13, "left"), Entry(village, 13, "left"), Entry(rule=15)],
        [
            Entry(bold("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), 13),
            Entry(bold("Độc lập - Tự do - Hạnh phúc"), 14),
            Entry(rule=62),
        ],
        split=0.34,
    )
    sheet.skip(42)
    sheet.paragraph(bold("DANH SÁCH HỘ GIA ĐÌNH"), align="centre")
    title = "VÀ SỐ NGƯỜI TRONG HỘ GIA ĐÌNH THIẾU ĐÓI, NHU YẾU PHẨM"
    sheet.paragraph(bold(title), align="centre")
    sheet.centred_rule(22)
    sheet.skip(26)


def _signature(sheet: Sheet) -> None:
    date = "<i>Ngày{~signed.day|…..} tháng{~signed.month|……} năm{~signed.year|…..}</i>"
    columns(
        sheet,
        [],
        [
            Entry(pieces_of(date, {})),
            Entry(bold("TRƯỞNG THÔN")),
            Entry(pieces_of("<i>(Ký, ghi rõ họ tên)</i>", {})),
            Entry(space=24),
        ],
        before=20,
    )


def sample() -> Form5a:
    """An invented village after a whirlwind."""
    return Form5a(
        commune="Quảng Trực",
        village="Bon Bu Prăng",
        households=(
            HungryHousehold("Điểu K’Lơ̆ng", "Bon Bu Prăng", 5),
            HungryHousehold("Thị Ƀrŏi", "Bon Bu Prăng, đầu dốc trạm y tế", 4),
            HungryHousehold("H’Rơ̆m Ƀuôn Yă", "Bon Bu Prăng", 1),
        ),
    )
