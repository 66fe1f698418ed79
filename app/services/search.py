"""Looking for anything from the top bar: people, households, dossiers, cases, in one short list.

Rules kept: typed with or without marks, by any part of a name, by a number's tail, by village;
what an officer may not see is not found. Fast enough for every key stroke.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, or_, select

from app.core.i18n import N_, _
from app.core.money import show_dong
from app.core.names import fold
from app.core.partial_date import PartialDate
from app.models.records import RECORDS, person
from app.services import choices
from app.services.dossiers import STEP_NAMES
from app.services.session import Session
from app.storage.queries import emergencies as emergency_rows
from app.storage.queries import households as household_rows
from app.storage.queries import people as people_rows
from app.storage.queries import protection as protection_rows
from app.storage.store import Store

MOST = 20
LEAST_NUMBER = 3  # letters of a decision number before dossiers are looked through for it
HOUSEHOLD_OF = N_("Household of {name}")
ALSO_AS = N_("also written as {names}")
PERSONS = N_("{count} persons")
DOSSIER_OF = N_("Dossier of {name}")
CASE_OF = N_("Emergency case of {name}")
PROTECTION_OF = N_("Protection case of {name}")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One hit: which record, two lines of words and what stands at the right."""

    kind: str
    id: UUID
    title: str
    second: str
    right: str


class Search:
    """The search of the top bar."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def find(self, typed: str, *, limit: int = MOST) -> list[SearchHit]:
        """At most ``limit`` hits: persons, households, then their dossiers and cases."""
        if not fold(typed):
            return []
        pv = self._session.pv
        with self._store.read() as connection:
            people = self._people(connection, typed, limit)
            commune = self._session.role == "commune"
            homes = self._households(connection, typed, limit) if commune else []
            ids = [one.id for one in people]
            dossiers = self._dossiers(connection, pv, typed, ids)
            cases = self._cases(connection, pv, typed, [one.id for one in homes])
            if self._session.cleared:
                cases += self._protection(connection, pv, typed, ids)
        rest = dossiers + cases
        kept = max(limit - min(len(rest), limit // 2), 0)
        return (people + homes)[:kept] + rest[: limit - min(kept, len(people) + len(homes))]

    def _people(self, connection: Connection, typed: str, limit: int) -> list[SearchHit]:
        numbers = people_rows.numbers_found(connection, "person", typed, limit)
        month = self._store.clock.today().isoformat()[:7]
        rows = people_rows.lines_by_number(connection, numbers, month)
        return [
            SearchHit(
                "person",
                row.id,
                row.name,
                _join(_born(row.birth), row.village, also_words(row.also)),
                "" if row.monthly_vnd is None else show_dong(row.monthly_vnd),
            )
            for row in (rows[n] for n in numbers if n in rows)
        ]

    def _households(self, connection: Connection, typed: str, limit: int) -> list[SearchHit]:
        numbers = people_rows.numbers_found(connection, "household", typed, limit)
        return [
            SearchHit(
                "household",
                row.id,
                _(HOUSEHOLD_OF).format(name=row.head_name),
                _join(row.village, _(PERSONS).format(count=row.persons)),
                "",
            )
            for row in household_rows.by_number(connection, numbers)
        ]

    def _dossiers(
        self, connection: Connection, pv: int, typed: str, people: list[UUID]
    ) -> list[SearchHit]:
        number = "".join(typed.split())
        hits = []
        for name in ("dossier", "restricted_dossier") if self._session.cleared else ("dossier",):
            table = RECORDS[name]
            wanted: list[ColumnElement[bool]] = [table.c.person.in_(people)]
            if len(number) >= LEAST_NUMBER and any(letter.isdigit() for letter in number):
                wanted += [
                    table.c.decision_no.startswith(number, autoescape=True),
                    table.c.one_stop_code.endswith(number, autoescape=True),
                ]
            rows = connection.execute(
                select(
                    table.c.id, table.c.state, table.c.decision_no, table.c.received_on,
                    person.c.name,
                )
                .outerjoin(person, (person.c.pv == table.c.pv) & (person.c.id == table.c.person))
                .where(table.c.pv == pv, table.c.alive, or_(*wanted))
                .limit(MOST)
            )  # fmt: skip
            hits += [
                SearchHit(
                    "dossier",
                    row.id,
                    _(DOSSIER_OF).format(name=row.name or ""),
                    _join(_step(STEP_NAMES, row.state), _born(row.received_on)),
                    row.decision_no or "",
                )
                for row in rows
            ]
        return hits

    def _cases(
        self, connection: Connection, pv: int, typed: str, homes: list[UUID]
    ) -> list[SearchHit]:
        found = emergency_rows.cases(connection, pv, of_households=homes) if homes else []
        seen = {row.id for row in found}
        waiting = emergency_rows.cases(connection, pv, states=("received", "met", "decided"))
        words = fold(typed).split()
        found += [
            row
            for row in waiting
            if row.id not in seen and _fits(words, (row.household_name, row.event_name, row.place))
        ]
        return [
            SearchHit(
                "emergency_case",
                row.id,
                _(CASE_OF).format(name=row.head_name or row.household_name or ""),
                _join(row.event_name or _cause(row.cause), row.village_name or row.place),
                _step(choices.CASE_STATE, row.state),
            )
            for row in found[:MOST]
        ]

    def _protection(
        self, connection: Connection, pv: int, typed: str, people: list[UUID]
    ) -> list[SearchHit]:
        words = fold(typed).split()
        rows = protection_rows.protection_cases(connection, pv)
        return [
            SearchHit(
                "protection_case",
                row.id,
                _(PROTECTION_OF).format(name=row.person_name or ""),
                _step(choices.PROTECTION_STATE, row.state),
                "",
            )
            for row in rows
            if row.person in people or _fits(words, (row.person_name,))
        ]


def also_words(names: str | None) -> str:
    """ "also written as …", "" when a person is written down under one name."""
    return _(ALSO_AS).format(names=names) if names else ""


def _fits(words: list[str], parts: Iterable[str | None]) -> bool:
    """Whether every typed word begins some word of the parts."""
    there = fold(" ".join(part for part in parts if part)).split()
    return all(any(one.startswith(word) for one in there) for word in words)


def _step(words: Mapping[str, str], state: str | None) -> str:
    known = state if state and state in words else "received"
    return _(words[known])


def _born(text: str | None) -> str:
    return PartialDate.from_iso(text).show() if text else ""


def _cause(cause: str | None) -> str:
    return _(choices.CAUSE[cause]) if cause in choices.CAUSE else ""


def _join(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
