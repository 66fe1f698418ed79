"""One commune's register of invented people as rows of the form that ``record apply`` reads.

Rows come in the order in which they can be written: a village before its households, a
household before its people, a person before what is known about them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from app.core.ethnic_groups import group
from app.services.invented.applied import Row
from app.services.invented.communes import (
    CommunePlan,
    InventedVillage,
    ethnic_weights,
    invent_villages,
)
from app.services.invented.disasters import Home, disasters
from app.services.invented.figures import (
    HARDSHIP_SINCE,
    PROFILE_WEIGHTS,
    SOCIAL_PENSION_SINCE,
    Profile,
)
from app.services.invented.households import (
    CHILD,
    NOT_POOR,
    HouseholdDraft,
    Trait,
    beneficiary_household,
    ordinary_household,
)
from app.services.invented.people import InventedPerson, PersonMaker

RESTRICTED_TRAITS = frozenset({"hiv"})
_OWN_GROUP_IN_VILLAGE = 0.8
_LIST_DAY = (12, 20)
_NO_NETWORK = "060"
"""Telephone numbers that no network has."""


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Somebody who is paid each month: the key of the person, and why."""

    person: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class InventedCommune:
    """Everything invented for one commune."""

    plan: CommunePlan
    rows: tuple[Row, ...]
    beneficiaries: tuple[Beneficiary, ...]


def invent_commune(plan: CommunePlan, *, on: date) -> InventedCommune:
    """The register of one commune as it stands on a day.

    Exactly as many persons and beneficiaries as the plan says (fewer beneficiaries only when
    there are fewer persons); the same plan and day give the same rows.
    """
    return _Register(plan, on).fill()


