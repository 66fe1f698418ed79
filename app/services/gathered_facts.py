"""From records to the facts that the rules of the law ask for, as they held on one day.

Nothing is guessed. What the record does not tell but the answer hangs on is listed, so that the
officer can ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection

from app.core import units
from app.core.errors import Correctable
from app.core.i18n import N_, translate
from app.core.partial_date import PartialDate
from app.policy.facts import Child, Disability, Facts, Marital, Person, Poverty, Supporter
from app.services.people import load_person
from app.storage.queries import facts as fact_rows
from app.storage.queries import households as household_rows
from app.storage.queries.facts import FactRow
from app.storage.queries.households import MemberRow

_PARENTS = ("chu_ho", "vo_chong")
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts for the rules and what the record left open."""

    facts: Facts
    sources: Mapping[str, FactRow]
    missing: tuple[str, ...]


def gather(
    connection: Connection,
    pv: int,
    person_id: UUID,
    on: date,
    *,
    restricted: bool,
    supposed: Mapping[str, str | None],
) -> Gathered:
    """What was known of the person, the household and the village on that day."""
    found = load_person(connection, pv, person_id)
    if found.birth is None:
        raise Correctable(
            "birth_missing",
            N_("Enter the date of birth first; the year alone will do."),
            field="birth",
        )
    day = on.isoformat()
    home = next(
        (
            one
            for one in household_rows.memberships_of(connection, pv, person_id)
            if one.valid_to is None or one.valid_to >= day[: len(one.valid_to)]
        ),
        None,
    )
    members = household_rows.members(connection, pv, home.household) if home else []
    people = [person_id, *(one.person for one in members if one.person != person_id)]
    subjects = [*people, home.household] if home else people
    rows = fact_rows.of_subjects(connection, pv, subjects, restricted=restricted)
    own = _Holding([row for row in rows if row.subject == person_id], day, supposed)
    of_home = _Holding(
        [row for row in rows if home and row.subject == home.household], day, supposed
    )
    children = _children(members, rows, day) if home and home.relation in _PARENTS else ()
    facts = Facts(
        person=_person(found.birth, own, children),
        poverty=of_home.word("poverty", Poverty) or Poverty.NONE,
        hard_area=_hard_area(connection, pv, home.household if home else None, day),
        province=units.unit(pv).province_code,
    )
    return Gathered(facts, own.found | of_home.found, _missing(facts, own, of_home, on))


def _children(members: list[MemberRow], rows: list[FactRow], day: str) -> tuple[Child, ...]:
    """The children of the head's couple who live in the household."""
    return tuple(
        Child(PartialDate.from_iso(one.birth), studying=_studies(rows, one.person, day))
        for one in members
        if one.relation == "con" and one.birth and one.valid_to is None and one.death_on is None
    )


def _person(birth: PartialDate, own: _Holding, children: tuple[Child, ...]) -> Person:
    return Person(
        birth=birth,
        k1_ground=own.value("orphan_ground"),
        had_k1_allowance=own.yes("had_orphan_allowance"),
        studying=own.yes("studying"),
        first_degree=own.value("first_degree") != "khong",
        hiv=own.yes("hiv"),
        stable_income=own.yes("stable_income"),
        pension_or_si=own.holds("pension"),
        pension_amount=own.amount("pension"),
        other_monthly_allowance=own.holds("other_allowance"),
        requested=own.yes("pension_request"),
        facility_eligible_cared_in_community=own.yes("facility_eligible"),
        in_facility=own.yes("facility"),
        imprisoned=own.yes("prison"),
        refused=own.yes("refusal"),
        pregnant=own.yes("pregnancy"),
        marital=own.word("marital", Marital) or Marital.MARRIED,
        children=children,
        supporter=own.word("supporter", Supporter) or Supporter.SOMEBODY,
        disability=own.word("disability", Disability),
    )


class _Holding:
    """The facts of one subject that hold on a day, with what is being typed on top."""

    def __init__(self, rows: list[FactRow], day: str, supposed: Mapping[str, str | None]) -> None:
        self._rows = rows
        self._day = day
        self._supposed = supposed
        self.found: dict[str, FactRow] = {}

    def _row(self, kind: str) -> FactRow | None:
        row = fact_rows.latest(self._rows, kind, self._day)
        if row is not None:
            self.found[kind] = row
        return row

    def known(self, kind: str, words: type[StrEnum] | None = None) -> bool:
        """Whether somebody told it, in one of ``words`` where there are any."""
        if words is not None and self.value(kind) and self.word(kind, words) is None:
            return False
        return kind in self._supposed or self._row(kind) is not None

    def value(self, kind: str) -> str | None:
        if kind in self._supposed:
            return self._supposed[kind]
        row = self._row(kind)
        return row.value if row else None

    def word(self, kind: str, words: type[Word]) -> Word | None:
        """One of ``words``; None where nobody told any, or only a newer program knows the word."""
        value = self.value(kind)
        return next((one for one in words if one == value), None)

    def yes(self, kind: str) -> bool:
        return self.value(kind) == "co"

    def holds(self, kind: str) -> bool:
        if kind in self._supposed:
            return bool(self._supposed[kind])
        row = self._row(kind)
        return row is not None and row.value != "khong"

    def amount(self, kind: str) -> int | None:
        row = None if kind in self._supposed else self._row(kind)
        return row.amount if row else None


def _studies(rows: list[FactRow], child: UUID, day: str) -> bool:
    row = fact_rows.latest([row for row in rows if row.subject == child], "studying", day)
    return row is not None and row.value == "co"


def _hard_area(connection: Connection, pv: int, household: UUID | None, day: str) -> bool:
    found = household_rows.household_row(connection, pv, household) if household else None
    if found is None or found.village is None:
        return False
    for village in household_rows.villages(connection, pv):
        if village.id == found.village and village.hardship_from:
            end = village.hardship_to
            return village.hardship_from <= day and (end is None or end >= day[: len(end)])
    return False


def _missing(facts: Facts, own: _Holding, home: _Holding, on: date) -> tuple[str, ...]:
    """What to ask, because the answer may hang on it and nobody entered it."""
    age_reached = on.year - facts.person.birth.earliest().year
    asks: list[str] = []
    if not home.known("poverty", Poverty):
        asks.append(N_("Is the household on the poverty list of the year?"))
    if (
        age_reached >= 60
        and facts.poverty is Poverty.POOR
        and not own.known("supporter", Supporter)
    ):
        asks.append(N_("Is there somebody with the duty to support this person?"))
    if age_reached >= 70 and not own.known("pension"):
        asks.append(N_("Does this person draw a pension or monthly social insurance?"))
    if age_reached >= 70 and on >= date(2025, 7, 1) and not own.known("pension_request"):
        asks.append(N_("Has this person asked for the social pension in writing?"))
    if (
        facts.person.children
        and facts.poverty is not Poverty.NONE
        and not own.known("marital", Marital)
    ):
        asks.append(N_("Is this parent single: never married, widowed, spouse missing by law?"))
    return tuple(translate(ask) for ask in asks)
