from __future__ import annotations

from app.forms.documents.recovery_sheet import BLANK_WORDS, render, sample
from tests.fakes.paper import text_of


def test_every_word_has_its_number() -> None:
    text = text_of(render(sample()).pdf)
    for number, word in enumerate(sample().words, start=1):
        assert f"{number}. {word}" in text


def test_the_sheet_says_where_to_keep_it() -> None:
    text = text_of(render(sample()).pdf)
    assert "Cất phiếu trong phong bì dán kín" in text
    assert "02/11/2026" in text


def test_a_blank_sheet_has_numbers_for_every_word() -> None:
    text = text_of(render(None).pdf)
    assert f"{BLANK_WORDS}." in text
    assert sample().words[0] not in text.split("Việc cần làm")[0]
