"""A locked workstation whose passphrase was forgotten: the request to the office, its answer.

The new passphrase is chosen with the request and typed again with the answer. The answer opens
the register on this computer alone; whoever carries the file, or steals both, opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.core.clock import Clock
from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.units import unit
from app.services import access
from app.services.container import Services
from app.services.traces import REOPENED_BY_OFFICE
from app.storage import key_store, recovery_note, sealed_keys
from app.storage.key_slots import new_empty_slot, officer_identity
from app.storage.key_store import Unlocked
from app.storage.passphrase_rules import check_passphrase
from app.storage.recovery_note import RecoveryNote
from app.storage.sealed_keys import KeyFile
from app.sync import age_keys, recovery
from app.sync.digits import qr_text
from app.sync.recovery import ReopenRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """The bytes of a ``.tgxo`` file and the digits to read out to the office."""

    file: bytes
    digits: str

    @property
    def qr_text(self) -> str:
        """The digits for a scanner at the office."""
        return qr_text(self.digits)


def judge(folder: Path, passphrase: str) -> None:
    """Whether this may be a new passphrase here; raises Correctable when it is weak."""
    check_passphrase(passphrase, (unit(sealed_keys.read_keys(folder).unit).name,))


def ask(folder: Path, officer: UUID, passphrase: str, clock: Clock) -> Asked:
    """The request for ``officer``, whose new passphrase this is; asking again forgets the old.

    Raises Correctable: a weak passphrase, no such officer, no office knows this workstation.
    """
    file = sealed_keys.read_keys(folder)
    office, label = sealed_keys.office_slot(file), sealed_keys.officer_slot(file, officer).label
    check_passphrase(passphrase, (unit(file.unit).name,))
    secret = age_keys.new_secret()
    raw = recovery.make_request(
        ReopenRequest(
            format=recovery.FORMAT,
            database=file.database.bytes,
            scope=file.unit,
            officer=officer.bytes,
            initials=label,
            slot=office.recipient,
            sealed=office.sealed,
            sealed_next=office.sealed_next,
            reply=age_keys.public_of(secret),
            made_ms=clock.now_ms(),
        )
    )
    slot = new_empty_slot(
        officer,
        label,
        identity=age_keys.identity_text(secret),
        passphrase=passphrase,
        database=file.database,
    )
    recovery_note.keep_note(RecoveryNote(database=file.database, request=raw, slot=slot))
    return Asked(raw, recovery.request_digits(raw))


def pending(folder: Path) -> Asked | None:
    """The request that waits for its answer; None when none does."""
    note = recovery_note.read_note(sealed_keys.read_keys(folder).database)
    return None if note is None else Asked(note.request, recovery.request_digits(note.request))


def accept(folder: Path, raw: bytes, passphrase: str, clock: Clock) -> Services:
    """Open with the office's answer; the officer signs in with the new passphrase from now on.

    Raises:
        Correctable: nothing was asked, too long ago, or another passphrase than with the request.
        Untrusted: no answer, or the answer to another request.
        Environment: as :func:`access.open_station`.
    """
    file = sealed_keys.read_keys(folder)
    note = recovery_note.read_note(file.database)
    if note is None or not _still_fits(note, file):
        raise Correctable(
            "nothing_asked_again",
            N_("The answer fits no request of this computer. Make a new request."),
            field="file",
        )
    recovery.require_fresh(recovery.read_request(note.request), clock.now_ms())
    answer = recovery.read_answer(raw, raw_request=note.request)
    secret = officer_identity(note.slot, passphrase, database=file.database)
    if secret is None:
        raise Correctable(
            "other_new_passphrase",
            N_(
                "That is not the new passphrase you chose with the request. Type it again; "
                "if it is forgotten, make a new request."
            ),
            field="passphrase",
        )
    key, coming = recovery.open_answer(answer, secret)

    def unlock() -> Unlocked:
        return key_store.unlock_answered(folder, key, coming)

    services = access.reopen(
        folder, note.slot.officer, unlock, trace=REOPENED_BY_OFFICE, clock=clock
    )
    access.with_new_passphrase(services, passphrase, judged=True)
    try:
        recovery_note.forget_note(file.database)
    except BaseException:
        services.close()
        raise
    return services


def _still_fits(note: RecoveryNote, file: KeyFile) -> bool:
    """Whether the key file still holds the slot the request told; keys may be exchanged since.

    It opens for the officer whom the office heard of, not for another who lies in the note.
    """
    request, slot = recovery.read_request(note.request), sealed_keys.office_slot(file)
    told = (request.officer, request.sealed, request.sealed_next)
    return told == (note.slot.officer.bytes, slot.sealed, slot.sealed_next)
