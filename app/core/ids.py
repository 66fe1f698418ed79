"""Row ids: UUIDv7 (RFC 9562), made where the row is born, never out of a person's number."""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id(ms: int | None = None) -> UUID:
    """A UUIDv7 that sorts after every id this process made before.

    ``ms`` (Unix milliseconds) is for tests; the twelve bits after it count up within one
    millisecond, so that rows made together keep their order.
    """
    global _last
    with _lock:
        stamp = (time.time_ns() // 1_000_000 if ms is None else ms) << 12
        _last = stamp = max(stamp, _last + 1)
    tail = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    value = (stamp >> 12) << 80 | 7 << 76 | (stamp & 0xFFF) << 64 | 2 << 62 | tail
    return UUID(int=value)
