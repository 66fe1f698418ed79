"""Putting a backup in the place of a lost or damaged workstation file.

The backup is proved first and stays where it is; what lay in the folder is set aside, never
thrown away. Afterwards the anchor tells the program that it went back in time.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from app.core.station import DATABASE_FILE, KEYS_FILE
from app.storage.atomic_file import sync_file, sync_folder
from app.storage.backup import check_backup, free_name
from app.storage.failures import translate_errors

REPLACED = "replaced"
_LOGS = (f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm")


def put_back(backup: Path, folder: Path, key: bytes, *, at: datetime) -> Path:
    """Replace the database and the key file in ``folder`` by those of ``backup``.

    The folder's lock must be held and no engine open. Cut short, it is simply done again.

    Args:
        key: the key of the backup, unlocked from the backup's own key file.
        at: the moment that names the folder of what was set aside, Vietnam time.

    Returns:
        The folder with what lay there before.

    Raises:
        Environment: the backup is damaged or the disk refused; until the copy is complete
            nothing in ``folder`` is touched.
    """
    check_backup(backup, key)
    names = (DATABASE_FILE, KEYS_FILE)
    aside = free_name(folder / REPLACED, at)
    with translate_errors():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name in names:
                _copy(backup / name, _draft(folder, name))
        except BaseException:
            for name in names:
                _draft(folder, name).unlink(missing_ok=True)
            raise
        aside.mkdir(parents=True, exist_ok=True)
        for name in names:
            if (folder / name).exists():
                _keep(folder / name, aside / name)
        # The log goes first: beside another database it would be played into it.
        for name in _LOGS:
            if (folder / name).exists():
                (folder / name).replace(aside / name)
        for name in names:
            _draft(folder, name).replace(folder / name)
        sync_folder(folder)
    return aside


def _keep(path: Path, aside: Path) -> None:
    """Set a file aside and leave it in its place, which must never be empty for a moment."""
    try:
        aside.hardlink_to(path)
    except OSError:  # a disk that knows no second names
        shutil.copyfile(path, aside)
        aside.chmod(0o600)
        sync_file(aside)


def _draft(folder: Path, name: str) -> Path:
    return folder / f"{name}.part"


def _copy(source: Path, draft: Path) -> None:
    shutil.copyfile(source, draft)
    draft.chmod(0o600)
    sync_file(draft)
