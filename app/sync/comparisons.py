"""What comparing with other stations has told so far: one line by peer, channel and scope.

A comparison only counts when both hold the same operations of the scope; then everything must
agree. It stays until the next one. Local: it never travels.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, LargeBinary, select, type_coerce
from sqlalchemy.dialects.sqlite import insert

from app.models.log import sync_total
from app.storage.plain_rows import PlainQuery

NAMED = 200
"""How many rows are named at most; whoever has more mends these first."""


class NamedRow(msgspec.Struct, array_like=True, frozen=True):
    """A row that differs: the number of its kind, and its id."""

    kind: int
    row: bytes


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is known of one peer, channel and scope; None for what never happened."""

    device: UUID
    channel: str
    pv: int
    compared_ms: int | None
    agrees: bool | None
    rows: int
    operations: int
    buckets: bytes
    named: tuple[NamedRow, ...]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[NamedRow, ...])


_ALL = PlainQuery(
    select(
        type_coerce(sync_total.c.device, LargeBinary),
        sync_total.c.channel,
        sync_total.c.pv,
        sync_total.c.compared_ms,
        sync_total.c.agrees,
        sync_total.c.rows,
        sync_total.c.operations,
        sync_total.c.buckets,
        sync_total.c.named,
    ).order_by(sync_total.c.pv, sync_total.c.channel, sync_total.c.device),
    [],
)


def comparisons(connection: Connection) -> list[Comparison]:
    """All of them, in the order of scope, channel and device."""
    return [
        Comparison(
            UUID(bytes=device),
            channel,
            pv,
            compared_ms,
            None if agrees is None else bool(agrees),
            rows or 0,
            operations or 0,
            buckets or b"",
            _decoder.decode(named) if named else (),
        )
        for (
            device,
            channel,
            pv,
            compared_ms,
            agrees,
            rows,
            operations,
            buckets,
            named,
        ) in _ALL.ask(connection)
    ]


def comparison(connection: Connection, device: UUID, channel: str, pv: int) -> Comparison | None:
    """The one of that peer, channel and scope."""
    key = (device, channel, pv)
    return next(
        (one for one in comparisons(connection) if (one.device, one.channel, one.pv) == key), None
    )


def note_compared(
    connection: Connection,
    device: UUID,
    channel: str,
    pv: int,
    *,
    now_ms: int,
    rows: int,
    operations: int,
    differing: Collection[int],
) -> None:
    """Keep the answer; rows that were named stay named as long as something differs."""
    values: dict[str, Any] = {
        "compared_ms": now_ms,
        "agrees": not differing,
        "rows": rows,
        "operations": operations,
        "buckets": bytes(sorted(differing)),
    }
    if not differing:
        values["named"] = None
    _keep(connection, device, channel, pv, **values)


def note_named(
    connection: Connection, device: UUID, channel: str, pv: int, named: Sequence[NamedRow]
) -> None:
    """These rows differ between here and there."""
    _keep(connection, device, channel, pv, agrees=False, named=_encoder.encode(list(named[:NAMED])))


def _keep(connection: Connection, device: UUID, channel: str, pv: int, **values: Any) -> None:
    connection.execute(
        insert(sync_total)
        .values(device=device, channel=channel, pv=pv, **values)
        .on_conflict_do_update(index_elements=["device", "channel", "pv"], set_=values)
    )
