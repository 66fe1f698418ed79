"""What the receiving office holds of each commune, in numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from app.models.log import difference, sync_in, sync_out, sync_parked, sync_stream
from app.models.records import allowance


@dataclass(frozen=True, slots=True)
class Paid:
    """Persons with an allowance in payment, and what a month of it comes to (đồng)."""

    persons: int
    monthly_vnd: int


@dataclass(frozen=True, slots=True)
class Traffic:
    """Files taken in from a device, and the times (Unix ms) of the last in and out."""

    files: int
    last_in_ms: int | None
    last_out_ms: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Changes ``first`` … ``last`` of one stream that are missing before others already here."""

    pv: int
    first: int
    last: int


def paid(connection: Connection, month: str) -> dict[int, Paid]:
    """By scope, the allowances that are paid in ``month`` (``YYYY-MM``)."""
    c = allowance.c
    rows = connection.execute(
        select(c.pv, func.count(c.person.distinct()), func.sum(c.monthly_vnd))
        .where(c.alive, c.from_month <= month, or_(c.to_month.is_(None), c.to_month >= month))
        .group_by(c.pv)
    )
    return {pv: Paid(persons, vnd or 0) for pv, persons, vnd in rows}


def differences(connection: Connection, kinds: Collection[int]) -> dict[int, int]:
    """By scope, how many fields of these kinds of records wait for a person."""
    rows = connection.execute(
        select(difference.c.pv, func.count().label("waiting"))
        .where(difference.c.kind.in_(kinds))
        .group_by(difference.c.pv)
    )
    return {row.pv: row.waiting for row in rows}


def traffic(
    connection: Connection, devices: Iterable[UUID], channels: Collection[str]
) -> dict[UUID, Traffic]:
    """By device, what came and went; bundles of other channels do not count."""
    seen = or_(sync_in.c.channel.is_(None), sync_in.c.channel.in_(channels))
    came = {
        device: (count, last)
        for device, count, last in connection.execute(
            select(sync_in.c.sender, func.count(), func.max(sync_in.c.received_ms))
            .where(sync_in.c.state.in_(("taken", "held")), seen)
            .group_by(sync_in.c.sender)
        )
    }
    went = {
        row.device: row.last
        for row in connection.execute(
            select(sync_out.c.device, func.max(sync_out.c.made_ms).label("last"))
            .where(sync_out.c.channel.in_(channels))
            .group_by(sync_out.c.device)
        )
    }
    return {
        device: Traffic(*came.get(device, (0, None)), last_out_ms=went.get(device))
        for device in devices
    }


def gaps(connection: Connection, channels: Collection[str]) -> list[Gap]:
    """What is missing before changes that are parked."""
    rows = connection.execute(
        select(sync_stream.c.pv, sync_stream.c.have_seq, func.min(sync_parked.c.seq))
        .join(sync_parked, sync_parked.c.stream == sync_stream.c.stream)
        .where(sync_stream.c.channel.in_(channels), sync_parked.c.seq > sync_stream.c.have_seq)
        .group_by(sync_stream.c.stream_no)
        .order_by(sync_stream.c.pv)
    )
    return [Gap(pv, have + 1, first - 1) for pv, have, first in rows if first > have + 1]
