"""Writing a bundle to a stick so that “written” means written.

A file ``name.part`` in the same folder is filled, flushed to the medium, closed, opened again and
read back past the cache where the system allows, compared, and only then gets its name. A
stick that fills up or is pulled leaves no file that looks like a bundle, at most a part, which
nobody reads and the next writing clears away.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.core.errors import Environment
from app.core.i18n import N_
from app.sync import medium
from app.sync.sink import HashingSink, Sink

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_LEFT_OVER = re.compile(r"TGXH_\d+_\d{8}-\d{4}_[a-z2-7]{6}\.tgxh\.part")
_OLD = 24 * 3600  # seconds; a younger part may be somebody's who is writing now

Watch = Callable[[str, int], None]
"""Told ``written`` or ``checked`` and how many bytes so far; may raise to stop."""

WRITTEN, CHECKED = "written", "checked"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was read back and found equal: the stick may be taken out."""

    path: Path
    sha256: bytes
    size: int


def bundle_name(scope: int, made: datetime, bundle_id: bytes) -> str:
    """``TGXH_224611_20261122-0800_k3x7qa.tgxh``: scope, local time, six letters of the id.

    The letters are of SHA-256 of the id, so that two bundles of one minute differ; nothing in
    the name is about people, and every system and stick can keep it.
    """
    letters = base64.b32encode(hashlib.sha256(bundle_id).digest()[:5]).decode().lower()[:6]
    return f"TGXH_{scope}_{made:%Y%m%d-%H%M}_{letters}.tgxh"


def write_verified(
    folder: Path,
    name: str,
    fill: Callable[[Sink], object],
    *,
    watch: Watch = lambda step, size: None,
) -> Written:
    """Let ``fill`` write the content of ``folder/name``; return when it is safely there.

    Raises Environment (``disk_full``, ``not_writable``, ``stick_gone``, ``stick_damaged``) and
    whatever ``watch`` raises; then there is no file ``name`` unless one was there before.
    """
    part = folder / f"{name}.part"
    final = folder / name
    replaced = False
    try:
        part.unlink(missing_ok=True)
        with part.open("xb") as file:
            meant = _fill(_Watched(file, watch), fill)
            file.flush()
            os.fsync(file.fileno())
        if _read_back(part, watch) != meant.digest():
            raise stick_damaged()
        os.replace(part, final)
        replaced = True
        medium.sync_folder(folder)
        _clear_left_overs(final)
    except OSError as error:
        if replaced:  # the name may not outlast the stick, so it must not look finished
            with contextlib.suppress(OSError):
                final.unlink(missing_ok=True)
        raise _failed(error) from error
    finally:
        with contextlib.suppress(OSError):  # the stick may be gone; the part is no bundle
            part.unlink(missing_ok=True)
    return Written(final, meant.digest(), meant.size)


def require_still_there(written: Iterable[Written]) -> None:
    """Read files of one sending once more, now that all are written.

    A stick that holds less than it claims writes the later files over the earlier ones. Raises
    Environment; then the file is taken away where that is possible.
    """
    for one in written:
        try:
            whole = _read_back(one.path, lambda step, size: None) == one.sha256
        except OSError as error:
            raise _failed(error) from error
        if not whole:
            with contextlib.suppress(OSError):
                one.path.unlink(missing_ok=True)
            raise stick_damaged()


def stick_damaged() -> Environment:
    """What came back is not what was written."""
    return Environment(
        "stick_damaged",
        N_("What was written cannot be read back the same. Use another stick."),
    )


class _Watched:
    """The file, with its own failure kept: the cipher would hand on another one in its place."""

    def __init__(self, file: BinaryIO, watch: Watch) -> None:
        self._file = file
        self._watch = watch
        self._size = 0
        self.failure: BaseException | None = None

    def write(self, data: bytes, /) -> int:
        try:
            done = self._file.write(data)
            self._size += done
            self._watch(WRITTEN, self._size)
        except BaseException as error:
            self.failure = error
            raise
        return done

    def flush(self) -> None:
        self._file.flush()


def _fill(file: _Watched, fill: Callable[[Sink], object]) -> HashingSink:
    meant = HashingSink(file)
    try:
        fill(meant)
    finally:
        if file.failure is not None:
            raise file.failure
    return meant


def _read_back(part: Path, watch: Watch) -> bytes:
    """SHA-256 of what is really there."""
    sha256, size = hashlib.sha256(), 0
    for piece in medium.read_from_medium(part):
        sha256.update(piece)
        size += len(piece)
        watch(CHECKED, size)
    return sha256.digest()


def _clear_left_overs(made: Path) -> None:
    """Take away parts of bundles that a pulled stick or a power cut left a day ago or earlier."""
    with contextlib.suppress(OSError):
        now = made.stat().st_mtime
        for entry in os.scandir(made.parent):
            if not _LEFT_OVER.fullmatch(entry.name):
                continue
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(found.st_mode) and found.st_mtime < now - _OLD:
                os.unlink(entry.path)


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
