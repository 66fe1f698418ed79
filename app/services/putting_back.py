"""Putting a backup back in place of the workstation that is there, which is set aside."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import UUID

from app.core import station as card
from app.core.clock import Clock, local
from app.core.errors import AppError, Correctable, Environment
from app.core.i18n import N_
from app.services.root_memory import carried_over
from app.storage import key_store, restore, sealed_keys
from app.storage.key_slots import OfficerSlot
from app.storage.station_lock import StationLock


def restore_backup(
    folder: Path, backup: Path, *, officer_id: UUID, passphrase: str, clock: Clock
) -> Path:
    """Put a backup back in place of what ``folder`` holds; what lay there is set aside.

    The passphrase is that of the backup's day; today's does too while the key is the same, and
    stays the one to sign in with. Answers the folder of what was set aside.

    Raises:
        Correctable: no such backup, or ``wrong_passphrase``.
        Environment: in use, damaged, the disk refused; nothing has changed then.
    """
    if card.read_card(backup) is None:
        raise Correctable(
            "no_backup", N_("No backup is at {name}. See 'ansinh backup list'."), name=backup.name
        )
    with StationLock(folder):
        unlocked, officers = _unlock_backup(folder, backup, officer_id, passphrase)
        seen = carried_over(folder, unlocked.key)
        aside = restore.put_back(backup, folder, unlocked.key, at=local(clock.now_ms()))
        with suppress(Environment):  # a backup made while keys were exchanged: told at opening
            key_store.remember_root_version(folder, unlocked.key, version=seen)
        if officers:
            key_store.keep_officers(folder, unlocked.key, officers)
        return aside


def _unlock_backup(
    folder: Path, backup: Path, officer_id: UUID, passphrase: str
) -> tuple[key_store.Unlocked, list[OfficerSlot]]:
    """The backup's key; with today's passphrase also the slots that have to stay."""
    try:
        return key_store.unlock_officer(backup, officer_id, passphrase), []
    except Correctable as refusal:
        try:
            today = key_store.unlock_officer(folder, officer_id, passphrase)
            sealed_keys.check_seal(sealed_keys.read_keys(backup), today.key)
            return today, sealed_keys.officer_slots(sealed_keys.read_keys(folder))
        except AppError:  # nothing lies there, or it opens no more than the backup did
            raise refusal from None
