"""Writing a bundle to a stick so that “written” means written.

A file ``name.part`` in the same folder is filled, flushed to the medium, closed, opened again and
read back (past the cache where the system allows), compared, and only then gets its name. A
stick that fills up or is pulled leaves no file that looks like a bundle.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.core.errors import Environment
from app.core.i18n import N_
from app.sync.limits import MIB
from app.sync.sink import HashingSink, Sink

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was read back and found equal: the stick may be taken out."""

    path: Path
    sha256: bytes
    size: int


def bundle_name(scope: int, made: datetime, bundle_id: bytes) -> str:
    """``TGXH_224611_20261122-0800_k3x7qa.tgxh``: scope, local time, six letters of the id.

    The letters are of SHA-256 of the id, so that two bundles of one minute differ; nothing in
    the name is about people.
    """
    letters = base64.b32encode(hashlib.sha256(bundle_id).digest()[:5]).decode().lower()[:6]
    return f"TGXH_{scope}_{made:%Y%m%d-%H%M}_{letters}.tgxh"


def write_verified(folder: Path, name: str, fill: Callable[[Sink], object]) -> Written:
    """Let ``fill`` write the content of ``folder/name``; return when it is safely there.

    Raises Environment (``disk_full``, ``not_writable``, ``stick_gone``, ``stick_damaged``);
    then there is no file ``name`` unless one was there before.
    """
    part = folder / f"{name}.part"
    final = folder / name
    replaced = False
    try:
        part.unlink(missing_ok=True)
        with part.open("xb") as file:
            meant = HashingSink(file)
            fill(meant)
            file.flush()
            os.fsync(file.fileno())
        if _read_back(part) != meant.digest():
            raise Environment(
                "stick_damaged",
                N_("What was written cannot be read back the same. Use another stick."),
            )
        os.replace(part, final)
        replaced = True
        _sync_folder(folder)
    except OSError as error:
        if replaced:  # the name may not outlast the stick, so it must not look finished
            with contextlib.suppress(OSError):
                final.unlink(missing_ok=True)
        raise _failed(error) from error
    finally:
        with contextlib.suppress(OSError):  # the stick may be gone; the part is no bundle
            part.unlink(missing_ok=True)
    return Written(final, meant.digest(), meant.size)


def _read_back(part: Path) -> bytes:
    """SHA-256 of what is really there, read past the cache where the system lets us."""
    sha256 = hashlib.sha256()
    with part.open("rb", buffering=0) as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(MIB):
            sha256.update(piece)
    return sha256.digest()


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows keeps names safe by itself and opens no folders."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _failed(error: OSError) -> Environment:
    if error.errno in _FULL:
        return Environment(
            "disk_full",
            N_("The stick is full. Free some space or use another one, then write again."),
        )
    if error.errno in _CLOSED:
        return Environment(
            "not_writable",
            N_("Nothing can be written to this folder. Choose another folder or another stick."),
        )
    return Environment(
        "stick_gone",
        N_("Writing stopped half-way. Put the stick in again, then write the bundle once more."),
        errno=error.errno,
    )
