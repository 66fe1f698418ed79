"""Making, opening and rescuing a workstation: the only way to the encrypted file.

A workstation is built in a folder beside its place and moved there whole, so that a power cut
leaves either none or a complete one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from app.core import station as card
from app.core.clock import Clock, local
from app.core.errors import AppError, Correctable, Environment
from app.core.i18n import N_
from app.core.ids import new_id
from app.core.units import unit
from app.core.wordlist import bytes_from_words, words_from_bytes
from app.oplog.kinds import CURRENT
from app.services.container import Services
from app.services.root_memory import RootMemory, carried_over
from app.services.session import Session
from app.services.station import (
    CLEARED,
    TRAINING,
    UNDERSTOOD,
    Station,
    is_cleared,
    read_setting,
    write_setting,
)
from app.services.traces import REOPENED_BY_WORDS
from app.storage import anchor, database, key_store, restore, upgrade
from app.storage.anchor_keeper import AnchorKeeper
from app.storage.failures import translate_errors
from app.storage.key_rotation import remove_officer, settle
from app.storage.key_slots import OfficerSlot
from app.storage.reproject import reproject, waiting_rows
from app.storage.station_lock import StationLock
from app.storage.store import Identity, Store
from app.storage.streams import StreamBook
from app.sync import office_keys, own_device, trust_store

# In SQL: see sync.own_device.
_OFFICER = "SELECT name, title FROM officer WHERE pv = ? AND id = ?"
_CHAIN = "SELECT chain FROM sync_op WHERE stream_no = ? AND seq = ?"


@dataclass(frozen=True, slots=True)
class NewStation:
    """What is needed to make a workstation; ``unit`` is its scope number."""

    role: card.Role
    unit: int
    officer_name: str
    officer_title: str
    passphrase: str
    training: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """The open workstation and the words of its recovery code, shown this once."""

    services: Services
    recovery_words: tuple[str, ...]


def create_station(folder: Path, new: NewStation, clock: Clock) -> Created:
    """Make a workstation in ``folder``, which must be missing or empty, and open it.

    Raises:
        Correctable: weak passphrase, no name, a unit that does not fit the role.
        Environment: the folder is in use or cannot be written to.
    """
    _check(new)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Environment(
            "already_made",
            N_("This folder already holds files. Choose an empty folder, or open what is there."),
        )
    making = folder.with_name(f".{folder.name}.{os.getpid()}.making")
    officer_id, key, code = new_id(), key_store.new_key(), key_store.new_code()
    with translate_errors():
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True, mode=0o700)
        try:
            _build(making, new, officer_id=officer_id, key=key, code=code, clock=clock)
            if folder.exists():
                folder.rmdir()
            making.replace(folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    services = open_with_key(folder, officer_id, key, clock)
    return Created(services, words_from_bytes(code))


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
        return _open(folder, officer_id, settle(folder, unlocked), clock, lock)
    except BaseException:
        lock.release()
        raise


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


def restore_backup(
    folder: Path, backup: Path, *, officer_id: UUID, passphrase: str, clock: Clock
) -> Path:
    """Put a backup back in place of what ``folder`` holds; what lay there is set aside.

    The passphrase is that of the backup's day; today's does too while the key is the same, and
    stays the one to sign in with. Answers the folder of what was set aside.

    Raises:
        Correctable: no such backup, or ``wrong_passphrase``.
        Environment: in use, damaged, the disk refused; nothing has changed then.
    """
    if card.read_card(backup) is None:
        raise Correctable(
            "no_backup", N_("No backup is at {name}. See 'ansinh backup list'."), name=backup.name
        )
    with StationLock(folder):
        unlocked, officers = _unlock_backup(folder, backup, officer_id, passphrase)
        seen = carried_over(folder, unlocked.key)
        aside = restore.put_back(backup, folder, unlocked.key, at=local(clock.now_ms()))
        with suppress(Environment):  # a backup made while keys were exchanged: told at opening
            key_store.remember_root_version(folder, unlocked.key, version=seen)
        if officers:
            key_store.keep_officers(folder, unlocked.key, officers)
        return aside


def _unlock_backup(
    folder: Path, backup: Path, officer_id: UUID, passphrase: str
) -> tuple[key_store.Unlocked, list[OfficerSlot]]:
    """The backup's key; with today's passphrase also the slots that have to stay."""
    try:
        return key_store.unlock_officer(backup, officer_id, passphrase), []
    except Correctable as refusal:
        try:
            today = key_store.unlock_officer(folder, officer_id, passphrase)
            key_store.check_seal(key_store.read_keys(backup), today.key)
            return today, key_store.officer_slots(key_store.read_keys(folder))
        except AppError:  # nothing lies there, or it opens no more than the backup did
            raise refusal from None


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

        def committed(streams: StreamBook) -> None:
            keeper.note(_points(streams, own.id))
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


def _build(
    folder: Path, new: NewStation, *, officer_id: UUID, key: bytes, code: bytes, clock: Clock
) -> None:
    place = unit(new.unit)
    key_store.create_keys(
        folder,
        database=new_id(),
        unit=new.unit,
        role=new.role,
        key=key,
        officer=key_store.NewOfficer(officer_id, new.officer_name, new.passphrase),
        code=code,
        unit_names=(place.name,),
    )
    engine = database.create_engine_for(folder / card.DATABASE_FILE, key, create=True)
    try:
        upgrade.create_schema(engine)
        device = new_id()
        with engine.begin() as connection:
            own = own_device.establish(
                connection, device, pv=new.unit, role=new.role, name=place.name, clock=clock
            )
            if new.role == "office":
                office_keys.establish(connection, own, clock)
            write_setting(connection, CLEARED.format(officer=officer_id), "1")
            write_setting(connection, TRAINING, "1" if new.training else "0")
            write_setting(connection, UNDERSTOOD, CURRENT.fingerprint())
        store = Store(engine, clock, Identity(device, new.unit, new.role))
        with store.write(officer_id) as work:
            work.create(
                "officer",
                {"name": new.officer_name.strip(), "title": new.officer_title},
                row_id=officer_id,
            )
            work.commit()
    finally:
        database.close(engine)


def _check(new: NewStation) -> None:
    if not new.officer_name.strip():
        raise Correctable("name_missing", N_("Type the officer's full name."), field="officer")
    place = unit(new.unit)
    if (new.role == "office") != place.is_office:
        raise Correctable(
            "unit_role",
            N_("Choose a commune for a commune's workstation and a province for an office's."),
            field="unit",
        )


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
