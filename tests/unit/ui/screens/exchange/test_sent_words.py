from __future__ import annotations

import pytest

from app.services.bundles import SentLine
from app.ui.screens.exchange.sent_words import number_words, state_cell


@pytest.mark.parametrize(("restricted", "words"), [(False, "001"), (True, "001 kín")])
def test_two_bundles_of_one_number_are_told_apart(*, restricted: bool, words: str) -> None:
    assert number_words(SentLine(1, restricted, "x.tgxh", "Tỉnh", 4, 0, None, ())) == words


@pytest.mark.parametrize(
    ("operations", "arrived", "words"),
    [
        (4, None, "chờ xác nhận"),
        (0, None, "chỉ báo đã nhận"),
        (4, 1_763_000_000_000, "13/11"),
    ],
)
def test_what_became_of_it(operations: int, arrived: int | None, words: str) -> None:
    line = SentLine(1, False, "x.tgxh", "Tỉnh", operations, 0, arrived, ())
    assert state_cell(line).text == words
