"""Names as people write them here: cleaned, folded for search, counted, shortened, put in order.

Rules kept: text is NFC; a name is never split into family, middle and given name for storage,
never title-cased, never read for a person's sex; H'Hen and H’Hen are one name to search and
order, while the apostrophe that was typed stays on the paper.
"""

from __future__ import annotations

import unicodedata

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.name_order import sort_key

__all__ = ["clean_name", "clean_text", "fold", "graphemes", "initials", "nfc", "sort_key"]

LONGEST_NAME = 100
"""Graphemes; the longest double names of the highlands stay far below it."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´′"))
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans("đĐƀɃðÐ", "dDbBdD")
_MARKS = dict.fromkeys(range(0x0300, 0x0370))
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# Legacy keyboards put Icelandic Eth or African D where Đ belongs; on paper they look alike.
_LOOKS_LIKE_D = str.maketrans("ÐðƉ", "ĐđĐ")


def nfc(text: str) -> str:
    """The one form of text that is stored: composed, so equal words have equal code points."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The search form: no marks, đ→d, ƀ→b, no apostrophes, lower case, single spaces.

    "Đào", "ĐÀO" and "dao" fold to the same; so do H'Hen and H’Hen.
    """
    text = text.translate(_APOSTROPHES).translate(_LETTERS_WITHOUT_DECOMPOSITION)
    bare = unicodedata.normalize("NFD", text).translate(_MARKS)
    return " ".join(unicodedata.normalize("NFC", bare.casefold()).split())


def graphemes(text: str) -> list[str]:
    """What a reader calls letters: a base with all marks that sit on it (ê̆ is one)."""
    clusters: list[str] = []
    for letter in nfc(text):
        if clusters and unicodedata.combining(letter):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


def initials(name: str) -> str:
    """The name as far as a posted list may show it: "Lê Thị Hoa" becomes "L. T. H."."""
    letters = []
    for word in nfc(name).split():
        first = next((cluster for cluster in graphemes(word) if cluster[0].isalpha()), "")
        if first:
            letters.append(f"{first.upper()}.")
    return " ".join(letters)


def clean_text(text: str, *, field: str | None = None) -> str:
    """One line of typed text, ready to be stored: NFC, trimmed, single spaces.

    Invisible characters that come along with text pasted from other programs are dropped.

    Raises:
        Correctable: control characters, or marks that turn the writing direction (they make
            a paper show something else than what is stored).
    """
    text = " ".join(nfc(text).translate(_INVISIBLE).split())
    for letter in text:
        if unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs", "Cn"}:
            raise Correctable(
                "text-unprintable",
                N_("Type this again by hand: it holds a character that cannot be printed."),
                field=field,
            )
    return text


def clean_name(text: str, *, field: str | None = "name") -> str:
    """A person's name, ready to be stored; case and apostrophes stay as they were typed.

    Raises:
        Correctable: empty, no letter, digits in it, longer than :data:`LONGEST_NAME`
            graphemes, or characters that cannot be printed.
    """
    name = clean_text(text, field=field).translate(_LOOKS_LIKE_D)
    if not any(letter.isalpha() for letter in name):
        raise Correctable("name-empty", N_("Type the full name."), field=field)
    if any(letter.isdigit() for letter in name):
        raise Correctable(
            "name-digits", N_("Type the name with letters only, without digits."), field=field
        )
    if len(graphemes(name)) > LONGEST_NAME:
        raise Correctable(
            "name-long",
            N_("Type the name within {most} letters."),
            field=field,
            most=LONGEST_NAME,
        )
    return name
