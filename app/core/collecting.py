"""Python's search for garbage in cycles, and when it is of no use.

Thousands of small objects that refer to none of each other are made and dropped while a bundle is
taken in. Whatever refers to nothing in a circle goes by itself; looking through all of it again
and again costs an eighth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """Let nothing be searched meanwhile; for fractions of a second, since it holds everywhere."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
