"""Which communes, how many people in each, and the villages they live in.

Communes are the real ones of Đắk Nông: 71 before 1/7/2025, 28 since. Villages are invented; a
commune of today keeps, for each village, the name of the commune it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from app.core import units
from app.core.names import nfc
from app.services.invented.figures import (
    DISTRICT_FACTORS,
    ETHNIC_WEIGHTS,
    FULL_BENEFICIARIES,
    FULL_PERSONS,
    HARDSHIP_SHARE,
    PROVINCE,
)
from app.services.invented.names import word_lists

PEOPLE_PER_VILLAGE = 260
_TOWNS = ("Phường", "Thị trấn")
_KINDS = {"12": "buôn", "20": "bon", "28": "bon", "16": "bon"}


@dataclass(frozen=True, slots=True)
class Part:
    """The people of one commune of before 1/7/2025, or of a part of it."""

    old: units.Unit
    persons: int


@dataclass(frozen=True, slots=True)
class CommunePlan:
    """One commune to be filled with invented people."""

    number: int
    """Counts from 0 within the province; keeps personal numbers of communes apart."""
    unit: units.Unit
    parts: tuple[Part, ...]
    beneficiaries: int
    """How many of them are paid each month."""
    seed: int

    @property
    def persons(self) -> int:
        """How many people the register of this commune gets."""
        return sum(part.persons for part in self.parts)

    def chance(self, topic: str) -> Random:
        """A source of chance that depends on the seed, the commune and the topic alone."""
        return Random(f"{self.seed}/{self.unit.pv}/{topic}")


@dataclass(frozen=True, slots=True)
class InventedVillage:
    """A village with the group most of its people belong to."""

    name: str
    kind: str
    ethnic_code: str
    hardship: bool
    part: Part


def plan_province(
    *, on: date, seed: int = 1, persons: int = FULL_PERSONS, communes: int | None = None
) -> tuple[CommunePlan, ...]:
    """Communes in force on a day with ``persons`` people shared out among them.

    Args:
        communes: take only the first so many; ``persons`` is then shared among these.
    """
    old = units.communes_of(PROVINCE, units.BEFORE)
    if units.era_on(on) == units.BEFORE:
        homes = {unit.pv: [unit] for unit in old}
    else:
        homes = {}
        for unit in old:
            for pv in units.successors(unit.pv):
                homes.setdefault(pv, []).append(unit)
    chosen = sorted(homes)[:communes]
    weights = [_weight(one, seed) for pv in chosen for one in homes[pv]]
    shares = iter(share_out(persons, weights))
    parts = [tuple(Part(one, next(shares)) for one in homes[pv]) for pv in chosen]
    sizes = [sum(part.persons for part in found) for found in parts]
    paid = share_out(round(persons * FULL_BENEFICIARIES / FULL_PERSONS), sizes)
    return tuple(
        CommunePlan(number, units.unit(pv), parts[number], paid[number], seed)
        for number, pv in enumerate(chosen)
    )


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """Whole shares in proportion to the weights that add up to ``total`` exactly."""
    whole = max(1, sum(weights))
    shares, given, passed = [], 0, 0
    for weight in weights:
        passed += weight
        upto = total * passed // whole
        shares.append(upto - given)
        given = upto
    return shares


def _weight(old: units.Unit, seed: int) -> int:
    """How large an old commune is beside the others; halved where it was split in two."""
    size = Random(f"{seed}/{old.pv}/size").randint(600, 1600)
    return size // max(1, len(units.successors(old.pv)))


def ethnic_weights(part: Part) -> dict[str, float]:
    """How likely each group is among the people of a part."""
    factors = DISTRICT_FACTORS.get(part.old.district_name or "", {})
    return {code: weight * factors.get(code, 1.0) for code, weight in ETHNIC_WEIGHTS.items()}


def invent_villages(plan: CommunePlan) -> tuple[InventedVillage, ...]:
    """The villages of a commune; at least one is in special hardship."""
    chance = plan.chance("villages")
    names = _VillageNames(chance)
    found = []
    for part in plan.parts:
        if not part.persons:
            continue
        weights = ethnic_weights(part)
        count = max(2, round(part.persons / PEOPLE_PER_VILLAGE))
        for _place in range(count):
            code = chance.choices(list(weights), list(weights.values()))[0]
            kind, name = names.next(code, town=part.old.kind in _TOWNS)
            hardship = chance.random() < HARDSHIP_SHARE
            found.append(InventedVillage(name, kind, code, hardship, part))
    if found and not any(village.hardship for village in found):
        found[-1] = replace(found[-1], hardship=True)
    return tuple(found)


class _VillageNames:
    """Hands out names of villages, each once in a commune."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._words = word_lists()["villages"]
        self._given: set[str] = set()
        self._numbered = 0

    def next(self, ethnic_code: str, *, town: bool) -> tuple[str, str]:
        """What a village of this group is called here (thôn, buôn, bon …), and its name."""
        if town:
            kind, name = "tổ dân phố", self._number(self._words["streets"])
        elif ethnic_code in _KINDS:
            kind = _KINDS[ethnic_code]
            key = "buon" if kind == "buôn" else "bon"
            first = self._chance.choice(self._words[f"{key}_first"])
            last = self._chance.choice(self._words[f"{key}_last"])
            name = f"{kind.capitalize()} {first} {last}"
        elif self._chance.random() < 0.5:
            kind, name = "thôn", self._number(self._words["numbers"])
        else:
            kind, name = "thôn", f"Thôn {self._chance.choice(self._words['hopes'])}"
        return kind, self._once(name)

    def _number(self, word: str) -> str:
        self._numbered += 1
        return f"{word} {self._numbered}"

    def _once(self, name: str) -> str:
        known = nfc(name)
        again = 1
        while known in self._given:
            again += 1
            known = nfc(f"{name} {again}")
        self._given.add(known)
        return known
