"""What a workstation shows before anybody has signed in: unit, role, officers' initials.

This is the public part of ``keys.tgxk``, read with the standard library alone, so that the
first window opens at once. It is not proved until a passphrase has opened the file: use it to
greet, never to decide.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from app.core.errors import Environment
from app.core.i18n import N_

if TYPE_CHECKING:
    from uuid import UUID

DATABASE_FILE = "ansinh.db"
KEYS_FILE = "keys.tgxk"
LOCK_FILE = "lock"

KEYS_FORMAT = 1
# Some thirty officers need 30 kB; anything larger is not ours.
MOST_BYTES = 256 * 1024

Role = Literal["commune", "office"]


@dataclass(frozen=True, slots=True)
class OfficerEntry:
    """One officer who can sign in; ``label`` holds initials, never the full name.

    Ids are kept as they are written: the first window shows none, and would wait for their type.
    """

    written_id: str
    label: str

    @property
    def id(self) -> UUID:
        """Who it is in the register."""
        return _uuid(self.written_id)


@dataclass(frozen=True, slots=True)
class StationCard:
    """The public face of a workstation; ``unit`` is the scope number (era x 100000 + code).

    ``office_opens``: a forgotten passphrase is helped by the receiving office, not by words.
    """

    written_database: str
    unit: int
    role: Role
    officers: tuple[OfficerEntry, ...]
    office_opens: bool = False

    @property
    def database(self) -> UUID:
        """Which register it is."""
        return _uuid(self.written_database)


def read_card(folder: Path) -> StationCard | None:
    """The card of the workstation in ``folder``; None where no workstation has been made.

    Raises:
        Environment: the key file is damaged, missing beside its database, made by a newer
            program, or cannot be read.
    """
    raw = read_keys_bytes(folder)
    if raw is None:
        return None
    try:
        document = json.loads(raw)
        check_format(document)
        return _card(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as reason:
        raise keys_damaged() from reason


def read_keys_bytes(folder: Path) -> bytes | None:
    """The bytes of the key file; None where neither it nor a database exists.

    Raises:
        Environment: as :func:`read_card`.
    """
    try:
        with (folder / KEYS_FILE).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        if (folder / DATABASE_FILE).exists():
            raise keys_damaged() from None
        return None
    except NotADirectoryError:
        return None
    except OSError as reason:
        raise Environment(
            "keys_unreadable",
            N_("The key file cannot be read. Ask for permission to read the folder, then retry."),
        ) from reason
    if not raw or len(raw) > MOST_BYTES:
        raise keys_damaged()
    return raw


def check_format(document: Any) -> None:
    """Refuse a key file written by a newer program.

    Raises:
        Environment: the format number is above ours.
        ValueError: there is no format number.
    """
    number = document.get("format") if isinstance(document, dict) else None
    if type(number) is not int or number < 1:
        raise ValueError("no format number")
    if number > KEYS_FORMAT:
        raise Environment(
            "newer_program",
            N_("This data was made by a newer AnSinh. Install the newer program, then open it."),
        )


def keys_damaged() -> Environment:
    """The refusal for a key file that is broken or gone."""
    return Environment(
        "keys_damaged",
        N_("The key file is missing or damaged. Put back keys.tgxk from the latest backup."),
    )


def initials(name: str) -> str:
    """Initials for the sign-in window: ``Lê Thị Hoa`` → ``L. T. H.``"""
    return " ".join(f"{word[0].upper()}." for word in name.split())


def _card(document: dict[str, Any]) -> StationCard:
    unit, role = document["unit"], document["role"]
    if type(unit) is not int or unit < 1 or role not in ("commune", "office"):
        raise ValueError("no unit or role")
    slots = document["slots"]
    officers = tuple(_officer(slot) for slot in slots if slot.get("kind") == "officer")
    office = any(slot.get("kind") == "office" for slot in slots)
    return StationCard(
        _written_id(document["database"]), unit, cast("Role", role), officers, office
    )


def _officer(slot: dict[str, Any]) -> OfficerEntry:
    label = slot["label"]
    if not isinstance(label, str) or len(label) > 80:
        raise ValueError("no label")
    return OfficerEntry(_written_id(slot["officer"]), label)


def _written_id(text: str) -> str:
    if len(text) != 36 or len(bytes.fromhex(text.replace("-", ""))) != 16:
        raise ValueError("no id")
    return text


def _uuid(text: str) -> UUID:
    from uuid import UUID

    return UUID(text)
