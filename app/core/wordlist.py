"""Bytes as Vietnamese words that people read aloud, write down and type back.

The list has 256 words of one syllable, one for each byte. No two differ by marks only, nor by
sounds that some regions do not tell apart (tr and ch, s and x, d and gi and r, l and n, final n
and ng, final c and t), so they survive a bad telephone line and a keyboard without Vietnamese.
The list is part of the formats: a word is never moved or exchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.names import fold
from app.core.paths import resource

_CONTEXT = b"tgxh/words/1\0"


@cache
def word_list() -> tuple[str, ...]:
    """The 256 words in the order of the bytes they stand for."""
    path = resource("words", "check_words.txt")
    return tuple(path.read_text(encoding="utf-8").split())


@cache
def _bytes_by_fold() -> dict[str, int]:
    return {fold(word): value for value, word in enumerate(word_list())}


def words_from_bytes(data: bytes) -> tuple[str, ...]:
    """One word for each byte of ``data`` and one more that guards against a slip."""
    words = word_list()
    return tuple(words[value] for value in (*data, _guard(data)))


def bytes_from_words(typed: str | Sequence[str], *, size: int) -> bytes:
    """The ``size`` bytes behind words typed with or without marks, in any case.

    Spaces, commas, dashes, dots and line breaks separate words. Raises Correctable:
    ``words_count``, ``word_unknown`` (names the word and its place), ``words_guard`` when all
    words are known but one is not the right one or two changed places.
    """
    text = typed if isinstance(typed, str) else " ".join(typed)
    words = text.translate(str.maketrans(",.;-\u2013\u00b7", "      ")).split()
    values = bytes(_value(word, place) for place, word in enumerate(words, start=1))
    if len(values) != size + 1:
        raise Correctable(
            "words_count",
            N_("Type all {wanted} words in their order; there are {typed} now."),
            field="words",
            wanted=size + 1,
            typed=len(values),
        )
    data = values[:-1]
    if values[-1] != _guard(data):
        raise Correctable(
            "words_guard",
            N_("One of the words is another one, or two have changed places. Compare them again."),
            field="words",
        )
    return data


def _value(word: str, place: int) -> int:
    value = _bytes_by_fold().get(fold(word))
    if value is None:
        raise Correctable(
            "word_unknown",
            N_("Word {place}, “{word}”, is not on the list. Look at that word again."),
            field="words",
            place=place,
            word=word,
        )
    return value


def _guard(data: bytes) -> int:
    return hashlib.sha256(_CONTEXT + data).digest()[0]
