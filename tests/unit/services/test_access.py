"""Opening, rescuing: whole or not at all, and never a number used twice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.core.clock import FixedClock
from app.core.errors import AppError, Correctable, Environment, Untrusted
from app.core.i18n import translate
from app.core.station import DATABASE_FILE, KEYS_FILE, read_card
from app.services.access import open_station, recover_station
from app.services.second_histories import SET_BACK
from app.storage import anchor
from app.storage.streams import StreamBook
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")
CLOCK = FixedClock.on(date(2026, 8, 3))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a workstation is going to be."""
    return tmp_path / "station"


def closed(folder: Path) -> tuple[UUID, tuple[str, ...]]:
    """A workstation that was made and left; its officer and recovery words."""
    created = make(folder)
    created.services.close()
    return created.services.session.officer, created.recovery_words


def refused(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


def test_what_was_saved_is_there_the_next_morning(folder: Path) -> None:
    created = make(folder)
    made = created.services.people.intake({"name": "H’Bơ Niê", "birth": "1950"}).made
    assert made is not None
    created.services.close()
    again = open_station(folder, created.services.session.officer, PASSPHRASE, CLOCK)
    assert again.people.get(made).name == "H’Bơ Niê"
    assert not again.station.restored
    assert again.station.told_at_opening() is None
    again.close()


def test_only_one_at_a_time(folder: Path) -> None:
    created = make(folder)
    officer = created.services.session.officer
    with pytest.raises(Environment) as error:
        open_station(folder, officer, PASSPHRASE, CLOCK)
    assert refused(error) == "in_use"
    created.services.close()
    open_station(folder, officer, PASSPHRASE, CLOCK).close()


def test_a_wrong_passphrase_lets_the_lock_go(folder: Path) -> None:
    officer, _ = closed(folder)
    for passphrase in ("bốn con suối lớn", ""):
        with pytest.raises(Correctable) as error:
            open_station(folder, officer, passphrase, CLOCK)
        assert refused(error) == "wrong_passphrase"
    open_station(folder, officer, PASSPHRASE, CLOCK).close()


def test_where_no_workstation_is(folder: Path) -> None:
    folder.mkdir()
    with pytest.raises(Environment) as error:
        open_station(folder, UUID(int=1), PASSPHRASE, CLOCK)
    assert refused(error) == "no_station"
    assert list(folder.iterdir()) == [], "not even a lock is left"


def test_a_key_file_that_somebody_changed_is_not_trusted(folder: Path) -> None:
    officer, _ = closed(folder)
    text = (folder / KEYS_FILE).read_text(encoding="utf-8")
    changed = text.replace('"root_version_seen": 0', '"root_version_seen": 9')
    assert changed != text
    (folder / KEYS_FILE).write_text(changed, encoding="utf-8")
    with pytest.raises(Untrusted):
        open_station(folder, officer, PASSPHRASE, CLOCK)


def test_the_recovery_words_give_a_new_passphrase(folder: Path) -> None:
    officer, words = closed(folder)
    typed = " ".join(words).upper()
    services = recover_station(
        folder, typed, officer_id=officer, passphrase="lúa chín vàng nương", clock=CLOCK
    )
    services.close()
    with pytest.raises(Correctable):
        open_station(folder, officer, PASSPHRASE, CLOCK)
    open_station(folder, officer, "lúa chín vàng nương", CLOCK).close()


def test_a_recovery_that_fails_changes_nothing(folder: Path) -> None:
    officer, words = closed(folder)
    for typed, passphrase in (
        (" ".join(words), "123456"),
        (" ".join(reversed(words)), "lúa chín vàng nương"),
        ("không phải từ nào", "lúa chín vàng nương"),
    ):
        with pytest.raises(AppError):
            recover_station(folder, typed, officer_id=officer, passphrase=passphrase, clock=CLOCK)
        assert not list(folder.glob("*-wal")), "the file was let go"
    open_station(folder, officer, PASSPHRASE, CLOCK).close()


def test_a_restored_file_goes_on_in_new_streams(folder: Path, tmp_path: Path) -> None:
    officer, _ = closed(folder)
    shutil.copyfile(folder / DATABASE_FILE, tmp_path / "yesterday.db")
    services = open_station(folder, officer, PASSPHRASE, CLOCK)
    services.people.intake({"name": "Y Thim", "birth": "1961"})
    services.close()

    shutil.copyfile(tmp_path / "yesterday.db", folder / DATABASE_FILE)
    services = open_station(folder, officer, PASSPHRASE, CLOCK)
    assert services.station.restored
    assert services.station.told_at_opening() == translate(SET_BACK)
    with services.people._store.read() as connection:
        states = [stream.state for stream in StreamBook(connection)]
    assert states.count("sealed") == 1
    services.people.intake({"name": "Y Blơ̆", "birth": "1962"})
    assert services.upkeep.doctor().healthy
    services.close()
    again = open_station(folder, officer, PASSPHRASE, CLOCK)
    assert not again.station.restored
    again.close()


def test_without_an_anchor_the_workstation_still_opens(folder: Path, own_folders: Path) -> None:
    officer, _ = closed(folder)
    card = read_card(folder)
    assert card is not None
    anchor.anchor_path(card.database).unlink()
    services = open_station(folder, officer, PASSPHRASE, CLOCK)
    assert not services.station.restored
    services.close()
    assert anchor.read_anchor(card.database)


@pytest.mark.parametrize("restricted", [True, False])
def test_an_officer_is_cleared_where_the_office_lets_restricted_records_lie(
    folder: Path, tmp_path: Path, *, restricted: bool
) -> None:
    services, office = make(folder).services, make(tmp_path / "office", "office").services
    asked = services.trust.request()
    granted = office.trust.grant(asked.file, asked.digits, restricted=restricted)
    services.trust.accept(granted.file, granted.root_digits)
    officer = services.session.officer
    for one in (services, office):
        one.close()
    again = open_station(folder, officer, PASSPHRASE, CLOCK)
    assert again.session.cleared is restricted
    again.close()
    again = open_station(tmp_path / "office", office.session.officer, PASSPHRASE, CLOCK)
    assert again.session.cleared
    again.close()
