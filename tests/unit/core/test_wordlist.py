from __future__ import annotations

import itertools
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Correctable
from app.core.names import fold
from app.core.wordlist import bytes_from_words, word_list, words_from_bytes


def sound(word: str) -> str:
    """How a word sounds where the fewest sounds are told apart."""
    pattern = r"(ngh|ng|nh|kh|gh|gi|ch|tr|th|ph|qu|[bckđdghlmnprstvx]?)(.*)"
    match = re.fullmatch(pattern, fold(word.replace("đ", "w")).replace("w", "đ"))
    assert match
    first, rest = match.groups()
    same = {"tr": "ch", "s": "x", "gi": "d", "r": "d", "ngh": "ng", "gh": "g", "k": "c", "l": "n"}
    rest = rest.replace("y", "i")
    return same.get(first, first) + re.sub("ng$", "n", re.sub("c$", "t", rest))


def test_256_composed_words_that_no_accent_and_no_region_confuses() -> None:
    words = word_list()
    assert len(words) == 256
    assert all(unicodedata.is_normalized("NFC", word) for word in words)
    assert len({fold(word) for word in words}) == 256
    assert len({sound(word) for word in words}) == 256
    assert {"suối", "nếp", "trâu", "bến", "lụa", "khèn"} <= set(words)


def test_the_list_never_changes() -> None:
    words = word_list()
    assert (words[0], words[127], words[255]) == ("ấm", "lưới", "yến")


@given(st.binary(min_size=1, max_size=32), st.sampled_from([" ", ", ", "\n", " - ", ". "]))
def test_words_come_back_as_bytes(data: bytes, between: str) -> None:
    words = words_from_bytes(data)
    assert len(words) == len(data) + 1
    assert bytes_from_words(words, size=len(data)) == data
    assert bytes_from_words(between.join(words).upper(), size=len(data)) == data
    assert bytes_from_words(" ".join(map(fold, words)), size=len(data)) == data
    decomposed = unicodedata.normalize("NFD", " ".join(words))
    assert bytes_from_words(decomposed, size=len(data)) == data


def test_the_wrong_word_is_named() -> None:
    words = list(words_from_bytes(bytes(range(16))))
    words[4] = "xyz"
    with pytest.raises(Correctable) as asked:
        bytes_from_words(words, size=16)
    assert asked.value.code == "word_unknown"
    assert asked.value.params == {"place": 5, "word": "xyz"}


@pytest.mark.parametrize("count", [0, 15, 16, 18])
def test_all_words_are_needed(count: int) -> None:
    with pytest.raises(Correctable) as asked:
        bytes_from_words(list(itertools.islice(itertools.cycle(word_list()), count)), size=16)
    assert asked.value.code == "words_count"


def test_most_slips_are_found() -> None:
    """One word exchanged or two neighbours swapped: the guard lets about 1 in 256 through."""
    words = words_from_bytes(bytes(range(100, 116)))
    found = tried = 0
    for place in range(16):
        for other in word_list()[::8]:
            slip = [*words[:place], other, *words[place + 1 :]]
            if tuple(slip) == words:
                continue
            tried += 1
            found += _refused(slip)
    assert found / tried > 0.98
    swapped = [words[1], words[0], *words[2:]]
    assert _refused(swapped)


def _refused(words: list[str]) -> bool:
    try:
        bytes_from_words(words, size=16)
    except Correctable as asked:
        return asked.code == "words_guard"
    return False
