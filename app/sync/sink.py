"""Where bytes go: the two methods a bundle needs, and a sink that keeps their hash."""

from __future__ import annotations

import hashlib
from typing import Protocol


class Sink(Protocol):
    """Anything that takes bytes: a file, a buffer, another sink."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


class HashingSink:
    """Hands bytes on and remembers their SHA-256 and number."""

    def __init__(self, out: Sink) -> None:
        self._out = out
        self._sha256 = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes, /) -> int:
        self._out.write(data)
        self._sha256.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        self._out.flush()

    def digest(self) -> bytes:
        """SHA-256 of everything handed on so far."""
        return self._sha256.digest()