def profiles_of(count: int, chance: Random) -> list[Profile]:
    """That many profiles in the proportions of the province, in any order."""
    whole = sum(PROFILE_WEIGHTS.values())
    found = []
    passed = 0
    for profile, weight in PROFILE_WEIGHTS.items():
        before, passed = passed, passed + weight
        found += [profile] * (count * passed // whole - count * before // whole)
    chance.shuffle(found)
    return found


class _Register:
    """Collects the rows of a commune while it is being filled."""

    def __init__(self, plan: CommunePlan, on: date) -> None:
        self._plan, self._on = plan, on
        self._chance = plan.chance("people")
        self._maker = PersonMaker(plan.number, self._chance, on=on)
        self._villages = invent_villages(plan)
        self._rows: list[Row] = []
        self._beneficiaries: list[Beneficiary] = []
        self._homes: list[Home] = []
        self._counts: Counter[str] = Counter()

    def fill(self) -> InventedCommune:
        keys = {id(village): self._village(village) for village in self._villages}
        for draft in self._drafts():
            village = self._home(needs_hardship=draft.needs_hardship)
            self._household(draft, village, keys[id(village)])
        self._rows += disasters(self._homes, on=self._on, chance=self._plan.chance("disasters"))
        return InventedCommune(self._plan, tuple(self._rows), tuple(self._beneficiaries))

    def _drafts(self) -> list[HouseholdDraft]:
        """Households with as many people as planned, in an order that tells nothing."""
        left = self._plan.persons
        profiles = profiles_of(self._plan.beneficiaries, self._chance)
        drafts = []
        while left:
            if profiles:
                draft = beneficiary_household(profiles.pop(), self._chance, most=left)
            else:
                draft = ordinary_household(self._chance, most=left)
            left -= len(draft.members)
            drafts.append(draft)
        self._chance.shuffle(drafts)
        return drafts

    def _home(self, *, needs_hardship: bool) -> InventedVillage:
        fitting = [one for one in self._villages if one.hardship or not needs_hardship]
        weights = [one.part.persons for one in fitting]
        return self._chance.choices(fitting, weights)[0]

    def _village(self, village: InventedVillage) -> str:
        values = {"name": village.name, "kind": village.kind}
        if village.part.old.pv != self._plan.unit.pv:
            values["former_unit"] = village.part.old.full_name
        if village.hardship:
            values["hardship_from"] = HARDSHIP_SINCE
        return self._add("village", "v", values, {})

    def _household(self, draft: HouseholdDraft, village: InventedVillage, key: str) -> None:
        values = {"address": f"{village.name}, {self._plan.unit.name_in_sentence}"}
        if self._chance.random() < 0.7:
            values["phone"] = f"{_NO_NETWORK}{self._chance.randrange(10**7):07}"
        home = self._add("household", "h", values, {"village": key})
        people = self._maker.people(draft, self._ethnic_code(village))
        persons = [self._person(one, home, values["address"]) for one in people]
        self._rows.append(Row("household", home, {}, {"head": persons[0]}))
        self._homes.append(Home(home, key, village.name, draft.poverty, len(persons)))
        if draft.poverty != NOT_POOR:
            self._poverty(home, draft.poverty)

    def _ethnic_code(self, village: InventedVillage) -> str:
        if self._chance.random() < _OWN_GROUP_IN_VILLAGE:
            return village.ethnic_code
        weights = ethnic_weights(village.part)
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def _person(self, person: InventedPerson, home: str, residence: str) -> str:
        values = {
            "name": person.name,
            "sex": person.member.sex,
            "birth": person.birth.iso(),
            "ethnic_code": person.ethnic_code,
            "ethnic_name": group(person.ethnic_code).name,
            "residence": residence,
        }
        values |= {
            name: number
            for name, number in (("pin", person.pin), ("old_id", person.old_id))
            if number
        }
        key = self._add("person", "p", values, {})
        since = self._since(person)
        self._add(
            "membership",
            "m",
            {"relation": person.member.relation, "valid_from": since},
            {"household": home, "person": key},
        )
        for trait in person.member.traits:
            if trait.kind != "pension_request" or self._on >= SOCIAL_PENSION_SINCE:
                self._trait(trait, person, key)
        if person.member.profile:
            self._beneficiaries.append(Beneficiary(key, person.member.profile))
        return key

    def _since(self, person: InventedPerson) -> str:
        if person.member.relation == CHILD:
            return person.birth.earliest().isoformat()
        moved = max(person.born.year, self._on.year - self._chance.randint(2, 18))
        return f"{moved}-01-01"

    def _trait(self, trait: Trait, person: InventedPerson, key: str) -> None:
        values: dict[str, Any] = {"kind": trait.kind}
        for name in ("value", "amount", "note"):
            if (value := getattr(trait, name)) is not None:
                values[name] = value
        if trait.kind == "disability":
            issued = self._day_since(max(person.born.year, 2013))
            values |= self._paper(issued, f"{self._chance.randrange(10**5):05}/GXN")
            values["valid_from"] = issued.isoformat()
        elif trait.kind == "pregnancy":
            due = self._on + timedelta(self._chance.randint(10, 250))
            values |= {"valid_from": self._on.isoformat(), "valid_to": due.isoformat()}
        elif trait.kind == "pension_request":
            values["valid_from"] = SOCIAL_PENSION_SINCE.isoformat()
        else:
            values["valid_from"] = self._day_since(self._on.year - 4).isoformat()
        kind = "restricted_fact" if trait.kind in RESTRICTED_TRAITS else "fact"
        self._add(kind, "f", values, {"person": key})

    def _poverty(self, home: str, value: str) -> None:
        """The yearly list of the commune, decided in December for the next year."""
        decided = date(self._on.year - 1, *_LIST_DAY)
        values: dict[str, Any] = {"kind": "poverty", "value": value}
        values |= self._paper(decided, f"{210 + self._on.year % 7}/QĐ-UBND")
        values |= {"valid_from": f"{self._on.year}-01-01", "valid_to": f"{self._on.year}-12-31"}
        self._add("fact", "f", values, {"household": home})

    def _paper(self, issued: date, number: str) -> dict[str, str]:
        kind = self._plan.unit.name_in_sentence.split(",")[0]
        return {"number": number, "issued_on": issued.isoformat(), "issued_by": f"UBND {kind}"}

    def _day_since(self, year: int) -> date:
        """A day between New Year of that year and the day before the register's."""
        first = min(date(year, 1, 1), self._on - timedelta(30))
        return first + timedelta(self._chance.randrange((self._on - first).days))

    def _add(self, kind: str, letter: str, values: dict[str, Any], links: dict[str, str]) -> str:
        self._counts[letter] += 1
        key = f"{letter}-{self._counts[letter]}"
        self._rows.append(Row(kind, key, values, links))
        return key
