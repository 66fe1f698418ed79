"""What is asked of the disk fails at every place: the data stay whole, trying again succeeds."""

from __future__ import annotations

import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import AppError, Correctable, Environment
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.services import access, putting_back, reopening
from app.services.recovery import Second
from app.storage import key_rotation, key_store, upgrade
from app.storage.backup import backups, check_backup
from app.storage.database import close, create_engine_for, trouble
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.disk_place import Place, enrol, persons, template, whole
from tests.fakes.faults import Faults, PowerCut, faulty
from tests.fakes.made_stations import PASSPHRASE
from tests.fakes.recovering import COLLEAGUE_PASSPHRASE, NEW
from tests.fakes.schema_steps import FIRST, schema_steps

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")

AT = datetime(2026, 8, 3, 9, tzinfo=timezone(timedelta(hours=7)))
KEY = bytes(range(32))
ADD_NOTE = """
op.add_column("village", sa.Column("note", sa.Text))
"""
FRAME = 24 + 4096  # bytes of a page in the write-ahead log
MOST = 400  # a job that asks more than this of the disk does not end


Job = Callable[[Place], object]
Check = Callable[[Place, object], None]


def saving(place: Place) -> Callable[[], object]:
    services = place.open()
    return lambda: services.people.intake({"name": "H’Lem Kbuôr", "birth": "1970"}).made


def saved(place: Place, done: object) -> None:
    whole(place, "commune")
    if done is not None:
        assert done in persons(place.last)


def exporting(place: Place) -> Callable[[], object]:
    services, bag = place.open(), place.folder / "out"
    bag.mkdir()
    return lambda: services.exchange.export(None, bag)


def exported(place: Place, done: object) -> None:
    whole(place, "commune")
    files = list((place.folder / "out").glob("*.tgxh"))
    office = place.open("office")
    for one in office.exchange.import_files(files):
        assert one.state in ("new", "held")
    if done is not None:
        assert len(files) >= 1


def importing(place: Place) -> Callable[[], object]:
    services, bundle = place.open("office"), place.bundle

    def work() -> object:
        [outcome] = services.exchange.import_files([bundle])
        assert outcome.state in ("new", "known"), outcome
        return outcome

    return work


def imported(place: Place, done: object) -> None:
    whole(place, "office")
    assert len(persons(place.last)) in ((1,) if done is not None else (0, 1))


def enrolling(place: Place) -> Callable[[], object]:
    stranger, office = place.open("stranger"), place.open("office")

    def work() -> object:
        enrol(stranger, office)
        return True

    return work


def enrolled(place: Place, done: object) -> None:
    whole(place, "stranger", "office")


def backing_up(place: Place) -> Callable[[], object]:
    services = place.open()
    return lambda: services.backups.make().path


def backed_up(place: Place, done: object) -> None:
    whole(place, "commune")
    key = template().keys["commune"]
    found = backups(place.folder / "commune" / "backups")
    for one in found:
        check_backup(one, key)
    assert len(found) in ((2,) if done is not None else (1, 2))


def restoring(place: Place) -> Callable[[], object]:
    [made] = backups(place.folder / "commune" / "backups")
    officer = template().officers["commune"]
    clock = FixedClock.on(date(2026, 8, 4))
    folder = place.folder / "commune"
    return lambda: putting_back.restore_backup(
        folder, made, officer_id=officer, passphrase=PASSPHRASE, clock=clock
    )


def restored(place: Place, done: object) -> None:
    whole(place, "commune")
    if done is not None:  # set aside, never thrown away
        assert isinstance(done, Path)
        assert (done / DATABASE_FILE).exists()


def changing_keys(place: Place) -> Callable[[], object]:
    folder = place.folder / "commune"

    def work() -> object:
        unlocked = key_store.unlock_officer(folder, template().officers["commune"], PASSPHRASE)
        key = key_rotation.settle(folder, unlocked)
        with suppress(AppError):
            return key_rotation.remove_officer(folder, key, template().second)
        return key

    return work


def answered(place: Place) -> Callable[[], object]:
    """The office's answer to a forgotten passphrase is used."""
    folder, clock = place.folder / "commune", FixedClock.on(date(2026, 8, 4))
    asked = reopening.pending(folder) or reopening.ask(
        folder, template().officers["commune"], NEW, clock
    )
    second = Second(template().colleague, COLLEAGUE_PASSPHRASE)
    office = place.open("office")
    raw = office.recovery.answer(asked.file, asked.digits, PASSPHRASE, second=second)
    place.close()

    def work() -> object:
        reopening.accept(folder, raw, NEW, clock).close()
        return True

    return work


def reopened(place: Place, done: object) -> None:
    """One of the two passphrases opens; the new one when that was told."""
    folder, officer = place.folder / "commune", template().officers["commune"]
    clock = FixedClock.on(date(2026, 8, 4))
    try:
        services = access.open_station(folder, officer, NEW, clock)
    except Correctable:
        assert done is None
        services = access.open_station(folder, officer, PASSPHRASE, clock)
    assert services.upkeep.doctor().healthy
    assert persons(services)
    services.close()


