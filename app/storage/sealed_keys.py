"""``keys.tgxk`` as a sealed document: read, proved, replaced whole.

The file is JSON so that the first window can read its public part. A seal made with the database
key covers all of it: whoever opens the box knows that no slot was slipped in and nothing changed.
While a key is being exchanged every slot holds both keys (see ``key_rotation``).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import Correctable, Environment, Untrusted
from app.core.i18n import N_
from app.core.station import KEYS_FILE, Role, check_format, keys_damaged, read_keys_bytes
from app.storage.atomic_file import replace_file
from app.storage.key_slots import KEY_BYTES, AnySlot, OfficerSlot, OfficeSlot


class KeyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as it lies on the disk; ``seal`` is an HMAC over everything else."""

    format: Literal[1] = 1
    database: UUID
    unit: Annotated[int, msgspec.Meta(ge=1)]
    role: Role
    root_version_seen: Annotated[int, msgspec.Meta(ge=0)] = 0
    slots: list[AnySlot]
    seal: bytes = b""


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


def change_slots(folder: Path, key: bytes, change: Callable[[KeyFile], list[AnySlot]]) -> None:
    """Prove the file, let ``change`` answer the new slots, replace the file."""
    file = proved(folder, key)
    write_keys(folder, msgspec.structs.replace(file, slots=change(file)), key=key)


def proved(folder: Path, key: bytes) -> KeyFile:
    """The file in ``folder``, written by the holder of ``key``, no change of keys under way.

    Raises:
        Environment: the change of keys is not finished, or as :func:`read_keys`.
        Untrusted: as :func:`check_seal`.
    """
    file = read_keys(folder)
    check_seal(file, key)
    if any(slot.sealed_next is not None for slot in file.slots):
        raise Environment(
            "keys_in_exchange",
            N_("The change of keys is not finished. Close the program and open it again."),
        )
    return file


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


def _seal(file: KeyFile, key: bytes) -> bytes:
    own = HKDF(SHA256(), KEY_BYTES, file.database.bytes, b"ansinh/keys/1").derive(key)
    bare = msgspec.json.encode(msgspec.structs.replace(file, seal=b""), order="deterministic")
    return hmac.digest(own, bare, sha256)
