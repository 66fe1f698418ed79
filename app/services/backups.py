"""Backups of the workstation: one a day by itself, more when asked for, proved when made.

A backup lies in the workstation's folder or in a second place; it is encrypted by the same key
and opens with the passphrases of its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.core.clock import local
from app.core.errors import Correctable
from app.core.i18n import N_
from app.services.station import Station
from app.storage import backup
from app.storage.store import Store

PLACE = "backups"


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One finished backup; ``size`` in bytes."""

    path: Path
    made: datetime
    size: int


class Backups:
    """Making, listing and proving backups of the open workstation."""

    def __init__(self, store: Store, station: Station) -> None:
        self._store = store
        self._station = station

    def make(self, to: Path | None = None) -> BackupLine:
        """Copy the workstation now and prove the copy; ``to`` is a second place, a stick perhaps.

        Raises Environment when the disk refuses; nothing is left of a copy that failed.
        """
        return _line(self._station.back_up(local(self._store.clock.now_ms()), to))

    def make_daily(self) -> BackupLine | None:
        """The day's backup if there is none yet, old ones thinned out; None when it is there."""
        today = self._store.clock.today()
        if any(line.made.date() >= today for line in self.lines()):
            return None
        made = self.make()
        backup.thin_out(self._station.folder / PLACE)
        return made

    def lines(self, place: Path | None = None) -> list[BackupLine]:
        """The finished backups of a place (the workstation's own), newest first."""
        found = backup.backups(place or self._station.folder / PLACE)
        return [_line(path) for path in reversed(found)]

    def last_day(self) -> date | None:
        """The day of the newest backup."""
        lines = self.lines()
        return lines[0].made.date() if lines else None

    def verify(self, path: Path) -> None:
        """Check every page of a backup; Environment ``damaged``, Correctable if it is none."""
        if not path.is_dir():
            raise Correctable(
                "no_backup", N_("No backup is at {name}. See 'ansinh backup list'."), name=path.name
            )
        self._station.check_backup(path)


def _line(path: Path) -> BackupLine:
    size = sum(item.stat().st_size for item in path.iterdir() if item.is_file())
    return BackupLine(path, backup.made_at(path), size)
