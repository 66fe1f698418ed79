"""Copies of a workstation that have been proved before anybody relies on them.

A backup is a folder like the workstation's own: ``ansinh.db``, encrypted with the same key, and
``keys.tgxk``. It gets its final name only after it was opened with the key and every page checked.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from app.core.station import DATABASE_FILE, KEYS_FILE
from app.storage.atomic_file import sync_file, sync_folder
from app.storage.database import connect
from app.storage.failures import failure, translate_errors

BACKUPS = "backups"
_STAMP = "%Y%m%d-%H%M%S"
_DAYS, _WEEKS, _MONTHS = 7, 4, 6


def back_up(folder: Path, key: bytes, *, at: datetime, to: Path | None = None) -> Path:
    """Copy the workstation in ``folder`` and prove the copy; others may go on writing.

    Args:
        at: the moment that names the backup, Vietnam time.
        to: where backups are collected; by default ``backups`` inside the folder.

    Returns:
        The folder of the backup.

    Raises:
        Environment: the disk refused, or the copy did not stand the check; nothing is left of it.
    """
    place = to or folder / BACKUPS
    with translate_errors():
        place.mkdir(parents=True, exist_ok=True)
        final = free_name(place, at)
        draft = final.with_name(final.name + ".part")
        shutil.rmtree(draft, ignore_errors=True)
        try:
            draft.mkdir(mode=0o700)
            _copy(folder, draft, key)
            check_backup(draft, key)
            draft.rename(final)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        sync_folder(place)
    return final


def check_backup(backup: Path, key: bytes) -> None:
    """Open a backup with ``key`` and check every page and the structure; leaves no trace.

    Raises:
        Environment: ``damaged``, or the file is missing or not encrypted.
    """
    connection = connect(backup / DATABASE_FILE, key, unchanged=True)
    try:
        with translate_errors():
            for pragma in ("cipher_integrity_check", "quick_check"):
                if any(row[0] != "ok" for row in connection.execute(f"PRAGMA {pragma}")):
                    raise failure("damaged")
    finally:
        connection.close()


def backups(place: Path) -> list[Path]:
    """The finished backups in ``place``, oldest first."""
    if not place.is_dir():
        return []
    return sorted(item for item in place.iterdir() if _day(item) and item.is_dir())


def thin_out(place: Path) -> list[Path]:
    """Remove what is not among the newest of 7 days, 4 weeks and 6 months; answers what went.

    Counted over the days that have backups, not by the clock: a laptop that lay in a drawer for
    a year loses none. The newest of all always stays.
    """
    found = backups(place)
    kept = _kept(found)
    gone = [item for item in found if item not in kept]
    with translate_errors():
        for item in gone:
            shutil.rmtree(item)
    return gone


def free_name(place: Path, at: datetime) -> Path:
    """A folder in ``place`` named by the moment ``at``, or by the next second that is free."""
    while (name := place / at.strftime(_STAMP)).exists():
        at += timedelta(seconds=1)
    return name


def _copy(folder: Path, draft: Path, key: bytes) -> None:
    connection = connect(folder / DATABASE_FILE, key)
    try:
        connection.execute("VACUUM INTO ?", (str(draft / DATABASE_FILE),))
    finally:
        connection.close()
    shutil.copyfile(folder / KEYS_FILE, draft / KEYS_FILE)
    for name in (DATABASE_FILE, KEYS_FILE):
        (draft / name).chmod(0o600)
        sync_file(draft / name)
    sync_folder(draft)


def _kept(found: Iterable[Path]) -> set[Path]:
    newest_of_day = {_day(item): item for item in found}
    days = sorted((day for day in newest_of_day if day), reverse=True)
    kept = set(days[:_DAYS])
    for most, period in ((_WEEKS, _week), (_MONTHS, _month)):
        seen: dict[tuple[int, int], date] = {}
        for day in days:
            seen.setdefault(period(day), day)
        kept.update(list(seen.values())[:most])
    return {newest_of_day[day] for day in kept}


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def made_at(backup: Path) -> datetime:
    """The moment that names a backup, Vietnam time; ValueError when it names none."""
    return datetime.strptime(f"{backup.name}+0700", f"{_STAMP}%z")


def _day(item: Path) -> date | None:
    try:
        return made_at(item).date()
    except ValueError:
        return None
