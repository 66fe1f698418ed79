from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.storage.key_slots import new_empty_slot
from app.storage.recovery_note import RecoveryNote, forget_note, keep_note, read_note
from app.sync import age_keys
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.stations import secret

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")

DATABASE, OFFICER = UUID(int=7), UUID(int=8)
IDENTITY = age_keys.identity_text(secret("reply"))


def note(database: UUID = DATABASE, request: bytes = b"asked") -> RecoveryNote:
    slot = new_empty_slot(
        OFFICER, "L. T. H.", identity=IDENTITY, passphrase="bốn con suối", database=database
    )
    return RecoveryNote(database=database, request=request, slot=slot)


def place(home: Path, database: UUID = DATABASE) -> Path:
    return home / "state" / "recovery" / f"{database}.json"


def test_what_was_kept_is_read_and_forgotten(own_folders: Path) -> None:
    assert read_note(DATABASE) is None
    kept = note()
    keep_note(kept)
    assert read_note(DATABASE) == kept
    assert read_note(UUID(int=9)) is None
    forget_note(DATABASE)
    assert read_note(DATABASE) is None
    forget_note(DATABASE)


def test_asking_anew_replaces_what_was_asked() -> None:
    keep_note(note())
    keep_note(note(request=b"anew"))
    kept = read_note(DATABASE)
    assert kept is not None
    assert kept.request == b"anew"


def test_only_the_owner_reads_it_and_no_secret_lies_open(own_folders: Path) -> None:
    keep_note(note())
    path = place(own_folders)
    assert path.stat().st_mode & 0o77 == 0
    assert IDENTITY.encode() not in path.read_bytes()


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff", b"[" * 5_000])
def test_a_damaged_note_is_no_note(own_folders: Path, raw: bytes) -> None:
    keep_note(note())
    place(own_folders).write_bytes(raw)
    assert read_note(DATABASE) is None


def test_a_note_of_another_register_is_no_note(own_folders: Path) -> None:
    keep_note(note(UUID(int=9)))
    place(own_folders, UUID(int=9)).rename(place(own_folders))
    assert read_note(DATABASE) is None
