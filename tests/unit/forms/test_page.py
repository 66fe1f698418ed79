from __future__ import annotations

from app.forms.page import MM, Sheet
from app.forms.pieces import Fill, Run, Tick, plain
from tests.fakes.paper import A4_HEIGHT, A4_WIDTH, fonts_of, pages_of, places_of


def test_text_stays_within_the_margins() -> None:
    sheet = Sheet(title="x")
    for _ in range(30):
        sheet.paragraph(plain("Tôi xin cam đoan những lời khai trên là đúng. " * 4), before=6)
    rendered = sheet.finish()
    assert rendered.pages == len(pages_of(rendered.pdf)) > 1
    for place in places_of(rendered.pdf):
        assert place.left >= 30 * MM - 0.1
        assert place.right <= A4_WIDTH - 20 * MM + 0.5
        assert place.top >= 20 * MM - 4
        assert place.bottom <= A4_HEIGHT - 20 * MM + 4


def test_page_numbers_start_on_the_second_page() -> None:
    sheet = Sheet(title="x", numbered=True)
    sheet.paragraph(plain("một"))
    sheet.turn()
    sheet.paragraph(plain("hai"))
    assert pages_of(sheet.finish().pdf) == ["một", "2 hai"]


def test_no_font_of_the_readers_machine_is_needed() -> None:
    sheet = Sheet(title="x")
    sheet.paragraph(plain("An sinh"))
    assert fonts_of(sheet.finish().pdf) == {"Tinos": True}


def test_boxes_lie_where_the_words_are() -> None:
    sheet = Sheet(title="x")
    sheet.paragraph((Run("Họ và tên: "), Fill("name", "…………", "Điểu Xrông", grows=True)))
    rendered = sheet.finish()
    (box,) = rendered.boxes
    found = [place for place in places_of(rendered.pdf) if place.word in {"Điểu", "Xrông"}]
    assert len(found) == 2
    for place in found:
        assert box.page == place.page
        assert box.x - 0.5 <= place.left
        assert place.right <= box.x + box.w + 0.5
        assert box.y - 2 <= place.top
        assert place.bottom <= box.y + box.h + 2


def test_a_question_is_missing_once_until_it_is_answered() -> None:
    sheet = Sheet(title="x")
    sheet.paragraph((Fill("birth.day", "…"), Fill("birth.month", "…"), Fill("birth.year", "…")))
    sheet.paragraph((Tick("poor", False, False), Tick("poor", False, False)))
    sheet.paragraph((Fill("signed", "…", pen=True), Fill("note", "…", "")))
    assert sheet.finish().missing == ("birth", "poor")


def test_both_boxes_of_a_question_are_noted() -> None:
    sheet = Sheet(title="x")
    sheet.paragraph((Tick("poor", False, True), Run(" Không "), Tick("poor", True, True)))
    boxes = sheet.finish().boxes
    assert [box.name for box in boxes] == ["poor", "poor"]
    assert boxes[0].x < boxes[1].x


def test_landscape_turns_the_sheet() -> None:
    sheet = Sheet(title="x", landscape=True)
    assert sheet.page_width > sheet.page_height


def test_the_same_words_give_the_same_bytes() -> None:
    def make() -> bytes:
        sheet = Sheet(title="x")
        sheet.paragraph(plain("H’Rơ̆m Ƀuôn Yă"))
        return sheet.finish().pdf

    first = make()
    other = Sheet(title="y")
    other.paragraph(plain("Y Blơ̆ Niê, Ê̆ Ư̆"))
    other.finish()
    assert make() == first
