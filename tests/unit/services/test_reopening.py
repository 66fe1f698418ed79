"""A forgotten passphrase, from the request to the open register, between two workstations.

T20 and T21 of the threats: a slot file of before an exchange of keys opens nothing, and what the
office answers helps nobody but the officer who asked.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from app.core.errors import AppError, Correctable, Environment, Untrusted
from app.core.i18n import translate
from app.core.station import DATABASE_FILE, KEYS_FILE
from app.services.access import open_station, recover_station
from app.services.reopening import accept, ask, judge, pending
from app.services.station import OWN_NAME
from app.storage import recovery_note, sealed_keys
from app.storage.key_rotation import remove_officer
from app.storage.key_slots import new_empty_slot, officer_identity
from app.storage.key_store import NewOfficer, add_officer, unlock_officer
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE
from tests.fakes.recovering import COLLEAGUE_PASSPHRASE, NEW, Enrolled, both, code_of, events

__all__ = ["both", "cheap_stretching"]


def test_the_whole_way(both: Enrolled, own_folders: Path) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    both.commune.households.add_village({"name": "Buôn Nui", "kind": "buôn"})
    both.commune.close()
    asked = ask(folder, officer, NEW, both.clock)
    assert pending(folder) == asked
    seen = both.office.recovery.look(asked.file)
    assert (seen.unit, seen.initials, seen.withdrawn) == ("Xã Cư Jút", "L. T. H.", False)
    raw = both.answer(asked.file, asked.digits)
    services = both.commune = accept(folder, raw, NEW, both.clock)
    assert [one.name for one in services.households.villages()] == ["Buôn Nui"]
    assert (services.session.officer, services.session.cleared) == (officer, True)
    assert events(services) == ["reopened_by_office"]
    assert events(both.office) == ["recovery_granted", "recovery_seconded"]
    assert pending(folder) is None
    assert list((own_folders / "state" / "recovery").iterdir()) == []
    services.close()
    with pytest.raises(Correctable, match="wrong_passphrase"):
        open_station(folder, officer, PASSPHRASE, both.clock)
    both.commune = open_station(folder, officer, NEW, both.clock)


def test_the_digits_are_judged_before_anything_is_written(both: Enrolled) -> None:
    asked = ask(both.commune.folder, both.commune.session.officer, NEW, both.clock)
    seen = both.office.recovery.look(asked.file)
    seen.require_heard(asked.digits)
    assert asked.digits not in repr(seen)
    for digits, code in (("1" * 25, "wrong_digits"), ("123", "digits_incomplete")):
        with pytest.raises(AppError, match=code):
            seen.require_heard(digits)


def test_a_weak_passphrase_is_told_before_a_request_is_made(both: Enrolled) -> None:
    judge(both.commune.folder, NEW)
    for weak in ("123", "Xã Cư Jút"):
        with pytest.raises(Correctable, match="weak_passphrase"):
            judge(both.commune.folder, weak)
    assert pending(both.commune.folder) is None


def test_the_answer_is_used_up(both: Enrolled) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    both.commune.close()
    asked = ask(folder, officer, NEW, both.clock)
    raw = both.answer(asked.file, asked.digits)
    accept(folder, raw, NEW, both.clock).close()
    with pytest.raises(Correctable, match="nothing_asked_again"):
        accept(folder, raw, NEW, both.clock)
    ask(folder, officer, NEW, both.clock)
    with pytest.raises(Untrusted, match="other_request"):
        accept(folder, raw, NEW, both.clock)


def test_answer_and_note_open_nothing_without_the_new_passphrase(both: Enrolled) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    both.commune.close()
    asked = ask(folder, officer, NEW, both.clock)
    raw = both.answer(asked.file, asked.digits)
    with pytest.raises(Correctable) as refusal:
        accept(folder, raw, NEW + " x", both.clock)
    assert code_of(refusal) == ("other_new_passphrase", "passphrase")
    both.commune = accept(folder, raw, NEW, both.clock)  # a slip costs nothing


def test_another_computer_cannot_use_the_answer(
    both: Enrolled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    both.commune.close()
    asked = ask(folder, officer, NEW, both.clock)
    raw = both.answer(asked.file, asked.digits)
    image = tmp_path / "stolen"
    shutil.copytree(folder, image)
    monkeypatch.setenv("ANSINH_STATE", str(tmp_path / "elsewhere"))
    with pytest.raises(Correctable, match="nothing_asked_again"):
        accept(image, raw, NEW, both.clock)


def test_it_opens_for_nobody_but_the_officer_whom_the_office_heard_of(both: Enrolled) -> None:
    """Somebody who works there too asks in his own name, and puts a colleague into the note."""
    folder, officer = both.commune.folder, both.commune.session.officer
    both.commune.close()
    asked = ask(folder, officer, NEW, both.clock)
    raw = both.answer(asked.file, asked.digits)
    database = sealed_keys.read_keys(folder).database
    note = recovery_note.read_note(database)
    assert note is not None
    identity = officer_identity(note.slot, NEW, database=database)
    assert identity is not None
    other = new_empty_slot(UUID(int=5), "X.", identity=identity, passphrase=NEW, database=database)
    recovery_note.keep_note(msgspec.structs.replace(note, slot=other))
    with pytest.raises(Correctable, match="nothing_asked_again"):
        accept(folder, raw, NEW, both.clock)


def test_the_passphrase_is_judged_when_it_is_chosen(both: Enrolled) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    for weak in ("ngắn", "xã Cư Jút", "1234567890"):
        with pytest.raises(Correctable, match="weak_passphrase"):
            ask(folder, officer, weak, both.clock)
    both.commune.close()
    # Full names are unknown while it is locked: one inside passes, and is told once it is open.
    asked = ask(folder, officer, "Lương Thị Hạnh", both.clock)
    raw = both.answer(asked.file, asked.digits)
    both.commune = accept(folder, raw, "Lương Thị Hạnh", both.clock)
    assert translate(OWN_NAME) in (both.commune.station.told_at_opening() or "")
    both.commune.close()
    both.clock.advance(days=8)
    both.commune = open_station(folder, officer, "Lương Thị Hạnh", both.clock)
    assert both.commune.station.told_at_opening() == translate(OWN_NAME)
    both.commune.officers.change_own_passphrase("Lương Thị Hạnh", NEW)
    assert both.commune.station.told_at_opening() is None


def test_an_old_request_is_not_answered_and_an_old_answer_not_taken(both: Enrolled) -> None:
    folder = both.commune.folder
    asked = ask(folder, both.commune.session.officer, NEW, both.clock)
    raw = both.answer(asked.file, asked.digits)
    both.clock.advance(days=15)
    with pytest.raises(Correctable, match="request_old"):
        both.answer(asked.file, asked.digits)
    with pytest.raises(Correctable, match="request_old"):
        accept(folder, raw, NEW, both.clock)


def test_before_enrolment_the_words_open_and_afterwards_the_office(
    both: Enrolled, tmp_path: Path
) -> None:
    with pytest.raises(Correctable, match="no_office_slot"):
        ask(both.office.folder, both.office.session.officer, NEW, both.clock)
    both.commune.close()
    with pytest.raises(Correctable, match="wrong_code"):
        recover_station(
            both.commune.folder,
            both.words,
            officer_id=both.commune.session.officer,
            passphrase=NEW,
            clock=both.clock,
        )


def test_a_request_of_before_an_exchange_of_keys_is_asked_anew(both: Enrolled) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    left = both.colleague
    key = unlock_officer(folder, officer, PASSPHRASE).key
    add_officer(folder, key, officer=NewOfficer(left, "Y Briu", COLLEAGUE_PASSPHRASE))
    both.commune.close()
    asked = ask(folder, officer, NEW, both.clock)
    raw = both.answer(asked.file, asked.digits)
    remove_officer(folder, key, left)
    with pytest.raises(Correctable, match="nothing_asked_again"):
        accept(folder, raw, NEW, both.clock)
    asked = ask(folder, officer, NEW, both.clock)
    both.commune = accept(folder, both.answer(asked.file, asked.digits), NEW, both.clock)


def test_an_exchange_that_was_cut_short_is_finished(
    both: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    key = unlock_officer(folder, officer, PASSPHRASE).key
    add_officer(folder, key, officer=NewOfficer(both.colleague, "Y Briu", COLLEAGUE_PASSPHRASE))
    both.commune.close()
    with monkeypatch.context() as cut:
        cut.setattr("app.storage.key_rotation._rekey", _cut)
        with pytest.raises(KeyboardInterrupt):
            remove_officer(folder, key, both.colleague)
    asked = ask(folder, officer, NEW, both.clock)
    both.commune = accept(folder, both.answer(asked.file, asked.digits), NEW, both.clock)
    assert unlock_officer(folder, officer, NEW).key != key


def _cut(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_older_key_file_does_not_open_the_new_database(both: Enrolled) -> None:
    """T20: what an officer who left has kept opens nothing written since."""
    folder, officer = both.commune.folder, both.commune.session.officer
    key = unlock_officer(folder, officer, PASSPHRASE).key
    add_officer(folder, key, officer=NewOfficer(both.colleague, "Y Briu", COLLEAGUE_PASSPHRASE))
    both.commune.close()
    kept = (folder / KEYS_FILE).read_bytes()
    remove_officer(folder, key, both.colleague)
    (folder / KEYS_FILE).write_bytes(kept)
    for who, passphrase in ((both.colleague, COLLEAGUE_PASSPHRASE), (officer, PASSPHRASE)):
        with pytest.raises(Environment, match="damaged"):
            open_station(folder, who, passphrase, both.clock)


def test_a_backup_in_its_place_is_opened_the_same_way(both: Enrolled, tmp_path: Path) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    made = both.commune.backups.make(tmp_path / "stick")
    both.commune.close()
    shutil.rmtree(folder)
    folder.mkdir()
    for name in (DATABASE_FILE, KEYS_FILE):
        shutil.copyfile(made.path / name, folder / name)
    asked = ask(folder, officer, NEW, both.clock)
    both.commune = accept(folder, both.answer(asked.file, asked.digits), NEW, both.clock)


def test_both_sides_keep_the_same_traces_once_files_went(both: Enrolled, tmp_path: Path) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    both.commune.close()
    asked = ask(folder, officer, NEW, both.clock)
    both.commune = accept(folder, both.answer(asked.file, asked.digits), NEW, both.clock)
    for source, target in ((both.commune, both.office), (both.office, both.commune)):
        bag = tmp_path / f"from-{source.session.role}"
        bag.mkdir()
        written = source.exchange.export(None, bag)
        target.exchange.import_files([bundle.path for bundle in written])
    traces = ["recovery_granted", "recovery_seconded", "reopened_by_office"]
    assert events(both.commune) == events(both.office) == traces


def test_a_disk_that_refuses_costs_nothing_but_another_try(
    both: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    both.commune.close()
    asked = ask(folder, officer, NEW, both.clock)
    raw = both.answer(asked.file, asked.digits)

    def refuse(*_: object, **__: object) -> None:
        raise Environment("disk_full", "The disk is full.")

    with monkeypatch.context() as full:
        full.setattr("app.storage.sealed_keys.replace_file", refuse)
        with pytest.raises(Environment, match="disk_full"):
            accept(folder, raw, NEW, both.clock)
    open_station(folder, officer, PASSPHRASE, both.clock).close()
    both.commune = accept(folder, raw, NEW, both.clock)


def test_whoever_signs_in_reads_it_for_a_week(both: Enrolled) -> None:
    folder, officer = both.commune.folder, both.commune.session.officer
    assert both.commune.station.told_at_opening() is None
    both.commune.close()
    asked = ask(folder, officer, NEW, both.clock)
    both.commune = accept(folder, both.answer(asked.file, asked.digits), NEW, both.clock)
    told = both.commune.station.told_at_opening()
    assert told is not None
    assert "03/08/2026" in told
    assert "Lương Thị Hạnh" in told
    assert both.office.station.told_at_opening() is None
    both.clock.advance(days=8)
    assert both.commune.station.told_at_opening() is None
