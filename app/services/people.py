"""Persons on the register: finding them, their page, entering and correcting them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.numbers import Doubt, pin_doubts
from app.core.partial_date import PartialDate
from app.models.records import person
from app.services.changes import Changes
from app.services.drafts import DraftKey, forget_draft
from app.services.entry import Typed, checked
from app.services.session import Session
from app.storage.queries import facts as fact_rows
from app.storage.queries import households as household_rows
from app.storage.queries import people as rows
from app.storage.queries.facts import FactRow
from app.storage.queries.households import MemberRow
from app.storage.store import Store

PERSON_FIELDS = (
    "name", "other_names", "sex", "birth", "birth_source", "ethnic_code", "ethnic_name", "pin",
    "pin_issued_on", "pin_issued_by", "old_id", "bhyt", "phone", "residence", "living_with",
    "death_on", "death_source", "moved_on", "moved_to", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list; ``monthly_vnd`` is what is paid this month, None for nothing.

    ``also`` are other names under which the same person is written down.
    """

    n: int
    id: UUID
    name: str
    birth: str | None
    village: str | None
    monthly_vnd: int | None
    ended: bool
    also: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person as entered; dates are ISO text with their precision."""

    id: UUID
    pv: int
    values: Mapping[str, str | None]

    def __getitem__(self, field: str) -> str | None:
        return self.values[field]

    @property
    def name(self) -> str:
        return self.values["name"] or ""

    @property
    def birth(self) -> PartialDate | None:
        text = self.values["birth"]
        return PartialDate.from_iso(text) if text else None


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything that stands on one person's page besides dossiers and cases."""

    person: Person
    belongs: tuple[MemberRow, ...]  # the households over time; the present one has no end
    household_members: tuple[MemberRow, ...]
    household: UUID | None
    village: str | None
    facts: tuple[FactRow, ...]
    household_facts: tuple[FactRow, ...]
    doubts: tuple[Doubt, ...]


class People:
    """The register of persons."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def numbers(self, typed: str = "", *, limit: int | None = None) -> array[int]:
        """List numbers of those who fit what was typed, all when empty, in Vietnamese order."""
        with self._store.read() as connection:
            return rows.numbers_found(connection, "person", typed, limit)

    def lines(self, numbers: Iterable[int]) -> list[PersonLine]:
        """The lines behind list numbers, in the order given; unknown numbers are left out."""
        wanted = list(numbers)
        month = self._store.clock.today().isoformat()[:7]
        with self._store.read() as connection:
            found = rows.lines_by_number(connection, wanted, month)
        return [
            PersonLine(
                row.n,
                row.id,
                row.name,
                row.birth,
                row.village,
                row.monthly_vnd,
                ended=row.ended,
                also=row.also,
            )
            for row in (found[n] for n in wanted if n in found)
        ]

    def number_of(self, person_id: UUID) -> int | None:
        """The list number of a person."""
        with self._store.read() as connection:
            scope = rows.scope_of(connection, person_id)
            return None if scope is None else rows.number_of(connection, scope, person_id)

    def get(self, person_id: UUID, *, pv: int | None = None) -> Person:
        """One person; raises Correctable when there is none such here."""
        with self._store.read() as connection:
            return load_person(connection, pv or self._session.pv, person_id)

    def file(self, person_id: UUID, *, pv: int | None = None) -> PersonFile:
        """One person's page."""
        scope, session = pv or self._session.pv, self._session
        with self._store.read() as connection:
            found = load_person(connection, scope, person_id)
            belongs = household_rows.memberships_of(connection, scope, person_id)
            now = next((one for one in belongs if one.valid_to is None), None)
            members = (
                household_rows.members(connection, scope, now.household) if now is not None else []
            )
            subjects = [person_id] if now is None else [person_id, now.household]
            facts = fact_rows.of_subjects(connection, scope, subjects, restricted=session.cleared)
            village = rows.villages_of(connection, scope, [person_id]).get(person_id)
        pin = found["pin"]
        return PersonFile(
            person=found,
            belongs=tuple(belongs),
            household_members=tuple(members),
            household=now.household if now else None,
            village=village,
            facts=tuple(fact for fact in facts if fact.subject == person_id),
            household_facts=tuple(fact for fact in facts if fact.subject != person_id),
            doubts=pin_doubts(pin, sex=found["sex"], birth=found.birth) if pin else (),
        )

    def same_number(self, pin: str, *, other_than: UUID | None = None) -> list[PersonLine]:
        """Persons on the register with that personal number: a hint, never a refusal."""
        with self._store.read() as connection:
            found = connection.execute(
                select(person.c.id).where(
                    person.c.pv == self._session.pv, person.c.pin == pin, person.c.alive
                )
            ).scalars()
            ids = [one for one in found if one != other_than]
            numbers = [rows.number_of(connection, self._session.pv, one) for one in ids]
        return self.lines([n for n in numbers if n is not None])

    def intake(
        self,
        entry: Mapping[str, Typed],
        *,
        household: UUID | None = None,
        relation: str = "khac",
        draft: DraftKey | None = None,
    ) -> Changes:
        """Enter a person, into a household when one is given.

        ``draft`` is what they were typed into; it goes in the same step. Raises Correctable at
        the field; nothing is saved then.
        """
        today = self._store.clock.today()
        values = checked("person", entry, today=today)
        require_name(values)
        with self._store.write(self._session.officer) as work:
            made = work.create("person", values)
            if household is not None:
                belonging: dict[str, Typed] = {
                "relation": relation, "household": household, "person": made,
            }  # fmt: skip
                work.create("membership", checked("membership", belonging, today=today))
            if draft is not None:
                forget_draft(work.connection, self._session.officer, draft)
            work.commit()
        return Changes.of(made, "person", "membership")

    def edit(self, person_id: UUID, entry: Mapping[str, Typed]) -> Changes:
        """Correct a person; raises Correctable at the field, and saves nothing then."""
        values = checked("person", entry, today=self._store.clock.today())
        if "name" in values:
            require_name(values)
        with self._store.write(self._session.officer) as work:
            work.edit("person", person_id, values)
            work.commit()
        return Changes.of(person_id, "person")


def require_name(values: Mapping[str, object]) -> None:
    """Raise Correctable when a person has no name."""
    if not values.get("name"):
        raise Correctable("name_missing", N_("Type the person's full name."), field="name")


def load_person(connection: Connection, pv: int, person_id: UUID) -> Person:
    """One person by id; raises Correctable when there is none such here."""
    row = connection.execute(
        select(person).where(person.c.pv == pv, person.c.id == person_id, person.c.alive)
    ).one_or_none()
    if row is None:
        raise Correctable(
            "no_person", N_("This person is not on the register here. Search by name again.")
        )
    return Person(person_id, pv, {name: row._mapping[name] for name in PERSON_FIELDS})
