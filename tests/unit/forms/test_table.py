from __future__ import annotations

from app.forms.fonts import NO_BREAK
from app.forms.page import Sheet
from app.forms.pieces import plain
from app.forms.table import Column, Row, Table
from tests.fakes.paper import pages_of, places_of, text_of

COLUMNS = (Column("Số TT", 15, "centre"), Column("Họ và tên", 100), Column("Số tiền", 45, "right"))


def test_the_head_is_repeated_on_every_page() -> None:
    sheet = Sheet(title="x")
    table = Table(sheet, COLUMNS)
    for number in range(1, 101):
        table.row((str(number), "Điểu Xrông", "540.000"))
    table.close()
    pages = pages_of(sheet.finish().pdf)
    assert len(pages) > 1
    assert all("Họ và tên" in page for page in pages)
    assert sum(page.count("Điểu Xrông") for page in pages) == 100


def test_a_long_cell_wraps_within_its_column() -> None:
    sheet = Sheet(title="x")
    name = " ".join(["H’Rơ̆m Ƀuôn Yă"] * 12)
    table = Table(sheet, COLUMNS)
    table.row(("1", name, "540.000"))
    edge = sheet.left + 115 * 72 / 25.4
    table.close()
    pdf = sheet.finish().pdf
    names = [place for place in places_of(pdf) if place.word in {"Ƀuôn", "Yă"}]
    assert len(names) == 24
    assert max(place.right for place in names) <= edge


def test_sums_end_at_the_same_edge() -> None:
    sheet = Sheet(title="x")
    table = Table(sheet, COLUMNS)
    table.row(("1", "a", "540.000"))
    table.row(("2", "b", "1.080.000"))
    table.close()
    places = places_of(sheet.finish().pdf)
    ends = {round(place.right, 1) for place in places if place.word.endswith(".000")}
    assert len(ends) == 1


def test_a_village_heading_is_not_left_alone_at_the_foot() -> None:
    sheet = Sheet(title="x")
    table = Table(sheet, COLUMNS)
    height = sheet.y
    table.row(("1", "a", "0"))
    height = sheet.y - height
    while sheet.y + 2 * height <= sheet.bottom:
        table.row(("1", "a", "0"))
    table.band("Buôn Buôr", keep=1)
    table.row(("2", "Y Blơ̆ Niê", "0"))
    table.close()
    last = pages_of(sheet.finish().pdf)[-1]
    assert "Buôn Buôr" in last
    assert "Y Blơ̆ Niê" in last


def test_a_word_wider_than_its_column_is_cut_not_clipped() -> None:
    sheet = Sheet(title="x")
    table = Table(sheet, COLUMNS)
    table.row(("1", "ơ̆" * 90, "0"))
    table.close()
    pdf = sheet.finish().pdf
    assert text_of(pdf).count("ơ̆") == 90
    assert max(place.right for place in places_of(pdf)) <= sheet.left + sheet.width


def test_an_odd_blank_of_a_cell_is_printed_as_a_space() -> None:
    sheet = Sheet(title="x")
    table = Table(sheet, COLUMNS)
    table.row(("1", "Điểu\tXrông", "0"))
    table.close()
    assert "Điểu Xrông" in text_of(sheet.finish().pdf)


def test_the_last_rows_stay_with_what_follows_and_with_their_heading() -> None:
    for count in range(30, 60):
        sheet = Sheet(title="x")
        table = Table(sheet, COLUMNS)
        rows = [Row((str(number), "a", "0")) for number in range(count)]
        end = [Row(("Buôn Buôr",), bold=True), Row(("1", "Y Blơ̆ Niê", "0")), Row(("", "Cộng", "0"))]
        table.rows([*rows, *end], below=150, kept=2)
        table.close()
        sheet.need(150)
        sheet.paragraph(plain("Ký tên"))
        last = pages_of(sheet.finish().pdf)[-1]
        assert "Buôn Buôr 1 Y Blơ̆ Niê 0 Cộng 0 Ký tên" in last


def test_a_space_that_holds_ends_no_line_and_is_printed_as_a_space() -> None:
    sheet = Sheet(title="x")
    table = Table(sheet, COLUMNS)
    table.row(("1", f"Điều{NO_BREAK}5 " * 40, "0"))
    table.close()
    pdf = sheet.finish().pdf
    tops = [place.top for place in places_of(pdf) if place.word in {"Điều", "5"}]
    assert len(tops) == 80
    assert all(abs(one - two) < 1 for one, two in zip(tops[::2], tops[1::2], strict=True))


def test_head_and_rows_are_as_high_as_told() -> None:
    sheet = Sheet(title="x")
    table = Table(sheet, COLUMNS)
    rows = [Row(("1", "Điểu Xrông " * 20, "0")), Row(("Buôn Buôr",), bold=True)]
    told, top = table.height(rows), sheet.y
    table.rows(rows, below=0)
    assert abs(sheet.y - top - told) < 0.01
