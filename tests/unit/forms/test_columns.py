from __future__ import annotations

import pytest

from app.forms.columns import Entry, columns, columns_height
from app.forms.page import MM, Sheet
from app.forms.pieces import Fill, plain
from tests.fakes.paper import pages_of, places_of


def test_both_columns_start_level_without_meeting() -> None:
    sheet = Sheet(title="x")
    columns(sheet, [Entry(plain("trái " * 30), align="left")], [Entry(plain("phải " * 30))])
    places = places_of(sheet.finish().pdf)
    left = [place for place in places if place.word == "trái"]
    right = [place for place in places if place.word == "phải"]
    assert min(place.top for place in left) == min(place.top for place in right)
    assert max(place.right for place in left) <= min(place.left for place in right)


def test_a_signature_block_is_not_torn_by_a_page() -> None:
    sheet = Sheet(title="x")
    sheet.skip(230 * MM)
    columns(sheet, [], [Entry(plain("CHỦ TỊCH")), Entry(space=25), Entry(plain("Điểu Xrông"))])
    assert pages_of(sheet.finish().pdf) == ["", "CHỦ TỊCH Điểu Xrông"]


def test_the_sheet_goes_on_below_the_longer_column() -> None:
    sheet = Sheet(title="x")
    start = sheet.y
    columns(sheet, [Entry(space=10)], [Entry(space=30), Entry(rule=15)])
    assert sheet.y >= start + 30 * MM


def test_open_places_in_columns_are_missing_too() -> None:
    sheet = Sheet(title="x")
    columns(sheet, [Entry((Fill("proxy.number", "…"),))], [])
    assert sheet.finish().missing == ("proxy",)


def test_the_height_is_known_before_anything_is_set() -> None:
    sheet = Sheet(title="x")
    left, right = [Entry(plain("trái " * 30))], [Entry(space=10), Entry(plain("phải"))]
    height = columns_height(sheet, left, right)
    start = sheet.y
    columns(sheet, left, right)
    assert sheet.y - start == pytest.approx(height)
