"""Which passphrases are good enough: long, and not the first thing a thief would try.

At least ten characters or four words; no rule about digits and signs, which only make people
write passphrases down.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from app.core.errors import Correctable
from app.core.i18n import N_

LEAST_CHARACTERS = 10
LEAST_WORDS = 4
_LEAST_DIFFERENT = 5
# What may remain beside a name or a common word is too little if shorter than this.
_LEAST_OWN = 6

_COMMON = (
    "matkhau",
    "password",
    "passphrase",
    "qwertyuiop",
    "asdfghjkl",
    "abcdefghij",
    "iloveyou",
    "anhyeuem",
    "emyeuanh",
    "vietnam",
    "trogiupxahoi",
    "ansinh",
    "admin",
    "0123456789",
    "1234567890",
    "0987654321",
    "123456789",
    "123456",
)


def normal(passphrase: str) -> str:
    """The one spelling of a passphrase: NFC, however the keyboard composed the marks."""
    return unicodedata.normalize("NFC", passphrase)


def check_passphrase(passphrase: str, names: Iterable[str] = ()) -> None:
    """Refuse a passphrase that would be guessed.

    Args:
        names: what everybody here knows: the officer, the commune, the village.

    Raises:
        Correctable: ``weak_passphrase``, at the field ``passphrase``.
    """
    words = normal(passphrase).split()
    bare = _bare(passphrase)
    long_enough = len(normal(passphrase).strip()) >= LEAST_CHARACTERS or len(words) >= LEAST_WORDS
    known = [*_COMMON, *(part for name in names for part in _parts(name))]
    if (
        not long_enough
        or len(set(bare)) < _LEAST_DIFFERENT
        or len(_without(bare, known)) < _own(bare, known)
    ):
        raise Correctable(
            "weak_passphrase",
            N_(
                "Choose a passphrase of at least ten characters or four words, "
                "without your name, the commune's name or 123456."
            ),
            field="passphrase",
        )


def _own(bare: str, known: list[str]) -> int:
    """How much must be the officer's own: nothing is asked when no known word is inside."""
    return _LEAST_OWN if any(word in bare for word in known) else 0


def _without(bare: str, known: list[str]) -> str:
    for word in sorted(known, key=len, reverse=True):
        bare = bare.replace(word, "")
    return bare


def _parts(name: str) -> list[str]:
    """The whole name and its longer words; short syllables occur in any sentence."""
    whole = _bare(name)
    return [part for part in (whole, *map(_bare, name.split())) if len(part) >= 4]


def _bare(text: str) -> str:
    """Letters and digits alone, without marks, small: what a guesser compares."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[\W_]", "", "".join(sign for sign in apart if not unicodedata.combining(sign)))
