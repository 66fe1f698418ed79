from __future__ import annotations

import pytest

from app.core.i18n import use_language
from app.ui.left_words import left_words


@pytest.mark.parametrize(
    ("days", "working", "words"),
    [
        (-2, False, "2 days late"),
        (-1, True, "1 day late"),
        (0, False, "Due today"),
        (1, False, "1 day left"),
        (3, True, "3 working days left"),
    ],
)
def test_how_long_there_is(days: int, words: str, *, working: bool) -> None:
    use_language("en")
    try:
        assert left_words(days, working=working) == words
    finally:
        use_language("vi")
