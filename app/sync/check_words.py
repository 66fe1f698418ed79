"""Six words that stand for a whole bundle, read over the telephone when it has arrived.

They are the first six bytes (48 bits) of the file's SHA-256. They find a mix-up or a wrong file;
that nobody altered it is the signature's part.
"""

from __future__ import annotations

from app.core.wordlist import word_list

COUNT = 6


def check_words(sha256: bytes) -> tuple[str, ...]:
    """The words of the file whose SHA-256 (32 bytes) is given."""
    if len(sha256) != 32:
        raise ValueError("a SHA-256 has 32 bytes")
    words = word_list()
    return tuple(words[value] for value in sha256[:COUNT])
