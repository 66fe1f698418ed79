"""What a locked workstation remembers between its request to the office and the answer.

It lies in the person's state folder, because the register is locked. The one secret in it, the key
that the answer is sealed to, is itself under the new passphrase: the note and the answer together
open nothing without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from app.core.paths import state_folder
from app.storage.atomic_file import replace_file
from app.storage.failures import translate_errors
from app.storage.key_slots import OfficerSlot

_MOST_BYTES = 64 * 1024


class RecoveryNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The request as it was written, and the empty slot whose key it names."""

    format: Literal[1] = 1
    database: UUID
    request: Annotated[bytes, msgspec.Meta(max_length=_MOST_BYTES // 2)]
    slot: OfficerSlot


def keep_note(note: RecoveryNote) -> None:
    """Write the note; what was asked before for the same register is forgotten.

    Raises:
        Environment: the disk refused.
    """
    path = _path(note.database)
    with translate_errors():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(path, msgspec.json.encode(note))


def read_note(database: UUID) -> RecoveryNote | None:
    """The note of that register; None when nothing was asked, or the note is damaged."""
    try:
        with _path(database).open("rb") as file:
            note = msgspec.json.decode(file.read(_MOST_BYTES), type=RecoveryNote)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return note if note.database == database else None


def forget_note(database: UUID) -> None:
    """The register is open: the request has done its work.

    Raises:
        Environment: the disk refused.
    """
    with translate_errors():
        _path(database).unlink(missing_ok=True)


def _path(database: UUID) -> Path:
    return state_folder() / "recovery" / f"{database}.json"
