from __future__ import annotations

import pytest

from app.core.wordlist import word_list
from app.sync.check_words import check_words


def test_first_six_bytes_choose_the_words() -> None:
    words = word_list()
    assert check_words(bytes(range(32))) == words[:6]
    assert check_words(b"\xff" * 32) == (words[255],) * 6


def test_a_change_in_those_bytes_shows() -> None:
    assert check_words(bytes(32)) != check_words(b"\0\0\0\0\0\1" + bytes(26))


def test_only_a_whole_hash() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        check_words(b"123456")
