"""Households and villages: entering a whole household at once, members over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.operation import Value
from app.services.changes import Changes
from app.services.drafts import DraftKey, forget_draft
from app.services.entry import Typed, checked
from app.services.people import load_person, require_name
from app.services.session import Session
from app.storage.queries import facts as fact_rows
from app.storage.queries import households as rows
from app.storage.queries import people as people_rows
from app.storage.queries.facts import FactRow
from app.storage.queries.households import HouseholdRow, MemberRow, VillageRow
from app.storage.store import Store

__all__ = ["HouseholdFile", "HouseholdLine", "Households", "NewMember", "VillageRow"]


@dataclass(frozen=True, slots=True)
class NewMember:
    """One member of a new household: the person's fields and the relation to the head."""

    person: Mapping[str, Typed]
    relation: str


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """One household with its members and its facts over time."""

    household: HouseholdRow
    village: VillageRow | None
    members: tuple[MemberRow, ...]
    facts: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """One hit when a household is looked for."""

    id: UUID
    head_name: str
    village: str | None
    persons: int
    poverty: str | None


class Households:
    """The register of households."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def villages(self) -> list[VillageRow]:
        """The villages of the commune by name."""
        with self._store.read() as connection:
            return rows.villages(connection, self._session.pv)

    def add_village(self, entry: Mapping[str, Typed]) -> Changes:
        """Enter a village; raises Correctable at the field."""
        values = checked("village", entry, today=self._store.clock.today())
        if not values.get("name"):
            raise Correctable("name_missing", N_("Type the village's name."), field="name")
        with self._store.write(self._session.officer) as work:
            made = work.create("village", values)
            work.commit()
        return Changes.of(made, "village")

    def edit_village(self, village_id: UUID, entry: Mapping[str, Typed]) -> Changes:
        """Correct a village."""
        values = checked("village", entry, today=self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            work.edit("village", village_id, values)
            work.commit()
        return Changes.of(village_id, "village")

    def file(self, household_id: UUID) -> HouseholdFile:
        """One household's page; raises Correctable when there is none such here."""
        pv = self._session.pv
        with self._store.read() as connection:
            found = rows.household_row(connection, pv, household_id)
            if found is None:
                raise Correctable(
                    "no_household",
                    N_("This household is not on the register here. Search by its head again."),
                )
            village = next(
                (one for one in rows.villages(connection, pv) if one.id == found.village), None
            )
            members = rows.members(connection, pv, household_id)
            facts = fact_rows.of_subjects(
                connection, pv, [household_id], restricted=self._session.cleared
            )
        return HouseholdFile(found, village, tuple(members), tuple(facts))

    def find(self, typed: str, *, limit: int = 20) -> list[HouseholdLine]:
        """Households whose head, village or address fits what was typed."""
        today = self._store.clock.today().isoformat()
        pv = self._session.pv
        with self._store.read() as connection:
            numbers = people_rows.numbers_found(connection, "household", typed, limit)
            found = rows.by_number(connection, numbers)
            poverty = fact_rows.of_subjects(
                connection, pv, [row.id for row in found], restricted=False
            )
        standing = {row.id: [f for f in poverty if f.subject == row.id] for row in found}
        return [
            HouseholdLine(
                row.id,
                row.head_name,
                row.village,
                row.persons,
                fact.value
                if (fact := fact_rows.latest(standing[row.id], "poverty", today))
                else None,
            )
            for row in found
        ]

    def intake(
        self,
        household: Mapping[str, Typed],
        members: Sequence[NewMember],
        *,
        poverty: str | None = None,
        poverty_from: str | None = None,
        draft: DraftKey | None = None,
    ) -> Changes:
        """Enter a household with its members in one step; the first is its head.

        ``draft`` is what they were typed into; it goes in the same step. Raises Correctable at
        the field (``members.2.birth``); nothing is saved then.
        """
        today = self._store.clock.today()
        if not members:
            raise Correctable(
                "no_members", N_("Enter at least the head of the household."), field="members"
            )
        people = [_member(place, one, today) for place, one in enumerate(members)]
        values = checked("household", household, today=today)
        with self._store.write(self._session.officer) as work:
            ids = [work.create("person", person) for person in people]
            made = work.create("household", values | {"head": ids[0]})
            for place, (person_id, member) in enumerate(zip(ids, members, strict=True)):
                relation = "chu_ho" if place == 0 else member.relation
                entry: dict[str, Typed] = {
                    "relation": relation, "household": made, "person": person_id,
                }  # fmt: skip
                work.create("membership", checked("membership", entry, today=today))
            if poverty:
                fact: dict[str, Typed] = {
                    "subject_kind": "household",
                    "subject": made,
                    "kind": "poverty",
                    "value": poverty,
                    "valid_from": poverty_from or today.isoformat()[:4],
                }
                work.create("fact", checked("fact", fact, today=today))
            if draft is not None:
                forget_draft(work.connection, self._session.officer, draft)
            work.commit()
        kinds = frozenset(("household", "person", "membership", "fact"))
        return Changes(kinds, frozenset((made, *ids)), made)

    def edit(self, household_id: UUID, entry: Mapping[str, Typed]) -> Changes:
        """Correct a household: village, head, address, telephone, note, end."""
        values = checked("household", entry, today=self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            work.edit("household", household_id, values)
            work.commit()
        return Changes.of(household_id, "household")

    def move_out(self, membership_id: UUID, on: str) -> Changes:
        """End a person's belonging to a household on a day, month or year."""
        values = checked("membership", {"valid_to": on}, today=self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            work.edit("membership", membership_id, values)
            work.commit()
        return Changes.of(membership_id, "membership")

    def move_in(self, household_id: UUID, person_id: UUID, relation: str, on: str) -> Changes:
        """Let a person of the register belong to a household from a day on."""
        entry: dict[str, Typed] = {
            "household": household_id, "person": person_id, "relation": relation, "valid_from": on,
        }  # fmt: skip
        values = checked("membership", entry, today=self._store.clock.today())
        with self._store.write(self._session.officer) as work:
            made = work.create("membership", values)
            work.commit()
        return Changes.of(made, "membership")

    def house(
        self,
        person_id: UUID,
        entry: Mapping[str, Typed],
        *,
        household: UUID | None = None,
        relation: str = "khac",
        on: str | None = None,
        draft: DraftKey | None = None,
    ) -> Changes:
        """Give somebody who came a place: in ``household``, else in the own one, else in a new one.

        ``entry`` is what is known of the household (village, address) where it is the person's
        own or new. Raises Correctable at the field.
        """
        today, pv = self._store.clock.today(), self._session.pv
        values = checked("household", entry, today=today)
        with self._store.write(self._session.officer) as work:
            load_person(work.connection, pv, person_id)
            belongs = rows.memberships_of(work.connection, pv, person_id)
            now = next((one.household for one in belongs if one.valid_to is None), None)
            if household is None and now is not None:
                work.edit("household", now, values)
            else:
                if household is None:
                    household = work.create("household", values | {"head": person_id})
                    relation = "chu_ho"
                for one in belongs:
                    if one.valid_to is None:
                        work.edit("membership", one.id, checked(
                            "membership", {"valid_to": on or today.isoformat()}, today=today
                        ))  # fmt: skip
                joining: dict[str, Typed] = {
                    "household": household, "person": person_id, "relation": relation,
                    "valid_from": on,
                }  # fmt: skip
                work.create("membership", checked("membership", joining, today=today))
            if draft is not None:
                forget_draft(work.connection, self._session.officer, draft)
            work.commit()
        return Changes(frozenset(("household", "membership")), frozenset((person_id,)), person_id)


def _member(place: int, member: NewMember, today: date) -> dict[str, Value | UUID]:
    try:
        values = checked("person", member.person, today=today)
        require_name(values)
    except Correctable as error:
        raise Correctable(
            error.code, error.message, field=f"members.{place}.{error.field}", **error.params
        ) from error
    return values
