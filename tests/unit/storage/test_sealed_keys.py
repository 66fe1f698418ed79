"""The key file as a document: nobody slips in a slot unseen, and no damage passes for a change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import pyrage
import pytest

from app.core.errors import AppError, Correctable, Environment, Untrusted
from app.core.station import KEYS_FILE, read_card
from app.storage.key_store import (
    NewOfficer,
    Unlocked,
    add_officer,
    create_keys,
    unlock_officer,
    unlock_recovery,
)
from app.storage.sealed_keys import officer_slot, officer_slots, proved, read_keys, write_keys
from tests.fakes.cheap_stretching import cheap_stretching

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")

KEY = bytes(range(32))
CODE = bytes(range(16))
FIRST_FORMAT = Path(__file__).parents[2] / "fixtures" / "keys" / "format_1.tgxk"
DATABASE = UUID("01939f2c-0000-7000-8000-000000000001")
HOA = NewOfficer(UUID("01939f2c-0000-7000-8000-000000000002"), "Lê Thị Hoa", "mưa rơi trên nương")
BRIU = NewOfficer(UUID("01939f2c-0000-7000-8000-000000000003"), "Y Briu", "ba con bò ở ao")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_keys(
        tmp_path, database=DATABASE, unit=224611, role="commune", key=KEY, officer=HOA, code=CODE
    )
    return tmp_path


def refused(folder: Path, passphrase: str = HOA.passphrase) -> AppError:
    with pytest.raises(AppError) as refusal:
        unlock_officer(folder, HOA.id, passphrase)
    return refusal.value


def edit(folder: Path, change: Any) -> None:
    path = folder / KEYS_FILE
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content))


def test_what_was_written_is_proved_for_who_has_the_key_alone(folder: Path) -> None:
    file = read_keys(folder)
    assert proved(folder, KEY) == file
    assert [slot.officer for slot in officer_slots(file)] == [HOA.id]
    assert officer_slot(file, HOA.id) == file.slots[0]
    with pytest.raises(Correctable, match="unknown_officer"):
        officer_slot(file, BRIU.id)
    write_keys(folder, file, key=bytes(32))
    with pytest.raises(Untrusted):
        proved(folder, KEY)


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f.update(unit=224612),
        lambda f: f.update(role="office"),
        lambda f: f.update(root_version_seen=9),
        lambda f: f["slots"].pop(),
        lambda f: f["slots"].append(f["slots"][1]),
        lambda f: f["slots"][1].update(
            recipient=str(pyrage.x25519.Identity.generate().to_public())
        ),
    ],
)
def test_change_by_somebody_without_the_key_is_untrusted(folder: Path, change: Any) -> None:
    edit(folder, change)
    refusal = refused(folder)
    assert isinstance(refusal, Untrusted)
    assert (refusal.code, refusal.exit_code) == ("keys_changed", 4)
    with pytest.raises(Untrusted):
        add_officer(folder, KEY, officer=BRIU)


def test_lowered_price_is_refused_before_any_work(folder: Path) -> None:
    edit(folder, lambda f: f["slots"][0].update(m_kib=8))
    assert refused(folder).code == "keys_damaged"


def test_file_of_a_newer_program_is_refused_kindly(folder: Path) -> None:
    edit(folder, lambda f: f.update(format=2, slots="in another shape"))
    assert refused(folder).code == "newer_program"


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Environment) as refusal:
        read_keys(tmp_path)
    assert refusal.value.code == "keys_damaged"


def test_every_damaged_byte_is_noticed(folder: Path) -> None:
    path = folder / KEYS_FILE
    whole = path.read_bytes()
    blank = set(b" \n")
    for at in range(len(whole)):
        if whole[at] in blank:
            continue
        broken = bytearray(whole)
        broken[at] ^= 2
        path.write_bytes(broken)
        refused(folder)
    path.write_bytes(whole)
    assert unlock_officer(folder, HOA.id, HOA.passphrase) == Unlocked(KEY)


def test_file_of_the_first_version_opens_for_ever(tmp_path: Path) -> None:
    shutil.copy(FIRST_FORMAT, tmp_path / KEYS_FILE)
    assert unlock_recovery(tmp_path, CODE) == Unlocked(KEY)
    card = read_card(tmp_path)
    assert card is not None
    assert [entry.label for entry in card.officers] == ["Đ. T. H."]
