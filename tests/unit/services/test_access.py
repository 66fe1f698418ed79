"""Making, opening, rescuing: whole or not at all, and never a number used twice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.core.clock import FixedClock
from app.core.errors import AppError, Correctable, Environment, Untrusted
from app.core.i18n import translate
from app.core.station import DATABASE_FILE, KEYS_FILE, read_card
from app.services.access import (
    create_station,
    open_station,
    recover_station,
    restore_backup,
    take_out_officer,
)
from app.services.second_histories import SET_BACK
from app.storage import anchor, upgrade
from app.storage.streams import StreamBook
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import CU_JUT, LAM_DONG, NAME, PASSPHRASE, make, new

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


def test_a_new_workstation_is_open_and_its_maker_cleared(folder: Path) -> None:
    created = make(folder)
    session = created.services.session
    assert (session.name, session.title) == (NAME, "Công chức")
    assert (session.pv, session.role, session.cleared) == (CU_JUT, "commune", True)
    assert len(set(created.recovery_words)) > 5
    assert created.services.upkeep.doctor().healthy
    created.services.close()
    card = read_card(folder)
    assert card is not None
    assert (card.unit, card.role) == (CU_JUT, "commune")
    assert [entry.label for entry in card.officers] == ["L. T. H."]


def test_an_office_gets_its_root(folder: Path) -> None:
    created = make(folder, "office")
    assert created.services.session.pv == LAM_DONG
    assert created.services.trust.standing().root_digits is not None
    created.services.close()


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


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"officer_name": "  "}, "name_missing", "officer"),
        ({"passphrase": "hanh"}, "weak_passphrase", "passphrase"),
        ({"unit": LAM_DONG}, "unit_role", "unit"),
    ],
)
def test_what_is_typed_wrong_leaves_nothing_behind(
    folder: Path, changes: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Correctable) as error:
        create_station(folder, new(**changes), CLOCK)
    assert (error.value.code, error.value.field) == (code, field)
    assert list(folder.parent.iterdir()) == []


def test_an_empty_folder_will_do_and_a_full_one_will_not(folder: Path) -> None:
    folder.mkdir()
    closed(folder)
    before = (folder / KEYS_FILE).read_bytes()
    with pytest.raises(Environment) as error:
        make(folder)
    assert refused(error) == "already_made"
    assert (folder / KEYS_FILE).read_bytes() == before


def test_a_failure_half_way_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upgrade, "create_schema", fail)
    with pytest.raises(Environment) as error:
        make(folder)
    assert refused(error) == "disk_full"
    assert list(folder.parent.iterdir()) == []


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


def test_todays_passphrase_puts_an_older_backup_back_and_stays(
    folder: Path, tmp_path: Path
) -> None:
    clock = FixedClock.on(date(2026, 8, 3))
    services = make(folder, clock=clock).services
    officer = services.session.officer
    backup = services.backups.make(tmp_path / "stick").path
    services.station.change_passphrase("rẫy cà phê mùa khô")
    services.close()
    words: Any = {"officer_id": officer, "clock": clock}
    with pytest.raises(Correctable, match="wrong_passphrase"):
        restore_backup(folder, backup, passphrase="một câu khác hẳn", **words)
    restore_backup(folder, backup, passphrase="rẫy cà phê mùa khô", **words)
    open_station(folder, officer, "rẫy cà phê mùa khô", clock).close()
    # Whoever knows the older one still gets in by it, and signs in with it afterwards.
    restore_backup(folder, backup, passphrase=PASSPHRASE, **words)
    open_station(folder, officer, PASSPHRASE, clock).close()


def test_a_backup_of_before_an_exchange_of_keys_needs_its_own_passphrase(
    folder: Path, tmp_path: Path
) -> None:
    clock = FixedClock.on(date(2026, 8, 3))
    services = make(folder, clock=clock).services
    officer = services.session.officer
    other = services.officers.add(
        name="Y Briu", title="", passphrase="rẫy cà phê mùa khô", cleared=False
    ).made
    assert other is not None
    backup = services.backups.make(tmp_path / "stick").path
    services.station.change_passphrase("thác nước đầu nguồn")
    take_out_officer(services, other, "thác nước đầu nguồn")
    words: Any = {"officer_id": officer, "clock": clock}
    with pytest.raises(Correctable, match="wrong_passphrase"):
        restore_backup(folder, backup, passphrase="thác nước đầu nguồn", **words)
    restore_backup(folder, backup, passphrase=PASSPHRASE, **words)


def test_a_damaged_place_still_takes_a_backup(folder: Path, tmp_path: Path) -> None:
    clock = FixedClock.on(date(2026, 8, 3))
    services = make(folder, clock=clock).services
    officer = services.session.officer
    backup = services.backups.make(tmp_path / "stick").path
    services.close()
    (folder / KEYS_FILE).write_bytes(b"damaged")
    with pytest.raises(Correctable, match="wrong_passphrase"):
        restore_backup(
            folder, backup, officer_id=officer, passphrase="một câu khác hẳn", clock=clock
        )
    restore_backup(folder, backup, officer_id=officer, passphrase=PASSPHRASE, clock=clock)
