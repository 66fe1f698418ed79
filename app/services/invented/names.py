"""Names of people who do not exist, made by the customs of each ethnic group.

Rule kept: custom decides the shape (family first, clan last, clan first, no clan), and both ways
of typing an apostrophe occur, as in real registers.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from app.core.names import nfc
from app.core.numbers import FEMALE, MALE
from app.core.paths import resource

_USUAL = "kinh"


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words one group of customs makes names from."""

    shape: str
    family: tuple[str, ...]
    before: dict[str, tuple[str, ...]]
    given: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class InventedName:
    """A whole name, with the family or clan word that children take over."""

    full: str
    family: str


def invent_name(
    ethnic_code: str, sex: str, *, chance: Random, family: str | None = None
) -> InventedName:
    """A name for a man (``nam``) or woman (``nu``) of a group.

    Args:
        family: the family or clan word to take over; None draws one.
    """
    words = _words_of(ethnic_code)
    clan = chance.choice(words.family) if family is None else family
    before, given = chance.choice(words.before[sex]), chance.choice(words.given[sex])
    if words.shape == "family_first":
        parts = [clan, before, given]
    elif words.shape == "clan_first":
        parts = [clan, before + given]
    else:
        parts = [before + given, clan]
    return InventedName(nfc(" ".join(part for part in parts if part)), clan)


def from_the_mother(ethnic_code: str) -> bool:
    """Whether children take their mother's clan: Ê-đê, Mnông, Gia-rai."""
    return ethnic_code in {"10", "12", "20"}


@cache
def word_lists() -> dict[str, Any]:
    """The file of words, read once."""
    return tomllib.loads(resource("invented", "names.toml").read_text(encoding="utf-8"))


@cache
def _words_of(ethnic_code: str) -> NameWords:
    shapes = word_lists()["shapes"]
    found = next(
        (shape for shape in shapes.values() if ethnic_code in shape["groups"]), shapes[_USUAL]
    )
    return NameWords(
        shape=found["shape"],
        family=tuple(found["family"]),
        before={sex: tuple(found[sex]) for sex in (MALE, FEMALE)},
        given={sex: tuple(found[f"given_{sex}"]) for sex in (MALE, FEMALE)},
    )