def withdrawing(place: Place) -> Callable[[], object]:
    office = place.open("office")
    [machine] = office.trust_care.machines()

    def work() -> object:
        with suppress(Correctable):  # it was done the first time
            office.trust_care.withdraw(machine.device, "mất")
        return machine.device

    return work


def withdrawn(place: Place, done: object) -> None:
    whole(place, "office")
    [machine] = place.last.trust_care.machines()
    assert done is None or machine.state == "revoked"


def changed_keys(place: Place, done: object) -> None:
    whole(place, "commune")


def upgrading(place: Place) -> Callable[[], object]:
    folder, steps = place.folder / "older", schema_steps(place.folder / "next", FIRST, ADD_NOTE)
    if not folder.exists():
        folder.mkdir()
        (folder / KEYS_FILE).write_bytes(b"keys")
        engine = create_engine_for(folder / DATABASE_FILE, KEY, create=True)
        upgrade.create_schema(engine, schema_steps(place.folder / "first", FIRST))
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO village VALUES (1, 'Bon Đắk Wil')")
        close(engine)

    def work() -> object:
        engine = create_engine_for(folder / DATABASE_FILE, KEY)
        state = upgrade.schema_state(engine, steps)
        close(engine)
        if state is upgrade.SchemaState.OLDER:
            return upgrade.upgrade(folder, KEY, at=AT, steps=steps)
        return state

    return work


def upgraded(place: Place, done: object) -> None:
    engine = create_engine_for(place.folder / "older" / DATABASE_FILE, KEY)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT name FROM village").all() == [("Bon Đắk Wil",)]
    assert trouble(engine) == []
    close(engine)


JOBS: dict[str, tuple[Callable[[Place], Callable[[], object]], Check]] = {
    "save": (saving, saved),
    "export": (exporting, exported),
    "import": (importing, imported),
    "enrolment": (enrolling, enrolled),
    "backup": (backing_up, backed_up),
    "restore": (restoring, restored),
    "keys": (changing_keys, changed_keys),
    "reopening": (answered, reopened),
    "withdrawal": (withdrawing, withdrawn),
    "upgrade": (upgrading, upgraded),
}


def attempt(work: Callable[[], object], faults: Faults) -> object:
    """What the job answered; None when it was refused or cut off."""
    with faulty(faults):
        try:
            return work()
        except Environment:
            return None
        except PowerCut:
            return None


@pytest.mark.parametrize("stops", [False, True], ids=["fails", "stops"])
@pytest.mark.parametrize("job", list(JOBS))
def test_whatever_fails_nothing_is_lost_and_trying_again_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: str, *, stops: bool
) -> None:
    prepare, check = JOBS[job]

    def fresh(name: str) -> Place:
        monkeypatch.setenv("ANSINH_STATE", str(tmp_path / f"state-{name}"))
        return Place(tmp_path / name)

    place = fresh("count")
    counted = Faults()
    assert attempt(prepare(place), counted) is not None
    place.close()
    assert 0 < counted.count < MOST
    for at in range(1, counted.count + 1):
        place = fresh(str(at))
        done = attempt(prepare(place), Faults(at, stops=stops))
        place.close()
        check(place, done)
        place.close()
        shutil.rmtree(place.folder / "out", ignore_errors=True)
        assert attempt(prepare(place), Faults()) is not None, at
        place.close()
        shutil.rmtree(place.folder)


@contextmanager
def nothing_beyond(size: int) -> Iterator[None]:
    """The system lets no file grow beyond ``size`` bytes: the database's own writes fail too."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


LOGGED = {"save": "commune", "export": "commune", "import": "office", "enrolment": "stranger"}


def log_size(place: Place, station: str) -> int:
    """Bytes of the write-ahead log; of the database where the job leaves no log."""
    database = place.folder / station / DATABASE_FILE
    log = database.with_name(f"{DATABASE_FILE}-wal")
    return (log if log.exists() else database).stat().st_size


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on how large files grow")
@pytest.mark.parametrize("job", [*LOGGED, "keys"])
def test_whichever_page_of_the_log_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    """The database's own write fails in the middle of each page (of every fifth where the whole
    database is written anew)."""
    prepare, check = JOBS[job]
    station = LOGGED.get(job, "commune")

    def fresh(name: str) -> Place:
        monkeypatch.setenv("ANSINH_STATE", str(tmp_path / f"state-{name}"))
        return Place(tmp_path / name)

    place = fresh("count")
    work = prepare(place)
    begin, pages = (log_size(place, station), 1) if job in LOGGED else (0, 5)
    work()
    sizes = range(begin + FRAME // 2, log_size(place, station), pages * FRAME)
    place.close()
    refused = 0
    for size in sizes:
        place, done = fresh(str(size)), None
        work = prepare(place)
        try:
            with nothing_beyond(size):
                done = work()
        except Environment:
            refused += 1
        place.close()
        check(place, done)
        place.close()
        shutil.rmtree(place.folder / "out", ignore_errors=True)
        assert attempt(prepare(place), Faults()) is not None, size
        place.close()
        shutil.rmtree(place.folder)
    assert refused > 1 or job == "keys"
