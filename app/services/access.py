"""Opening and rescuing a workstation: the only way to the encrypted file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from app.core import station as card
from app.core.clock import Clock, local
from app.core.errors import Environment
from app.core.i18n import N_
from app.core.wordlist import bytes_from_words
from app.oplog.kinds import CURRENT
from app.services.container import Services
from app.services.root_memory import RootMemory
from app.services.session import Session
from app.services.station import (
    UNDERSTOOD,
    Station,
    is_cleared,
    read_setting,
    write_setting,
)
from app.services.traces import REOPENED_BY_WORDS
from app.storage import anchor, database, key_store, upgrade
from app.storage.anchor_keeper import AnchorKeeper
from app.storage.key_rotation import remove_officer, settle
from app.storage.reproject import reproject, waiting_rows
from app.storage.station_lock import StationLock
from app.storage.store import Identity, Store
from app.storage.streams import StreamBook
from app.sync import own_device, trust_store

# In SQL: see sync.own_device.
_OFFICER = "SELECT name, title FROM officer WHERE pv = ? AND id = ?"
_CHAIN = "SELECT chain FROM sync_op WHERE stream_no = ? AND seq = ?"


def open_station(folder: Path, officer_id: UUID, passphrase: str, clock: Clock) -> Services:
    """Open the workstation for an officer; Argon2id takes about a second on an old laptop.

    Raises:
        Correctable: ``wrong_passphrase``, or the officer has no slot.
        Environment: in use, damaged, missing, made by a newer program, not encrypted.
        Untrusted: the key file was changed by somebody without the key.
    """
    _require_station(folder)
    lock = StationLock(folder)
    try:
        unlocked = key_store.unlock_officer(folder, officer_id, passphrase)
        services = _open(folder, officer_id, settle(folder, unlocked), clock, lock)
    except BaseException:
        lock.release()
        raise
    services.station.judge(passphrase)
    return services


def recover_station(
    folder: Path, words: str, *, officer_id: UUID, passphrase: str, clock: Clock
) -> Services:
    """Open with the printed recovery words and give the officer a new passphrase.

    Raises Correctable when the words or the new passphrase do not fit, else as
    :func:`open_station`.
    """
    _require_station(folder)

    def unlock() -> key_store.Unlocked:
        code = bytes_from_words(words, size=len(key_store.new_code()))
        return key_store.unlock_recovery(folder, code)

    services = reopen(folder, officer_id, unlock, trace=REOPENED_BY_WORDS, clock=clock)
    return with_new_passphrase(services, passphrase)


def reopen(
    folder: Path,
    officer_id: UUID,
    unlock: Callable[[], key_store.Unlocked],
    *,
    trace: str,
    clock: Clock,
) -> Services:
    """Open without the officer's passphrase and keep in the log that it was done.

    Errors as ``unlock`` and :func:`open_station`.
    """
    lock = StationLock(folder)
    try:
        services = _open(folder, officer_id, settle(folder, unlock()), clock, lock)
    except BaseException:
        lock.release()
        raise
    try:
        services.station.note(trace)
    except BaseException:
        services.close()
        raise
    return services


def with_new_passphrase(services: Services, passphrase: str, *, judged: bool = False) -> Services:
    """The same services once the officer's new passphrase opens them; closed when it is refused.

    Raises as :meth:`Station.change_passphrase`.
    """
    try:
        services.station.change_passphrase(passphrase, judged=judged)
    except BaseException:
        services.close()
        raise
    return services


def take_out_officer(services: Services, officer: UUID, passphrase: str) -> None:
    """Take away an officer's way in, and exchange the key the officer could have kept.

    The workstation is closed by it; whoever goes on signs in again. ``passphrase`` is that of the
    officer at the keyboard. Backups made before still open with the passphrase of who left.

    Raises:
        Correctable: as :meth:`Officers.before_taking_out`; everything stays open then.
        Environment: the disk refused; the next sign-in goes on from there.
    """
    services.officers.before_taking_out(officer, passphrase)
    services.close()
    with StationLock(services.folder):
        unlocked = key_store.unlock_officer(services.folder, services.session.officer, passphrase)
        remove_officer(services.folder, settle(services.folder, unlocked), officer)


def open_with_key(folder: Path, officer_id: UUID, key: bytes, clock: Clock) -> Services:
    """Open with the database key itself: right after making, and in tests."""
    lock = StationLock(folder)
    try:
        return _open(folder, officer_id, key, clock, lock)
    except BaseException:
        lock.release()
        raise


def _open(folder: Path, officer_id: UUID, key: bytes, clock: Clock, lock: StationLock) -> Services:
    path = folder / card.DATABASE_FILE
    engine = database.create_engine_for(path, key)
    try:
        if upgrade.schema_state(engine) is upgrade.SchemaState.OLDER:
            database.close(engine)
            upgrade.upgrade(folder, key, at=local(clock.now_ms()))
            engine = database.create_engine_for(path, key)
        found = card.read_card(folder)
        assert found is not None
        with database.reader(engine).connect() as connection, connection.begin():
            own = own_device.load(connection)
            name, title = connection.exec_driver_sql(_OFFICER, (own.pv, officer_id.bytes)).one()
            cleared = is_cleared(connection, officer_id) and trust_store.restricted_here(
                connection, own.id
            )
            report = anchor.compare_anchor(anchor.read_anchor(found.database), _chains(connection))
        keeper = AnchorKeeper(found.database)

        def committed(streams: StreamBook, asked: frozenset[str]) -> None:
            keeper.note(_points(streams, own.id))
            if trust_store.ROOT_CHANGED in asked:
                memory.keep()

        store = Store(
            engine,
            clock,
            Identity(own.id, own.pv, own.role),
            committed,
        )
        memory = RootMemory(store, folder, key)
        session = Session(officer_id, name or "", title or "", own.pv, own.role, cleared)
        restored = _continue_elsewhere(
            store, session, own, {point.stream for point in report.points}
        )
        _understand_more(store, session)
        memory.remind(officer_id)
        station = Station(store, session, folder, key=key, restored=restored)
    except BaseException:
        engine.dispose()
        raise

    def release() -> None:
        try:
            with store.read() as connection:
                keeper.close(_points(StreamBook(connection), own.id))
            store.close()
        finally:
            lock.release()

    return Services(store, session, station, release)


def _require_station(folder: Path) -> None:
    if card.read_card(folder) is None:
        raise Environment(
            "no_station",
            N_(
                "No workstation is in this folder. Make one with 'ansinh init', or name its folder."
            ),
        )


def _chains(connection: Connection) -> Callable[[UUID, int], bytes | None]:
    streams = StreamBook(connection)

    def chain_at(stream: UUID, seq: int) -> bytes | None:
        known = streams.by_id.get(stream)
        if known is None:
            return None
        chain: bytes | None = connection.exec_driver_sql(_CHAIN, (known.number, seq)).scalar()
        return chain

    return chain_at


def _understand_more(store: Store, session: Session) -> None:
    """After an upgrade: fold what had to wait for this program."""
    with store.read() as connection:
        if read_setting(connection, UNDERSTOOD) == CURRENT.fingerprint():
            return
    with store.write(session.officer) as work:
        reproject(work, waiting_rows(work.connection))
        write_setting(work.connection, UNDERSTOOD, CURRENT.fingerprint())
        work.commit()


def _points(streams: StreamBook, device: UUID) -> list[anchor.AnchorPoint]:
    return [
        anchor.AnchorPoint(stream.id, stream.seq, stream.chain)
        for stream in streams
        if stream.device == device and stream.seq > 0
    ]


def _continue_elsewhere(
    store: Store, session: Session, own: own_device.OwnDevice, behind: set[UUID]
) -> bool:
    """A restored file goes on in new streams, so that no number is ever used twice.

    A stream that was ended is no sign of it: what it held may lie aside (``sync.forks``).
    """
    if not behind:
        return False
    with store.write(session.officer) as work:
        ended = {
            stream.id
            for stream in work.streams
            if stream.device != own.id or stream.state != "open"
        }
        for stream in list(work.streams):
            if stream.id in behind - ended:
                own_device.reopen(work.streams, own, stream, created_ms=store.clock.now_ms())
        work.commit()
    return not behind <= ended
