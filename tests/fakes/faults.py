"""A disk that refuses, or a computer that stops, at the n-th thing asked of it.

Counts every write, flush, new name, removal and commit of the program's own. ``Failing`` lets one
of them fail as a disk does: the program hears of it. ``Stopping`` lets that one and all that
follow fail: what the program would do to tidy up is not done either, as when the power goes.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.storage.failures import failure

CALLS = ("write", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir", "sendfile", "open")
_WRITES = os.O_WRONLY | os.O_RDWR


class PowerCut(BaseException):
    """Nothing works from here on; nobody catches it."""


class Faults:
    """Which of the calls fails, counted from 1; 0 none, so that they are only counted."""

    def __init__(self, at: int = 0, *, stops: bool = False) -> None:
        self.at = at
        self.stops = stops
        self.count = 0
        self._thread = threading.get_ident()

    def ask(self, what: str) -> None:
        """One thing asked of the disk; the anchor's own thread is let through."""
        if threading.get_ident() != self._thread:
            return
        self.count += 1
        if self.at and self.stops and self.count >= self.at:
            raise PowerCut(what)
        if self.count == self.at:
            if what == "commit":
                raise failure("disk_full")
            raise OSError(errno.ENOSPC, f"No space left on device ({what})")


@contextmanager
def faulty(faults: Faults) -> Iterator[Faults]:
    """Ask ``faults`` before everything that the program does to a disk."""
    real = {name: getattr(os, name) for name in CALLS}

    def guarded(name: str) -> Callable[..., Any]:
        def call(*words: Any, **named: Any) -> Any:
            if name != "open" or (len(words) > 1 and words[1] & _WRITES):
                faults.ask(name)
            return real[name](*words, **named)

        return call

    opened = io.open

    def open_file(file: Any, mode: str = "r", *words: Any, **named: Any) -> Any:
        if set(mode) & set("wxa+"):
            faults.ask("open")
            return _Written(opened(file, mode, *words, **named), faults)
        return opened(file, mode, *words, **named)

    def commit(_connection: object) -> None:
        faults.ask("commit")

    event.listen(Engine, "commit", commit)
    try:
        with ExitStack() as patches:
            for name in CALLS:
                patches.enter_context(patch.object(os, name, guarded(name)))
            patches.enter_context(patch.object(io, "open", open_file))
            patches.enter_context(patch.object(builtins, "open", open_file))
            patches.enter_context(patch.object(shutil, "_USE_CP_SENDFILE", new=False))
            yield faults
    finally:
        event.remove(Engine, "commit", commit)


class _Written:
    """A file whose writes are counted."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file = file
        self._faults = faults

    def write(self, data: Any) -> Any:
        self._faults.ask("write")
        return self._file.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Written:
        self._file.__enter__()
        return self

    def __exit__(self, *what: Any) -> None:
        self._file.__exit__(*what)
