"""What a decision or a payment is about: the rows that have to be settled before it is entered.

One rule for every way of deciding: a person counts with every row that is the same person and with
the household of today, a case with its household. ``unsettled.require_settled`` takes the answer.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from app.storage.queries import households as household_rows
from app.storage.queries import people as people_rows


def by_person(connection: Connection, pv: int, person_id: UUID | None, *also: UUID) -> set[UUID]:
    """The rows that decide what a person is paid, and what else is named; None: only these."""
    found = set(also)
    if person_id is None:
        return found
    for row in people_rows.rows_of(connection, pv, person_id):
        homes = household_rows.memberships_of(connection, pv, row)
        found |= {row, *(one.household for one in homes if one.valid_to is None)}
    return found


def by_case(case_id: UUID, household: UUID | None) -> set[UUID]:
    """The rows that decide what an emergency case is given; its victims name the case."""
    return {case_id} if household is None else {case_id, household}
