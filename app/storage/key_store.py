"""``keys.tgxk``: who can open the workstation's database, as a file that is replaced whole.

The file is JSON so that the first window can read its public part. A seal made with the database
key covers all of it: whoever opens the box knows that no slot was slipped in and nothing changed.
While a key is being exchanged every slot holds both keys (see ``key_rotation``).
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import Correctable, Environment, Untrusted
from app.core.i18n import N_
from app.core.station import (
    KEYS_FILE,
    Role,
    check_format,
    initials,
    keys_damaged,
    read_keys_bytes,
)
from app.storage.atomic_file import replace_file
from app.storage.key_slots import (
    CODE_BYTES,
    KEY_BYTES,
    AnySlot,
    OfficerSlot,
    OfficeSlot,
    RecoverySlot,
    new_office_slot,
    new_officer_slot,
    new_recovery_slot,
    officer_identity,
    recovery_identity,
    unseal,
)
from app.storage.passphrase_rules import check_passphrase


class KeyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as it lies on the disk; ``seal`` is an HMAC over everything else."""

    format: Literal[1] = 1
    database: UUID
    unit: Annotated[int, msgspec.Meta(ge=1)]
    role: Role
    root_version_seen: Annotated[int, msgspec.Meta(ge=0)] = 0
    slots: list[AnySlot]
    seal: bytes = b""


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


def read_keys(folder: Path) -> KeyFile:
    """The file in ``folder``, its form checked but its seal not yet.

    Raises:
        Environment: missing, damaged, weaker than the floor, or made by a newer program.
    """
    raw = read_keys_bytes(folder)
    if raw is None:
        raise keys_damaged()
    try:
        check_format(msgspec.json.decode(raw))
        file = msgspec.json.decode(raw, type=KeyFile)
        # One spelling only (spare bits of Base64, doubled names), so that the seal means the bytes.
        if msgspec.json.format(raw, indent=-1) != msgspec.json.encode(file):
            raise keys_damaged()
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as reason:
        raise keys_damaged() from reason
    return file


def write_keys(folder: Path, file: KeyFile, *, key: bytes) -> None:
    """Seal ``file`` with ``key`` and put it in place of the old one, durably.

    Raises:
        Environment: the disk refused; the old file is as it was.
    """
    sealed = msgspec.structs.replace(file, seal=_seal(file, key))
    replace_file(folder / KEYS_FILE, msgspec.json.format(msgspec.json.encode(sealed), indent=1))


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


def office_slot(file: KeyFile) -> OfficeSlot:
    """The slot that the receiving office opens.

    Raises:
        Correctable: the recovery words are valid still, because nobody has enrolled this station.
    """
    for slot in file.slots:
        if isinstance(slot, OfficeSlot):
            return slot
    raise Correctable(
        "no_office_slot",
        N_("No receiving office can open this workstation. Use the printed recovery words."),
    )


def unlock_answered(folder: Path, key: bytes, coming: bytes | None) -> Unlocked:
    """The keys that the receiving office took out of its slot, proved by the file's seal.

    Raises:
        Environment, Untrusted: as :func:`unlock_officer`.
    """
    check_seal(read_keys(folder), key)
    return Unlocked(key, coming)


def check_seal(file: KeyFile, key: bytes) -> None:
    """Prove that the holder of ``key`` wrote every word of ``file``.

    Raises:
        Untrusted: somebody else changed it.
    """
    if not hmac.compare_digest(file.seal, _seal(file, key)):
        raise Untrusted(
            "keys_changed",
            N_(
                "The key file was changed outside AnSinh. "
                "Put back keys.tgxk from the latest backup, then tell the receiving office."
            ),
        )


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
    file = _proved(folder, key)
    if version > file.root_version_seen:
        write_keys(folder, msgspec.structs.replace(file, root_version_seen=version), key=key)


def change_slots(folder: Path, key: bytes, change: Callable[[KeyFile], list[AnySlot]]) -> None:
    """Prove the file, let ``change`` answer the new slots, replace the file."""
    file = _proved(folder, key)
    write_keys(folder, msgspec.structs.replace(file, slots=change(file)), key=key)


def _proved(folder: Path, key: bytes) -> KeyFile:
    file = read_keys(folder)
    check_seal(file, key)
    if any(slot.sealed_next is not None for slot in file.slots):
        raise Environment(
            "keys_in_exchange",
            N_("The change of keys is not finished. Close the program and open it again."),
        )
    return file


def _open(file: KeyFile, slot: AnySlot, identity: str) -> Unlocked:
    key = unseal(slot.sealed, identity)
    check_seal(file, key)
    coming = None if slot.sealed_next is None else unseal(slot.sealed_next, identity)
    return Unlocked(key, coming)


def _seal(file: KeyFile, key: bytes) -> bytes:
    own = HKDF(SHA256(), KEY_BYTES, file.database.bytes, b"ansinh/keys/1").derive(key)
    bare = msgspec.json.encode(msgspec.structs.replace(file, seal=b""), order="deterministic")
    return hmac.digest(own, bare, sha256)


def _officer_slot(
    officer: NewOfficer, *, key: bytes, database: UUID, unit_names: Sequence[str]
) -> OfficerSlot:
    check_passphrase(officer.passphrase, (officer.name, *unit_names))
    label = initials(officer.name)
    return new_officer_slot(
        officer.id, label, passphrase=officer.passphrase, key=key, database=database
    )


def officer_slots(file: KeyFile) -> list[OfficerSlot]:
    """The slots of those who sign in, in the order they were added."""
    return [slot for slot in file.slots if isinstance(slot, OfficerSlot)]


def officer_slot(file: KeyFile, officer: UUID) -> OfficerSlot:
    """The slot of that officer; raises Correctable when there is none."""
    for slot in officer_slots(file):
        if slot.officer == officer:
            return slot
    raise Correctable(
        "unknown_officer",
        N_("This officer cannot sign in here. Choose a name from the list."),
        field="officer",
    )
