"""Putting a bundle on the stick, read back and found equal, and keeping the record of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from app.core.clock import local
from app.models.log import sync_out
from app.storage.plain_rows import PlainQuery, PlainRows
from app.sync.file_writer import Watch, Written, bundle_name, write_verified
from app.sync.parcel import Parcel, encode_ranges
from app.sync.sink import Sink


@dataclass(frozen=True, slots=True)
class Sending:
    """One bundle to be written: for whom, which number, under which id."""

    bundle: UUID
    device: UUID
    number: int
    statement: int
    pv: int
    now_ms: int


_NUMBER = PlainQuery(
    select(func.max(sync_out.c.number)).where(
        sync_out.c.device == bindparam("device"), sync_out.c.channel == bindparam("channel")
    ),
    ["device", "channel"],
)
_STATEMENT = PlainQuery(
    select(func.max(sync_out.c.statement)).where(sync_out.c.device == bindparam("device")),
    ["device"],
)


_LINE = ("bundle", "device", "number", "statement", "channel", "name", "sha256", "operations")
_RECORD = PlainRows(insert(sync_out), [*_LINE, "ranges", "made_ms"])


def next_number(connection: Connection, device: UUID, channel: str) -> int:
    """The number of the next bundle of that channel for that peer, as people count them."""
    ((last,),) = _NUMBER.ask(connection, device.bytes, channel)
    return (last or 0) + 1


def next_statement(connection: Connection, device: UUID, now_ms: int) -> int:
    """The number of our next statement to that peer; every bundle makes one.

    It follows the clock, so that a station restored from a backup is heard again, and never
    falls behind what this file has sent.
    """
    ((last,),) = _STATEMENT.ask(connection, device.bytes)
    return max(now_ms, (last or 0) + 1)


def write(
    folder: Path, sending: Sending, fill: Callable[[Sink], object], *, watch: Watch
) -> Written:
    """Write the file under a name that says the scope and the time; raises Environment."""
    name = bundle_name(sending.pv, local(sending.now_ms), sending.bundle.bytes)
    return write_verified(folder, name, fill, watch=watch)


def unrecord(connection: Connection, bundles: Iterable[UUID]) -> None:
    """Forget bundles that turned out not to lie where they were written."""
    connection.execute(delete(sync_out).where(sync_out.c.bundle.in_(list(bundles))))


def record(connection: Connection, sending: Sending, parcel: Parcel, written: Written) -> None:
    """Remember what was sent, so that its arrival can be told later."""
    line = (
        sending.bundle.bytes,
        sending.device.bytes,
        sending.number,
        sending.statement,
        parcel.channel,
        written.path.name,
        written.sha256,
        parcel.operations,
        encode_ranges(parcel),
        sending.now_ms,
    )
    _RECORD.write(connection, [line])
