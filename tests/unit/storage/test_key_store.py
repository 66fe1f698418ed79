"""Who can open the box: each officer, the printed words, the office in their place."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pyrage
import pytest

from app.core.errors import AppError, Correctable, Environment, Untrusted
from app.core.station import KEYS_FILE, read_card
from app.storage.key_slots import unseal
from app.storage.key_store import (
    NewOfficer,
    Unlocked,
    add_officer,
    change_passphrase,
    create_keys,
    new_code,
    new_key,
    remember_root_version,
    set_office,
    set_recovery_code,
    unlock_answered,
    unlock_officer,
    unlock_recovery,
)
from app.storage.sealed_keys import office_slot, read_keys
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


def test_first_officer_and_code_open_the_same_key(folder: Path) -> None:
    assert unlock_officer(folder, HOA.id, HOA.passphrase) == Unlocked(KEY)
    assert unlock_recovery(folder, CODE) == Unlocked(KEY)


def test_card_in_front_shows_initials_only(folder: Path) -> None:
    card = read_card(folder)
    assert card is not None
    assert (card.database, card.unit, card.role) == (DATABASE, 224611, "commune")
    assert [(entry.id, entry.label) for entry in card.officers] == [(HOA.id, "L. T. H.")]


def test_nothing_secret_lies_in_the_file(folder: Path) -> None:
    content = (folder / KEYS_FILE).read_bytes()
    for secret in (KEY, CODE, HOA.name.encode(), HOA.passphrase.encode(), b"AGE-SECRET-KEY"):
        assert secret not in content
        assert json.dumps(secret.decode("latin-1")).encode() not in content
    assert "Unlocked(…)" in repr([unlock_recovery(folder, CODE)])


def test_wrong_passphrase_is_said_at_its_field(folder: Path) -> None:
    refusal = refused(folder, "mưa rơi trên rẫy")
    assert isinstance(refusal, Correctable)
    assert (refusal.code, refusal.field) == ("wrong_passphrase", "passphrase")


def test_stranger_and_wrong_code_are_said(folder: Path) -> None:
    with pytest.raises(Correctable) as refusal:
        unlock_officer(folder, BRIU.id, BRIU.passphrase)
    assert refusal.value.code == "unknown_officer"
    with pytest.raises(Correctable) as refusal:
        unlock_recovery(folder, bytes(16))
    assert refusal.value.code == "wrong_code"


def test_a_workstation_is_made_once(folder: Path) -> None:
    with pytest.raises(Environment) as refusal:
        create_keys(
            folder, database=DATABASE, unit=1, role="office", key=KEY, officer=HOA, code=CODE
        )
    assert refusal.value.code == "already_made"
    assert unlock_recovery(folder, CODE) == Unlocked(KEY)


def test_weak_passphrases_get_no_slot(folder: Path) -> None:
    weak = NewOfficer(BRIU.id, BRIU.name, "dakwil2026")
    with pytest.raises(Correctable) as refusal:
        add_officer(folder, KEY, officer=weak, unit_names=["Đắk Wil"])
    assert refusal.value.code == "weak_passphrase"
    weak = NewOfficer(HOA.id, HOA.name, "lethihoa12")
    with pytest.raises(Correctable) as refusal:
        change_passphrase(folder, KEY, officer=weak)
    assert refusal.value.code == "weak_passphrase"


def test_second_officer_signs_in_beside_the_first(folder: Path) -> None:
    add_officer(folder, KEY, officer=BRIU)
    for officer in (HOA, BRIU):
        assert unlock_officer(folder, officer.id, officer.passphrase) == Unlocked(KEY)
    with pytest.raises(Correctable) as refusal:
        add_officer(folder, KEY, officer=BRIU)
    assert refusal.value.code == "officer_exists"


def test_changed_passphrase_replaces_the_old(folder: Path) -> None:
    add_officer(folder, KEY, officer=BRIU)
    change_passphrase(folder, KEY, officer=NewOfficer(HOA.id, HOA.name, "nấu cơm lam 7 giờ"))
    assert refused(folder).code == "wrong_passphrase"
    assert unlock_officer(folder, HOA.id, "nấu cơm lam 7 giờ") == Unlocked(KEY)
    assert unlock_officer(folder, BRIU.id, BRIU.passphrase) == Unlocked(KEY)


def test_office_takes_the_place_of_the_code(folder: Path) -> None:
    office = pyrage.x25519.Identity.generate()
    with pytest.raises(Correctable, match="no_office_slot"):
        office_slot(read_keys(folder))
    set_office(folder, KEY, recipient=str(office.to_public()))
    slot = office_slot(read_keys(folder))
    assert unseal(slot.sealed, str(office)) == KEY
    with pytest.raises(Correctable):
        unlock_recovery(folder, CODE)


def test_an_answered_key_is_proved_by_the_seal(folder: Path) -> None:
    assert unlock_answered(folder, KEY, None) == Unlocked(KEY)
    assert unlock_answered(folder, KEY, bytes(32)).coming == bytes(32)
    with pytest.raises(Untrusted):
        unlock_answered(folder, bytes(32), None)


def test_lost_code_is_replaced(folder: Path) -> None:
    code = new_code()
    set_recovery_code(folder, KEY, code=code)
    assert unlock_recovery(folder, code) == Unlocked(KEY)
    with pytest.raises(Correctable):
        unlock_recovery(folder, CODE)


def test_root_version_never_goes_down(folder: Path) -> None:
    for version, kept in ((3, 3), (2, 3), (3, 3), (4, 4)):
        remember_root_version(folder, KEY, version=version)
        assert read_keys(folder).root_version_seen == kept


def test_keys_are_random() -> None:
    assert len({new_key() for _ in range(20)}) == 20
    assert {len(new_key()), len(new_code())} == {32, 16}
