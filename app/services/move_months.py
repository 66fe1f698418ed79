"""Which months the old and the new commune pay for somebody who moves: nobody twice, nobody never.

NĐ 20/2021/NĐ-CP Điều 8.4.d: the new place pays from the month after that of the decision by which
the old one stops. So the old one pays up to and with the month of that decision.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.core.i18n import N_
from app.policy import stopping
from app.policy.months import month_text
from app.storage.queries import moves
from app.storage.queries import people as people_rows

LEGAL = "NĐ 20/2021/NĐ-CP Điều 8.4.d"


def months_of(decided_on: str) -> tuple[str, str]:
    """The last month that the old commune pays and the first one of the new, as ``YYYY-MM``."""
    day = date.fromisoformat(decided_on)
    answer = stopping.first_month_after_move(day).answer
    assert isinstance(answer, str), "the law leaves nothing open here"
    return month_text(day), answer


def first_month_here(connection: Connection, pv: int, person: UUID) -> str | None:
    """The month from which this commune goes on paying for who came here; None for others.

    Only the latest arrival counts, and only until this commune has begun to pay.
    """
    rows = people_rows.rows_of(connection, pv, person)
    told = [one for one in moves.arriving(connection, pv) if one.row.person in rows]
    if not told or told[-1].paid_here:
        return None
    return told[-1].row.from_month


def require_joined(connection: Connection, pv: int, person: UUID, start: str, why: str) -> None:
    """Raise Correctable when a payment from month ``start`` overlaps the other commune's.

    Who leaves is granted nothing more by the old one. At the new one a later start leaves months
    unpaid: it needs its reason ``why``.
    """
    if moves.leaves(connection, pv, people_rows.rows_of(connection, pv, person)):
        raise Correctable(
            "moves_away",
            N_("This person moves to another commune, which decides on what is paid from now on."),
        )
    first = first_month_here(connection, pv, person)
    if first is None or start == first:
        return
    told = f"{first[5:]}/{first[:4]}"
    if start < first:
        raise Correctable(
            "paid_elsewhere",
            N_("The old commune still pays before {month}. Enter {month} as the first month."),
            field="from_month",
            month=told,
        )
    if not why.strip():
        raise Correctable(
            "months_between",
            N_(
                "The law pays here from {month} on (Article 8.4.d). Enter that month, or write "
                "why months stay unpaid."
            ),
            field="from_month",
            month=told,
        )
