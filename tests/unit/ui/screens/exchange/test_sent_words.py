from __future__ import annotations

import pytest

from app.services.bundles import SentLine
from app.ui.screens.exchange.sent_words import number_words


@pytest.mark.parametrize(("restricted", "words"), [(False, "001"), (True, "001 kín")])
def test_two_bundles_of_one_number_are_told_apart(*, restricted: bool, words: str) -> None:
    assert number_words(SentLine(1, restricted, "x.tgxh", "Tỉnh", 4, 0, None, ())) == words
