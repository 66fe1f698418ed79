"""Who can open the workstation's database: its officers, and the recovery words or the office.

Each has a slot of their own in ``keys.tgxk`` (``sealed_keys``); whoever opens one holds the key.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec

from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.core.station import KEYS_FILE, Role, initials
from app.storage.key_slots import (
    CODE_BYTES,
    KEY_BYTES,
    AnySlot,
    OfficerSlot,
    RecoverySlot,
    new_office_slot,
    new_officer_slot,
    new_recovery_slot,
    officer_identity,
    recovery_identity,
    unseal,
)
from app.storage.passphrase_rules import check_passphrase
from app.storage.sealed_keys import (
    KeyFile,
    change_slots,
    check_seal,
    officer_slot,
    officer_slots,
    proved,
    read_keys,
    write_keys,
)


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """An officer about to get a slot; ``name`` is reduced to initials before it is written."""

    id: UUID
    name: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The database key; ``coming`` is there only while an exchange of keys is unfinished."""

    key: bytes
    coming: bytes | None = None

    def __repr__(self) -> str:
        return "Unlocked(…)"


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY_BYTES)


def new_code() -> bytes:
    """A recovery code: 16 random bytes, shown once as words."""
    return os.urandom(CODE_BYTES)


def create_keys(
    folder: Path,
    *,
    database: UUID,
    unit: int,
    role: Role,
    key: bytes,
    officer: NewOfficer,
    code: bytes,
    unit_names: Sequence[str] = (),
) -> None:
    """The key file of a new workstation: its first officer and its recovery code.

    Raises:
        Correctable: the passphrase is too weak.
        Environment: the disk refused, or a key file is there already.
    """
    if (folder / KEYS_FILE).exists():
        raise Environment(
            "already_made",
            N_("This folder already holds a workstation. Open it, or choose an empty folder."),
        )
    slots: list[AnySlot] = [
        _officer_slot(officer, key=key, database=database, unit_names=unit_names),
        new_recovery_slot(code, key=key, database=database),
    ]
    file = KeyFile(database=database, unit=unit, role=role, slots=slots)
    write_keys(folder, file, key=key)


def unlock_officer(folder: Path, officer: UUID, passphrase: str) -> Unlocked:
    """The database key for an officer; takes about a second on an old laptop.

    Raises:
        Correctable: ``wrong_passphrase``; or the officer has no slot here.
        Environment: too little memory, damaged file.
        Untrusted: the file was changed by somebody without the key.
    """
    file = read_keys(folder)
    slot = officer_slot(file, officer)
    identity = officer_identity(slot, passphrase, database=file.database)
    if identity is None:
        raise Correctable(
            "wrong_passphrase",
            N_("That passphrase is not right. Turn Caps Lock off and type it again."),
            field="passphrase",
        )
    return _open(file, slot, identity)


def unlock_recovery(folder: Path, code: bytes) -> Unlocked:
    """The database key for the printed recovery code.

    Raises:
        Correctable: ``wrong_code``, also when the office's slot has taken its place.
        Environment, Untrusted: as :func:`unlock_officer`.
    """
    file = read_keys(folder)
    for slot in file.slots:
        if isinstance(slot, RecoverySlot):
            identity = recovery_identity(slot, code, database=file.database)
            if identity is not None:
                return _open(file, slot, identity)
    raise Correctable(
        "wrong_code",
        N_("That recovery code does not open this workstation. Compare it with the printed sheet."),
        field="code",
    )


def unlock_answered(folder: Path, key: bytes, coming: bytes | None) -> Unlocked:
    """The keys that the receiving office took out of its slot, proved by the file's seal.

    Raises:
        Environment, Untrusted: as :func:`unlock_officer`.
    """
    check_seal(read_keys(folder), key)
    return Unlocked(key, coming)


def add_officer(
    folder: Path, key: bytes, *, officer: NewOfficer, unit_names: Sequence[str] = ()
) -> None:
    """Give one more officer a slot.

    Raises:
        Correctable: weak passphrase, or the officer has a slot already.
        Environment, Untrusted: as :func:`unlock_officer`.
    """

    def change(file: KeyFile) -> list[AnySlot]:
        if any(isinstance(slot, OfficerSlot) and slot.officer == officer.id for slot in file.slots):
            raise Correctable(
                "officer_exists", N_("This officer can sign in already."), field="officer"
            )
        slot = _officer_slot(officer, key=key, database=file.database, unit_names=unit_names)
        return [*file.slots, slot]

    change_slots(folder, key, change)


def change_passphrase(
    folder: Path, key: bytes, *, officer: NewOfficer, unit_names: Sequence[str] = ()
) -> None:
    """Replace an officer's slot by one with the new passphrase.

    Raises:
        Correctable: weak passphrase, or no such officer here.
        Environment, Untrusted: as :func:`unlock_officer`.
    """

    def change(file: KeyFile) -> list[AnySlot]:
        old = officer_slot(file, officer.id)
        new = _officer_slot(officer, key=key, database=file.database, unit_names=unit_names)
        return [new if slot is old else slot for slot in file.slots]

    change_slots(folder, key, change)


def keep_officers(folder: Path, key: bytes, officers: Sequence[OfficerSlot]) -> None:
    """Let these officers sign in, whoever stands in the file: a backup was put back.

    The slots are of the same register and hold the same key.
    """

    def change(file: KeyFile) -> list[AnySlot]:
        return [*officers, *(s for s in file.slots if not isinstance(s, OfficerSlot))]

    change_slots(folder, key, change)


def set_recovery_code(folder: Path, key: bytes, *, code: bytes) -> None:
    """Replace the recovery code, or the office's slot, by ``code``."""

    def change(file: KeyFile) -> list[AnySlot]:
        return [*officer_slots(file), new_recovery_slot(code, key=key, database=file.database)]

    change_slots(folder, key, change)


def set_office(folder: Path, key: bytes, *, recipient: str) -> None:
    """Let the office's slot take the place of the recovery code, after enrolment.

    Raises:
        ValueError: ``recipient`` is not an age recipient.
    """

    def change(file: KeyFile) -> list[AnySlot]:
        return [*officer_slots(file), new_office_slot(recipient, key=key)]

    change_slots(folder, key, change)


def remember_root_version(folder: Path, key: bytes, *, version: int) -> None:
    """Note the newest root document seen, outside the database too; it never goes down."""
    file = proved(folder, key)
    if version > file.root_version_seen:
        write_keys(folder, msgspec.structs.replace(file, root_version_seen=version), key=key)


def _open(file: KeyFile, slot: AnySlot, identity: str) -> Unlocked:
    key = unseal(slot.sealed, identity)
    check_seal(file, key)
    coming = None if slot.sealed_next is None else unseal(slot.sealed_next, identity)
    return Unlocked(key, coming)


def _officer_slot(
    officer: NewOfficer, *, key: bytes, database: UUID, unit_names: Sequence[str]
) -> OfficerSlot:
    check_passphrase(officer.passphrase, (officer.name, *unit_names))
    label = initials(officer.name)
    return new_officer_slot(
        officer.id, label, passphrase=officer.passphrase, key=key, database=database
    )
