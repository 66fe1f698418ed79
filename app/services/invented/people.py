"""Persons with names, dates of birth and numbers, as a register of old papers would know them.

Rules kept: what is not known is left out (old people have a year only, or no personal number);
personal numbers have the lawful layout of Đắk Nông but a random part that begins with 9 and
counts up within the commune, so that they are told apart at a glance and never repeat; old
card numbers begin with 999, which no province had.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.core.numbers import FEMALE, MALE
from app.core.partial_date import PartialDate
from app.services.invented.households import (
    CHILD,
    GRANDCHILD,
    GRANDPARENT,
    HEAD,
    HouseholdDraft,
    Member,
)
from app.services.invented.names import from_the_mother, invent_name

_PLACE = "067"
_NO_PROVINCE = "999"
_LAST_OLD_CARD_BIRTH = 2001
_NUMBERED_FROM_BIRTH = 2016


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """One person, ready for the register; None where nothing is known."""

    member: Member
    name: str
    born: date
    """The true day, which the register may not know."""
    birth: PartialDate
    ethnic_code: str
    pin: str | None
    old_id: str | None


class PersonMaker:
    """Makes the persons of one commune; counts the numbers it has given."""

    def __init__(self, commune_number: int, chance: Random, *, on: date) -> None:
        self._commune = commune_number
        self._chance = chance
        self._on = on
        self._serials: Counter[str] = Counter()

    def people(self, draft: HouseholdDraft, ethnic_code: str) -> list[InventedPerson]:
        """Names and numbers for everybody of a household, who share a custom of naming."""
        heads = [one for one in draft.members if one.relation not in (CHILD, GRANDCHILD)]
        names: dict[int, str] = {}
        clan: str | None = None
        passing_sex = FEMALE if from_the_mother(ethnic_code) else MALE
        for member in heads:
            own = None
            if member.relation not in (HEAD, "vo_chong", GRANDPARENT) and member.sex == MALE:
                own = clan
            name = invent_name(ethnic_code, member.sex, chance=self._chance, family=own)
            names[id(member)] = name.full
            if clan is None or (member.sex == passing_sex and member.relation == "vo_chong"):
                clan = name.family
        found = []
        for member in draft.members:
            full = names.get(id(member))
            if full is None:
                name = invent_name(ethnic_code, member.sex, chance=self._chance, family=clan)
                full = name.full
            found.append(self._person(member, full, ethnic_code))
        return found

    def _person(self, member: Member, name: str, ethnic_code: str) -> InventedPerson:
        born = born_at(member.age, on=self._on, chance=self._chance)
        return InventedPerson(
            member,
            name,
            born,
            known_birth(born, on=self._on, chance=self._chance),
            ethnic_code,
            self._pin(member, born),
            self._old_id(born),
        )

    def _pin(self, member: Member, born: date) -> str | None:
        known = 0.97 if born.year >= _NUMBERED_FROM_BIRTH else 0.93 if member.age < 80 else 0.8
        century = (born.year // 100 - 19) * 2 + (member.sex == FEMALE)
        prefix = f"{_PLACE}{century}{born.year % 100:02}"
        self._serials[prefix] += 1
        serial = self._serials[prefix]
        if self._chance.random() >= known or serial > 999 or self._commune > 99:
            return None
        return f"{prefix}9{self._commune:02}{serial:03}"

    def _old_id(self, born: date) -> str | None:
        if born.year > _LAST_OLD_CARD_BIRTH or self._chance.random() < 0.4:
            return None
        return f"{_NO_PROVINCE}{self._chance.randrange(1_000_000):06}"


def born_at(age: int, *, on: date, chance: Random) -> date:
    """A day of birth for somebody who is ``age`` years old on that day."""
    year = on.year - age
    last = date(year, on.month, min(on.day, 28))
    return last - timedelta(chance.randrange(364))


def known_birth(born: date, *, on: date, chance: Random) -> PartialDate:
    """How much of a day of birth the papers tell: of the old often the year alone."""
    age = on.year - born.year
    year_only = 0.6 if age >= 70 else 0.25 if age >= 50 else 0.02
    drawn = chance.random()
    if drawn < year_only:
        return PartialDate(born.year, about=age >= 75 and chance.random() < 0.05)
    if drawn < year_only + 0.06 and age >= 50:
        return PartialDate(born.year, born.month)
    return PartialDate.of(born)
