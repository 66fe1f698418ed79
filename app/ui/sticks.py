"""The sticks that are plugged in: where bundles usually travel."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

MOUNTS = re.compile(r"(/run)?/media/([^/]+/)?[^/]+|/(Volumes|mnt)/[^/]+")  # no deeper ones
DISCS = frozenset({"iso9660", "udf", "cdfs", "cd9660"})
SYSTEM_DRIVE = "C:"


@dataclass(frozen=True, slots=True)
class Stick:
    """A volume that can be taken out; ``free`` in bytes.

    ``disc``: one that can only be read by its nature; nothing on it can be unlocked.
    """

    path: Path
    name: str
    free: int
    writable: bool = True
    disc: bool = False

    @property
    def locked(self) -> bool:
        """Somebody locked it against writing, and can unlock it."""
        return not self.writable and not self.disc


FindSticks = Callable[[], list[Stick]]


def find_sticks() -> list[Stick]:
    """Volumes that look removable, by name; a locked one can still be read."""
    found = [
        Stick(
            Path(one.rootPath()),
            one.displayName() or one.rootPath(),
            one.bytesAvailable(),
            writable=not one.isReadOnly(),
            disc=bytes(one.fileSystemType().data()).decode("ascii", "replace").lower() in DISCS,
        )
        for one in QStorageInfo.mountedVolumes()
        if one.isValid() and one.isReady() and _removable(one.rootPath())
    ]
    return sorted(found, key=lambda stick: stick.name)


def _removable(root: str) -> bool:
    if MOUNTS.fullmatch(root):
        return True
    return root[1:2] == ":" and root[:2].upper() != SYSTEM_DRIVE
