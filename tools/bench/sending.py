"""B9: export of 10,000 changes, verified after writing, against the bare steps on those bytes."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import msgspec
import pyrage
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select

from app.core.clock import SystemClock
from app.models.log import sync_op, sync_out, sync_peer
from app.services import access
from app.services.access import NewStation
from app.services.container import Services
from tools.bench.row import Row, in_turn
from tools.bench.stations import PASSPHRASE, UNIT, fill

OPERATIONS = 10_000
RUNS = 7


def rows(folder: Path) -> list[Row]:
    """A commune with 10,000 changes that its office has not confirmed."""
    place = Path(tempfile.mkdtemp(dir=folder))
    commune, office = enrolled(place)
    fill(commune, OPERATIONS * 4 // 11)
    store = commune.exchange._store
    with store.read() as connection:
        raw = [bytes(one) for one in connection.execute(select(sync_op.c.raw)).scalars()]
    key = Ed25519PrivateKey.generate()
    recipient = pyrage.x25519.Identity.generate().to_public()
    target = place / "out"
    target.mkdir()

    def floor() -> None:
        packed = zstandard.ZstdCompressor(level=3).compress(msgspec.msgpack.encode(raw))
        sealed = pyrage.encrypt(key.sign(packed) + packed, [recipient])
        with (place / "floor").open("wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())

    def forget() -> None:
        with store.write(commune.session.officer) as work:  # as if nothing had been sent
            work.connection.execute(delete(sync_out))
            work.connection.execute(delete(sync_peer))
            work.commit()

    def ours() -> None:
        commune.exchange.export(None, target)

    try:
        low, high = in_turn(floor, ours, runs=RUNS, before=forget)
    finally:
        commune.close()
        office.close()
        shutil.rmtree(place, ignore_errors=True)
    return [Row("B9", f"export of {len(raw):,} changes, verified", low, high, "ms", 3)]


def enrolled(place: Path) -> tuple[Services, Services]:
    """A commune and its receiving office, new and empty, in folders below ``place``."""
    clock = SystemClock()
    commune = access.create_station(
        place / "commune",
        NewStation("commune", UNIT, "Lương Thị Hạnh", "Chuyên viên", PASSPHRASE),
        clock,
    ).services
    office = access.create_station(
        place / "office",
        NewStation("office", 299068, "Đinh Thị Vân", "Chuyên viên", PASSPHRASE),
        clock,
    ).services
    request = commune.trust.request()
    grant = office.trust.grant(request.file, request.digits)
    commune.trust.accept(grant.file, grant.root_digits)
    return commune, office
