"""Which files of a stick are bundles, whatever else lies there.

Sticks carry litter: shortcuts, ``autorun.inf``, programs dressed as documents, and folders into
which a virus has hidden what was there. Looked at are the folder and the folders in it; counted
is an ordinary file that ends in ``.tgxh`` and begins as a bundle begins. No link is followed, no
pipe waited for, nothing is ever run.
"""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path

from app.sync.container import MAGIC
from app.sync.limits import MAX_FILE

SUFFIX = ".tgxh"
MOST_ENTRIES = 10_000
"""In one folder; a stick with more holds no bundles beyond."""
MOST_FOLDERS = 200

_LOOK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def bundles_in(folder: Path) -> list[Path]:
    """The bundles in ``folder`` and one level below, by name; OSError when it cannot be read."""
    found, folders = _look(folder)
    for one in sorted(folders)[:MOST_FOLDERS]:
        try:
            found += _look(one)[0]
        except OSError:
            continue  # closed to us, or damaged: the others count
    return sorted(found, key=lambda path: (path.name, path))


def _look(folder: Path) -> tuple[list[Path], list[Path]]:
    files, folders = [], []
    with os.scandir(folder) as entries:
        for entry in islice(entries, MOST_ENTRIES):
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif entry.name.lower().endswith(SUFFIX) and _begins_as_bundle(path):
                files.append(path)
    return files, folders


def _begins_as_bundle(path: Path) -> bool:
    try:
        number = os.open(path, _LOOK | _BINARY)
    except OSError:
        return False
    try:
        found = os.fstat(number)
        ordinary = stat.S_ISREG(found.st_mode) and found.st_size <= MAX_FILE
        return ordinary and os.read(number, len(MAGIC)) == MAGIC
    except OSError:
        return False
    finally:
        os.close(number)
