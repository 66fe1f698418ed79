"""Taking a file in: copied to our own folder and hashed on the way, never read from the stick.

Only regular files, never through a symbolic link, at most 1 GiB. What is parsed later is the
copy, so a stick that is pulled or changed in between changes nothing.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.sync.limits import MAX_FILE, MIB
from app.sync.reject import Reject

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


UNREAD = "stick_unread"


@dataclass(frozen=True, slots=True)
class Spooled:
    """The copy: named after its own SHA-256, ``size`` in bytes."""

    path: Path
    sha256: bytes
    size: int


def copy_in(source: Path, spool: Path) -> Spooled:
    """Copy ``source`` into the folder ``spool``.

    Raises Correctable ``not_a_file`` (a folder, a link, a device, nothing at all), Reject
    ``too_large``, Environment when the stick (:data:`UNREAD`) or our own disk fails; then no copy
    is left.
    """
    reading = _open(source)
    _clear_left_overs(spool)
    part = spool / f"{os.getpid()}-{os.urandom(6).hex()}.part"
    try:
        writing = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            digest, size = _copy(reading, writing)
            os.fsync(writing)
        finally:
            os.close(writing)
        path = _place(spool, digest)
        os.replace(part, path)
    except OSError as error:
        raise _failed(error) from error
    finally:
        os.close(reading)
        with suppress(OSError):  # what is left of it is never read
            part.unlink(missing_ok=True)
    return Spooled(path, digest, size)


def let_go(spool: Path, sha256: bytes) -> None:
    """Remove the copy of a file; one that cannot be removed is never read again."""
    with suppress(OSError):
        _place(spool, sha256).unlink(missing_ok=True)


def fingerprint(source: Path) -> bytes:
    """SHA-256 of ``source``, to ask whether it is known before it is copied.

    Raises what :func:`copy_in` raises of the source.
    """
    reading = _open(source)
    sha256 = hashlib.sha256()
    try:
        for piece in _pieces(reading):
            sha256.update(piece)
    finally:
        os.close(reading)
    return sha256.digest()


def _place(spool: Path, sha256: bytes) -> Path:
    return spool / f"{sha256.hex()}.tgxh"


def _clear_left_overs(spool: Path) -> None:
    """Parts that a power cut left; those of this very process are being written."""
    with suppress(OSError):
        for one in spool.glob("*.part"):
            if not one.name.startswith(f"{os.getpid()}-"):
                one.unlink(missing_ok=True)


def _open(source: Path) -> int:
    try:
        # Systems without O_NOFOLLOW: look first.
        if source.is_symlink():
            raise _not_a_file()
        number = os.open(source, _READ | _BINARY)
    except FileNotFoundError as error:
        raise _not_a_file() from error
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO) or source.is_dir():
            raise _not_a_file() from error
        raise _unread(error) from error
    found = os.fstat(number)
    if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_FILE:
        return number
    os.close(number)
    if stat.S_ISREG(found.st_mode):
        raise Reject("too_large")
    raise _not_a_file()


def _copy(reading: int, writing: int) -> tuple[bytes, int]:
    sha256 = hashlib.sha256()
    size = 0
    for piece in _pieces(reading):
        size += len(piece)
        sha256.update(piece)
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(writing, rest) :]
    return sha256.digest(), size


def _pieces(reading: int) -> Iterator[bytes]:
    size = 0
    while piece := _read(reading):
        size += len(piece)
        if size > MAX_FILE:  # it grew while we read
            raise Reject("too_large")
        yield piece


def _read(reading: int) -> bytes:
    try:
        return os.read(reading, MIB)
    except OSError as error:
        raise _unread(error) from error


def _unread(error: OSError) -> Environment:
    return Environment(
        UNREAD,
        N_("The stick could not be read to the end. Put it in again, then take this file in."),
        errno=error.errno,
    )


def _not_a_file() -> Correctable:
    return Correctable(
        "not_a_file",
        N_("There is no bundle under this name. Choose the file itself, not a folder or a link."),
        field="file",
    )


def _failed(error: OSError) -> Environment:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Environment(
            "disk_full",
            N_("This computer has no room left. Free some space, then take the file in again."),
        )
    return Environment(
        "copy_failed",
        N_("The file could not be copied. Put the stick in again, then choose the file once more."),
        errno=error.errno,
    )
