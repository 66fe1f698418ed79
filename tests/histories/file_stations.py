"""Real workstations for histories: an office and four laptops, enrolled once and then copied."""

from __future__ import annotations

import shutil
import tempfile
from atexit import register
from functools import cache
from pathlib import Path

from sqlalchemy import select

from app.core.clock import FixedClock
from app.models.forks import sync_aside
from app.models.log import sync_op, sync_parked
from app.oplog.registry import Channel, Registry
from app.oplog.stream import chain_next, chain_start
from app.services.session import Session
from app.storage.database import create_engine_for
from app.storage.store import Store
from app.storage.streams import StreamBook
from tests.factories import KEY
from tests.fakes.courier import Courier
from tests.fakes.desks import DAY, OFFICE_PV, Desk, enrol, make_desk
from tests.histories.pure_station import PureStation
from tests.histories.registries import OLDER
from tests.histories.shapes import Log

PVS = (224611, 224615)
OFFICE = 9
LAPTOPS = {1: PVS[0], 2: PVS[0], 3: PVS[1], 4: PVS[1]}
CLEARED = (1, 3)


@cache
def _templates() -> dict[int, Desk]:
    """All of them by number, closed, each knowing the office and known to it."""
    folder = Path(tempfile.mkdtemp(prefix="ansinh-histories-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    office = make_desk(folder, OFFICE, "office", OFFICE_PV)
    made = {number: make_desk(folder, number, pv=pv) for number, pv in LAPTOPS.items()}
    courier = Courier(folder)
    for number, desk in made.items():
        enrol(desk, office, restricted=number in CLEARED)
        courier.carry(desk, office)
    for desk in made.values():
        courier.carry(office, desk)
    made[OFFICE] = office
    for desk in made.values():
        desk.store.close()
    return made


def fresh(folder: Path, number: int) -> Desk:
    """A copy of the workstation ``number`` in a folder of its own."""
    template = _templates()[number]
    place = folder / f"station-{number}"
    place.mkdir()
    shutil.copyfile(file_of(template), place / f"station-{number}.db")
    cleared = number == OFFICE or number in CLEARED
    who = template.session
    session = Session(who.officer, who.name, who.title, who.pv, who.role, cleared)
    return opened(Desk(template.store, session, place, FixedClock.on(DAY)))


def file_of(desk: Desk) -> Path:
    """Where its database lies."""
    return desk.folder / f"station-{desk.id.int - 0xD0}.db"


def opened(desk: Desk) -> Desk:
    """The same workstation with its file opened anew."""
    engine = create_engine_for(file_of(desk), KEY)
    store = Store(engine, desk.clock, desk.store.identity)
    return Desk(store, desk.session, desk.folder, desk.clock)


def as_pure(desk: Desk, registry: Registry = OLDER) -> PureStation:
    """What the file's log holds, folded by the pure merge: what its tables have to say."""
    number = desk.id.int - 0xD0
    channels = {Channel.BASE, Channel.CASE} if desk.session.cleared else {Channel.BASE}
    scopes = {desk.session.pv} if number != OFFICE else {*PVS, OFFICE_PV}
    pure = PureStation(
        f"station {number}",
        desk.session.role,
        desk.session.pv,
        frozenset(scopes),
        frozenset(channels),
        registry,
    )
    with desk.store.read() as connection:
        for stream in StreamBook(connection):
            log = Log(
                str(stream.device), stream.origin, stream.descriptor, [],
                [chain_start(stream.descriptor)],
            )  # fmt: skip
            for raw in connection.execute(
                select(sync_op.c.raw)
                .where(sync_op.c.stream_no == stream.number)
                .order_by(sync_op.c.seq)
            ).scalars():
                log.raws.append(bytes(raw))
                log.chains.append(chain_next(log.chains[-1], bytes(raw)))
            for table in (sync_parked, sync_aside):  # neither of them has joined
                rows = connection.execute(
                    select(table.c.seq, table.c.raw).where(table.c.stream == stream.id)
                )
                for row in rows:
                    log.park(row.seq, bytes(row.raw), proved=True)
            pure.logs[stream.id.bytes] = log
    pure.refold()
    return pure
