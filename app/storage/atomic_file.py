"""Small files that are replaced whole: after a crash the old one is there or the new one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.storage.failures import translate_errors


def replace_file(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Put ``content`` in place of ``path``, readable by its owner alone.

    Args:
        durable: wait until the disk has it; without, a power cut may bring the old file back.

    Raises:
        Environment: the disk refused; the old file is as it was.
    """
    draft = path.with_name(path.name + ".part")
    with translate_errors():
        try:
            _write(draft, content, durable=durable)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        if durable:
            sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` lasting, where the system can be asked to (not Windows)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the content of ``path`` lasting."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _write(path: Path, content: bytes, *, durable: bool) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
