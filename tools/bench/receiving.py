"""B10 and B11: an office takes in its communes' first bundles, then the same work once more.

The floor of B10 decrypts, verifies and decodes the same files and inserts the same rows (log,
records, search lines) into tables like ours, one transaction for each file. Unless ``--full`` is
asked for, four of the 71 communes are taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import msgspec
import pyrage
import zstandard
from sqlalchemy import select

from app.models.local import search
from app.models.log import sync_op, sync_stream
from app.models.records import RECORDS
from app.oplog.operation import Operation
from app.services.container import Services
from app.storage.database import connect, create_engine_for
from app.storage.upgrade import create_schema
from app.sync import age_keys, own_device, signing
from app.sync.container import SIGNATURE_SIZE, signed_message
from app.sync.manifest import Manifest, OpsSegment, SegmentKind
from tools.bench.communes import Communes, made, own_state
from tools.bench.row import Row

PERSONS, COMMUNES = 181_593, 71
FEW = 4
RUNS = 5
SECONDS_AGAIN = 2.6  # for all 71

FileRows = dict[str, list[tuple[Any, ...]]]  # by table


def persons(communes: int) -> list[int]:
    """How many persons each of the first communes has: 181,593 over 71."""
    each, more = divmod(PERSONS, COMMUNES)
    return [each + (number < more) for number in range(communes)]


def rows(folder: Path, *, full: bool = False) -> list[Row]:
    """First bundles, known files, and files that were made anew."""
    count = COMMUNES if full else FEW
    people = persons(count)
    with own_state(folder):
        communes = made(folder, people)
        floor = Floor(communes, communes.files("out"))
        floors, ours, known, lookups, again = [], [], [], [], []
        for _run in range(RUNS if not full else 1):
            floors.append(floor.run())
            with communes.fresh_office() as office:
                ours.append(_taken_in(office, communes.folder / "out", "new"))
                lookups.append(floor.look_up(communes.folder / "run"))
                known.append(_taken_in(office, communes.folder / "out", "known"))
                again.append(_taken_in(office, communes.folder / "again", "new"))
    told = f"{count} communes, {sum(people):,} persons"
    bound = SECONDS_AGAIN * 1000 * sum(people) / PERSONS
    return [
        Row("B10", f"first bundles of {told}", median(floors), median(ours), "ms", 2.5),
        Row("B11", "… the same files again", median(lookups), median(known), "ms", 3),
        Row("B11", "… made anew, overlapping", 0, median(again), "ms", bound, limit=True),
    ]


def first_bundles(communes: Communes, count: int) -> float:
    """Milliseconds for the first ``count`` bundles at an office that has nothing yet."""
    with communes.fresh_office() as office:
        return _timed(lambda: office.exchange.import_files(communes.files("out", count)))


class Floor:
    """The bare steps on the same files, and the rows they come to."""

    def __init__(self, communes: Communes, files: Sequence[Path]) -> None:
        self._files = files
        self._place = communes.folder / "floor.db"
        with communes.fresh_office() as office:
            office.exchange.import_files(files)
            with office.exchange._store.read() as connection:
                secret = own_device.load(connection).enc_secret
            self._rows = [_rows_of(office, scope) for scope in _scopes(office, files)]
        self._identity = age_keys.identity(secret)

    def run(self) -> float:
        """Milliseconds for all files, into a file that has the tables and nothing in them."""
        for old in self._place.parent.glob(f"{self._place.name}*"):
            old.unlink()
        key = bytes(32)
        engine = create_engine_for(self._place, key, create=True)
        create_schema(engine)
        engine.dispose()
        connection = connect(self._place, key)
        try:
            return _timed(lambda: self._take_in(connection))
        finally:
            connection.close()

    def look_up(self, place: Path) -> float:
        """Milliseconds to hash every file and to ask for it in the office at ``place``."""
        key = (self._place.parent / "office.key").read_bytes()
        connection = connect(place / "ansinh.db", key)

        def ask() -> None:
            for file in self._files:
                digest = hashlib.sha256(file.read_bytes()).digest()
                found = connection.execute("SELECT 1 FROM sync_in WHERE sha256 = ?", (digest,))
                assert found.fetchone() is not None

        try:
            return _timed(ask)
        finally:
            connection.close()

    def _take_in(self, connection: Any) -> None:
        for file, tables in zip(self._files, self._rows, strict=True):
            self._decode(file.read_bytes())
            connection.execute("BEGIN IMMEDIATE")
            for table, lines in tables.items():
                places = ",".join("?" * len(lines[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({places})", lines)
            connection.execute("COMMIT")

    def _decode(self, raw: bytes) -> None:
        lead = 12 + int.from_bytes(raw[8:12], "big")
        plain = pyrage.decrypt(raw[lead:], [self._identity])
        at = SIGNATURE_SIZE + 4
        signature, size = plain[:SIGNATURE_SIZE], int.from_bytes(plain[SIGNATURE_SIZE:at], "big")
        said = plain[at : at + size]
        manifest = msgspec.msgpack.decode(said, type=Manifest)
        message = signed_message(raw[:lead], said)
        context = signing.Context.BUNDLE
        assert signing.verify(context, manifest.sender, message, signature=signature)
        at += size
        unpack, decode = zstandard.ZstdDecompressor(), msgspec.msgpack.Decoder(Operation).decode
        for entry in manifest.segments:
            packed = plain[at : at + entry.packed_size]
            at += entry.packed_size
            assert hashlib.sha256(packed).digest() == entry.sha256
            if entry.kind == SegmentKind.OPS:
                segment = msgspec.msgpack.decode(unpack.decompress(packed), type=OpsSegment)
                for one in segment.ops:
                    decode(one)


def _scopes(office: Services, files: Sequence[Path]) -> list[int]:
    """The scope that each file came from, in their order: they were taken in in that order."""
    streams = (
        select(sync_stream.c.pv)
        .where(sync_stream.c.have_seq > 0, sync_stream.c.role == "commune")
        .order_by(sync_stream.c.stream_no)
    )
    with office.exchange._store.read() as connection:
        scopes = list(dict.fromkeys(connection.execute(streams).scalars()))
    assert len(scopes) == len(files)
    return scopes


def _rows_of(office: Services, pv: int) -> FileRows:
    """Everything that came of one commune's bundle, as the driver gives it."""
    numbers = f"SELECT stream_no FROM {sync_stream.name} WHERE pv = {pv}"
    wanted = {sync_op.name: f"stream_no IN ({numbers})"}
    wanted |= dict.fromkeys((*RECORDS, search.name), f"pv = {pv}")
    with office.exchange._store.read() as connection:
        driver: Any = connection.connection.driver_connection
        found = {
            name: driver.execute(f"SELECT * FROM {name} WHERE {where}").fetchall()
            for name, where in wanted.items()
        }
    return {name: lines for name, lines in found.items() if lines}


def _taken_in(office: Services, files: Path, state: str) -> float:
    states: list[str] = []

    def take_in() -> None:
        states.extend(one.state for one in office.exchange.import_files([files]))

    took = _timed(take_in)
    if set(states) != {state}:
        raise SystemExit(f"{files.name}: {states}")
    return took


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000
