"""A slot opens for its own secret alone, and its lock cannot be made cheaper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
import pyrage
import pytest

from app.core.errors import Environment
from app.storage import key_slots
from app.storage.key_slots import (
    AnySlot,
    OfficerSlot,
    new_office_slot,
    new_officer_slot,
    new_recovery_slot,
    officer_identity,
    recovery_identity,
    seal,
    unseal,
)
from tests.fakes.cheap_stretching import cheap_stretching

__all__ = ["cheap_stretching"]

KEY = bytes(range(32))
DATABASE = UUID("01939f2c-0000-7000-8000-000000000001")
OFFICER = UUID("01939f2c-0000-7000-8000-000000000002")
WORDS = "mưa rơi trên nương"


def officer_slot() -> OfficerSlot:
    return new_officer_slot(OFFICER, "L. T. H.", passphrase=WORDS, key=KEY, database=DATABASE)


def test_the_full_price_is_paid_and_opens() -> None:
    slot = officer_slot()
    assert (slot.m_kib, slot.t, slot.p) == (65536, 3, 1)
    identity = officer_identity(slot, WORDS, database=DATABASE)
    assert identity is not None
    assert unseal(slot.sealed, identity) == KEY
    assert officer_identity(slot, WORDS + " ", database=DATABASE) is None


def test_other_composition_of_marks_opens(cheap_stretching: None) -> None:
    slot = officer_slot()
    apart = "mu\u031ba ro\u031bi tre\u0302n nu\u031bo\u031bng"
    assert apart != WORDS
    assert officer_identity(slot, apart, database=DATABASE) is not None


@pytest.mark.parametrize(
    "change",
    [
        {"officer": DATABASE},
        {"label": "L. T. X."},
        {"m_kib": 65537},
        {"t": 4},
        {"p": 2},
        {"salt": bytes(16)},
        {"nonce": bytes(12)},
        {"recipient": str(pyrage.x25519.Identity.generate().to_public())},
        {"wrapped": bytes(90)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_changed_field_breaks_the_lock(
    cheap_stretching: None, change: dict[str, Any]
) -> None:
    slot = msgspec.structs.replace(officer_slot(), **change)
    assert officer_identity(slot, WORDS, database=DATABASE) is None


def test_slot_of_another_workstation_does_not_open(cheap_stretching: None) -> None:
    assert officer_identity(officer_slot(), WORDS, database=OFFICER) is None


@pytest.mark.parametrize(
    "weaker",
    [
        {"m_kib": 65535},
        {"t": 2},
        {"p": 0},
        {"m_kib": 2**40},
        {"t": 10**9},
        {"kdf": "argon2i"},
        {"salt": "AAAA"},
        {"extra": 1},
    ],
    ids=str,
)
def test_weaker_or_absurd_prices_are_refused_on_reading(
    cheap_stretching: None, weaker: dict[str, Any]
) -> None:
    plain = msgspec.to_builtins(officer_slot())
    assert msgspec.convert(plain, AnySlot) is not None
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(plain | weaker), type=AnySlot)


def test_too_little_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(*_: Any, **__: Any) -> bytes:
        raise MemoryError

    monkeypatch.setattr(key_slots, "hash_secret_raw", short)
    with pytest.raises(Environment) as refusal:
        officer_slot()
    assert refusal.value.code == "memory"


def test_recovery_code_opens_its_slot() -> None:
    code = bytes(range(16))
    slot = new_recovery_slot(code, key=KEY, database=DATABASE)
    identity = recovery_identity(slot, code, database=DATABASE)
    assert identity is not None
    assert unseal(slot.sealed, identity) == KEY
    assert recovery_identity(slot, bytes(16), database=DATABASE) is None
    assert recovery_identity(slot, code, database=OFFICER) is None


def test_office_opens_with_its_own_secret_half() -> None:
    office, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    slot = new_office_slot(str(office.to_public()), key=KEY)
    assert unseal(slot.sealed, str(office)) == KEY
    for wrong in (str(other), "AGE-SECRET-KEY-1NONSENSE"):
        with pytest.raises(Environment):
            unseal(slot.sealed, wrong)


def test_sealing_refuses_what_is_no_recipient() -> None:
    with pytest.raises(ValueError, match="recipient"):
        seal(KEY, "age1nonsense")


def test_sealed_key_of_another_length_is_damage() -> None:
    identity = pyrage.x25519.Identity.generate()
    with pytest.raises(Environment):
        unseal(seal(b"short", str(identity.to_public())), str(identity))
