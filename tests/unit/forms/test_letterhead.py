from __future__ import annotations

from app.forms.columns import Entry
from app.forms.letterhead import MOTTO, NATION, letterhead, signatures
from app.forms.page import MM, Sheet
from app.forms.pieces import plain
from tests.fakes.paper import places_of, text_of


def test_both_heads_stand_on_one_line() -> None:
    sheet = Sheet(title="x")
    letterhead(sheet, "xã Quảng Trực", above="Ủy ban nhân dân")
    pdf = sheet.finish().pdf
    assert {"ỦY", "XÃ", "CỘNG", "Độc"} <= {place.word for place in places_of(pdf)}
    for words in ("ỦY BAN NHÂN DÂN", "XÃ QUẢNG TRỰC", NATION, MOTTO):
        assert words in text_of(pdf)
    tops = {place.word: place.top for place in places_of(pdf)}
    assert abs(tops["ỦY"] - tops["CỘNG"]) < 1


def test_a_blank_head_has_dots_for_the_pen() -> None:
    sheet = Sheet(title="x")
    letterhead(sheet, None)
    assert "………" in text_of(sheet.finish().pdf)


def test_a_signature_has_room_below() -> None:
    sheet = Sheet(title="x")
    signatures(sheet, [], [Entry(plain("CHỦ TỊCH"))])
    assert sheet.y > sheet.top + 24 * MM
