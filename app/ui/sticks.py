"""The sticks that are plugged in: where bundles usually travel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

MOUNTS = ("/media/", "/run/media/", "/Volumes/", "/mnt/")
SYSTEM_DRIVE = "C:"


@dataclass(frozen=True, slots=True)
class Stick:
    """A volume that can be taken out; ``free`` in bytes."""

    path: Path
    name: str
    free: int
    writable: bool = True


FindSticks = Callable[[], list[Stick]]


def find_sticks() -> list[Stick]:
    """Volumes that look removable, by name; a locked one can still be read."""
    found = [
        Stick(
            Path(one.rootPath()),
            one.displayName() or one.rootPath(),
            one.bytesAvailable(),
            writable=not one.isReadOnly(),
        )
        for one in QStorageInfo.mountedVolumes()
        if one.isValid() and one.isReady() and _removable(one.rootPath())
    ]
    return sorted(found, key=lambda stick: stick.name)


def _removable(root: str) -> bool:
    if root.startswith(MOUNTS):
        return True
    return root[1:2] == ":" and root[:2].upper() != SYSTEM_DRIVE
