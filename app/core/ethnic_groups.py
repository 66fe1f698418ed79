"""The 54 ethnic groups: official names, codes with their system, spellings that are accepted.

Rules kept: a bare number says nothing, because two code systems are in use with other numbers;
what is stored is the name with its code, and a name that the list does not have is kept as it
was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from app.core.names import clean_text, fold
from app.core.paths import resource

CODE_SYSTEM = "121-TCTK/PPCĐ-1979"
"""Quyết định 121-TCTK/PPCĐ of 2/3/1979, the numbering of all codes here."""

FOREIGN = "55"


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """One group: its code in :data:`CODE_SYSTEM`, its official name, other spellings."""

    code: str
    name: str
    spellings: tuple[str, ...] = ()


@cache
def groups() -> tuple[EthnicGroup, ...]:
    """All groups in the order of their codes, with "Người nước ngoài" last."""
    found = []
    text = resource("ethnic_groups", "groups.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name, *others = line.split("\t")
            spellings = tuple(others[0].split("|")) if others else ()
            found.append(EthnicGroup(code, name, spellings))
    return tuple(found)


def group(code: str) -> EthnicGroup:
    """The group of a two-digit code.

    Raises:
        KeyError: no group has it.
    """
    return _by_code()[code]


def find_group(text: str) -> EthnicGroup | None:
    """The group meant by a spelling, whatever its marks, hyphens and capitals.

    Where two names differ by marks alone (Thổ, Thái …), the marks decide; None when the list
    has no such group.
    """
    typed = clean_text(text).lower()
    exact = _by_spelling().get(typed)
    return exact if exact is not None else _by_folded().get(_plain(typed))


@cache
def _by_code() -> dict[str, EthnicGroup]:
    return {one.code: one for one in groups()}


@cache
def _by_spelling() -> dict[str, EthnicGroup]:
    return {name.lower(): one for one in groups() for name in (one.name, *one.spellings)}


@cache
def _by_folded() -> dict[str, EthnicGroup]:
    """Folded names that mean one group only."""
    found: dict[str, EthnicGroup] = {}
    shared: set[str] = set()
    for name, one in _by_spelling().items():
        if found.setdefault(_plain(name), one) is not one:
            shared.add(_plain(name))
    return {name: one for name, one in found.items() if name not in shared}


def _plain(name: str) -> str:
    return fold(name).replace("-", "").replace(" ", "")
