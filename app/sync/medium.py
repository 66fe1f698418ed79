"""What really lies on a stick: reading past the system's memory, making names durable.

A stick may hold less than it claims; what was just written would still be read back right, from
the computer's own memory. So that memory is passed by where the system lets us: reading with
``O_DIRECT``, else after asking the system to drop what it keeps of the file.
"""

from __future__ import annotations

import errno
import mmap
import os
from collections.abc import Iterator
from pathlib import Path

from app.sync.limits import MIB

_DIRECT = getattr(os, "O_DIRECT", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_CANNOT = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def read_from_medium(path: Path) -> Iterator[bytes]:
    """The content of ``path`` piece by piece, 1 MiB at most each; OSError when it fails."""
    _drop_cache(path)
    if not _DIRECT:
        yield from _read(path)
        return
    try:
        number = os.open(path, os.O_RDONLY | _DIRECT)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        yield from _read(path)  # a file system that knows only its memory
        return
    yield from _read_direct(number)


def sync_folder(folder: Path) -> None:
    """Make a new name durable; Windows keeps names safe by itself and opens no folders."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        os.sync()  # this file system has no words for a folder
    finally:
        os.close(number)


def _drop_cache(path: Path) -> None:
    if not hasattr(os, "posix_fadvise"):
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(number)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while piece := file.read(MIB):
            yield piece


def _read_direct(number: int) -> Iterator[bytes]:
    """Into memory that begins where a page does, as the system asks for."""
    try:
        # No larger than the file: the system makes all of it ready for the first reading.
        pages = -(-os.fstat(number).st_size // mmap.PAGESIZE) or 1
        room = min(pages * mmap.PAGESIZE, MIB)
        with mmap.mmap(-1, room) as page, memoryview(page) as view:
            at = 0
            while got := os.preadv(number, [view], at):
                yield bytes(view[:got])
                at += got
                if got % mmap.PAGESIZE:  # the end; from here no whole page can be read
                    break
    finally:
        os.close(number)
