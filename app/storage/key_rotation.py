"""Another database key, so that an officer who has left cannot open the file any more.

Three steps, each safe to be cut short: all slots hold both keys; the database takes the new key
(one transaction); the slots hold the new key alone. :func:`settle` finishes at the next sign-in
what was cut short.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import msgspec

from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.core.station import DATABASE_FILE
from app.storage.database import connect
from app.storage.failures import translate_errors
from app.storage.key_slots import AnySlot, OfficerSlot, seal
from app.storage.key_store import Unlocked, new_key
from app.storage.sealed_keys import KeyFile, change_slots, read_keys, write_keys


def remove_officer(folder: Path, key: bytes, officer: UUID) -> bytes:
    """Take an officer's slot away and exchange the database key; answers the new key.

    The engine on the database must be closed before, and made again with the new key after.
    A backup made earlier still opens with the passphrase of the officer who left.

    Raises:
        Correctable: no such officer, or it is the last one.
        Environment: the disk refused; the next sign-in goes on from there.
    """
    coming = new_key()

    def change(file: KeyFile) -> list[AnySlot]:
        kept = [s for s in file.slots if not (isinstance(s, OfficerSlot) and s.officer == officer)]
        if len(kept) == len(file.slots) or not any(isinstance(s, OfficerSlot) for s in kept):
            raise Correctable(
                "last_officer",
                N_("Somebody must be able to sign in. Add another officer first."),
                field="officer",
            )
        return [
            msgspec.structs.replace(slot, sealed_next=seal(coming, slot.recipient)) for slot in kept
        ]

    change_slots(folder, key, change)
    return settle(folder, Unlocked(key, coming))


def settle(folder: Path, unlocked: Unlocked) -> bytes:
    """The key that opens the database now, after finishing an exchange that was cut short.

    Raises:
        Environment: the database opens with neither key, or the disk refused.
    """
    if unlocked.coming is None:
        return unlocked.key
    path = folder / DATABASE_FILE
    if _opens(path, unlocked.key):
        _rekey(path, unlocked.key, unlocked.coming)
    connect(path, unlocked.coming).close()
    file = read_keys(folder)
    slots = [
        msgspec.structs.replace(slot, sealed=slot.sealed_next or slot.sealed, sealed_next=None)
        for slot in file.slots
    ]
    write_keys(folder, msgspec.structs.replace(file, slots=slots), key=unlocked.coming)
    return unlocked.coming


def _opens(path: Path, key: bytes) -> bool:
    try:
        connect(path, key).close()
    except Environment as refusal:
        if refusal.code != "damaged":
            raise
        return False
    return True


def _rekey(path: Path, key: bytes, coming: bytes) -> None:
    connection = connect(path, key)
    try:
        with translate_errors():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute(f"PRAGMA rekey = \"x'{coming.hex()}'\"")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
