"""Since when, and until when, a workstation's date was not certain.

The workstation notes it by an event of its own log. Everything a device stamps lies between its
own stamps, whatever they say, so the stamps of these events bound what was saved meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from app.models.records import RECORDS
from app.storage import row_heads
from app.storage.streams import StreamBook

DOUBTFUL, CERTAIN = "date_doubtful", "date_certain"  # values of station_event.what

Period = tuple[int, int | None]  # stamps: from, and until before; None while it lasts


def doubtful_periods(connection: Connection, streams: StreamBook) -> Mapping[UUID, list[Period]]:
    """By device, the stretches in which its dates were not certain."""
    station_event = RECORDS["station_event"]
    rows = connection.execute(
        select(station_event.c.what, station_event.c.heads).where(
            station_event.c.alive, station_event.c.what.in_((DOUBTFUL, CERTAIN))
        )
    )
    events: dict[UUID, list[tuple[int, str]]] = {}
    for row in rows:
        first = row_heads.groups(row.heads)[0]
        device = streams.by_number[first.stream_no].device
        events.setdefault(device, []).append((first.hlc, row.what))
    return {device: _periods(sorted(found)) for device, found in events.items()}


def is_doubtful(periods: Sequence[Period], stamp: int) -> bool:
    """Whether what bears this stamp was saved in one of them."""
    return any(first <= stamp and (last is None or stamp < last) for first, last in periods)


def _periods(events: Sequence[tuple[int, str]]) -> list[Period]:
    found: list[Period] = []
    since: int | None = None
    for stamp, what in events:
        if what == DOUBTFUL and since is None:
            since = stamp
        elif what == CERTAIN and since is not None:
            found.append((since, stamp))
            since = None
    return [*found, (since, None)] if since is not None else found
