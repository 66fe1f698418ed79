"""F1 beside the list of people: every part explains itself, to each role what it can do."""

from __future__ import annotations

import pytest

from app.ui.screens.people.help_words import help_of
from app.ui.screens.people.record_page import PARTS

KEYS_THAT_WRITE = ("F2", "F7", "F8", "Ctrl D", "Ctrl P", "Ctrl S")


@pytest.mark.parametrize("part", [*PARTS, "intake"])
def test_a_few_sentences_for_a_commune(part: str) -> None:
    told = help_of(part, office=False)
    assert 2 <= len(told) <= 4
    assert all(sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize("part", PARTS)
def test_a_receiving_office_is_told_of_no_key_that_writes(part: str) -> None:
    told = " ".join(help_of(part, office=True))
    assert told
    assert not [key for key in KEYS_THAT_WRITE if key in told]
