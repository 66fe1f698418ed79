"""Workstations for tests: a template file made once, copied for each test, its key injected.

No passphrase is stretched here, so a station opens in milliseconds. Devices are ``1``, ``2``,
``3`` …; their signatures are left empty, because who signs is not the business of the storage.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from atexit import register
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select

from app.core.clock import Clock, FixedClock
from app.core.ids import new_id
from app.models.log import sync_op
from app.oplog.registry import Channel
from app.oplog.stream import Descriptor, encode_descriptor
from app.storage.database import close, create_engine_for
from app.storage.store import Identity, Store
from app.storage.streams import Stream, StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.storage.upgrade import create_schema

PV = 224611  # Bắc Gia Nghĩa since 1/7/2025
OFFICER = UUID(int=0x0F)
KEY = os.urandom(32)
NO_SIGNATURE = bytes(64)


def device(number: int) -> UUID:
    """The id of the device ``number``."""
    return UUID(int=0xD0 + number)


def open_store(
    folder: Path,
    *,
    number: int = 1,
    role: str = "commune",
    pv: int = PV,
    clock: Clock | None = None,
    channels: Iterable[Channel] = tuple(Channel),
) -> Store:
    """A fresh station of device ``number`` in ``folder`` with its own streams opened."""
    path = folder / f"station-{number}.db"
    shutil.copyfile(_template(), path)
    engine = create_engine_for(path, KEY)
    clock = FixedClock.on(date(2026, 8, 3)) if clock is None else clock
    store = Store(engine, clock, Identity(device(number), pv, role))
    with store.write(OFFICER) as work:
        for channel in channels:
            open_stream(work, device(number), channel, pv=pv, role=role)
        work.commit()
    return store


def open_stream(
    work: UnitOfWork, owner: UUID, channel: Channel, *, pv: int = PV, role: str = "commune"
) -> Stream:
    """A new stream of that device, entered into the station's book."""
    return work.streams.open(descriptor(owner, channel, pv=pv, role=role), NO_SIGNATURE)


def descriptor(
    owner: UUID, channel: Channel = Channel.BASE, *, pv: int = PV, role: str = "commune"
) -> bytes:
    """The encoded descriptor of a new stream."""
    found = Descriptor(
        1, new_id().bytes, owner.bytes, channel.value, pv, role, None, 0, None, 1_785_000_000_000
    )
    return encode_descriptor(found)


def known_stream(work: UnitOfWork, foreign: Stream) -> Stream:
    """The station's own entry for a stream of another station, opened when it is new."""
    found = work.streams.by_id.get(foreign.id)
    return found or work.streams.open(foreign.descriptor, foreign.descriptor_sig)


def log_of(connection: Connection, stream: Stream, after: int = 0) -> list[bytes]:
    """The operations of a stream beyond ``after``, as they are sent."""
    found = connection.execute(
        select(sync_op.c.raw)
        .where(sync_op.c.stream_no == stream.number, sync_op.c.seq > after)
        .order_by(sync_op.c.seq)
    )
    return [bytes(row.raw) for row in found]


def send(source: Store, target: Store, *, most: int = 1_000_000) -> int:
    """Carry up to ``most`` operations of every stream over; how many were new there."""
    with source.read() as connection:
        streams = list(StreamBook(connection))
        logs = {stream.id: log_of(connection, stream) for stream in streams}
    count = 0
    with target.write(OFFICER) as work:
        for stream in streams:
            ours = known_stream(work, stream)
            for raw in logs[stream.id][ours.seq : ours.seq + most]:
                work.receive(ours, raw)
                count += 1
        work.commit()
    return count


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ansinh-template-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "template.db"
    engine = create_engine_for(path, KEY, create=True)
    create_schema(engine)
    close(engine)
    return path
