"""Keeps Python's ``None`` alive under the Qt binding.

PySide6 6.12 is built for interpreters whose ``None`` is immortal (3.12 and later): each of its
methods without a result hands back ``None`` without counting it. On Python 3.11 every call of
``setPen`` or ``setText`` therefore takes one reference away, and after some minutes of painting
the interpreter ends the program ("deallocating None"). Giving ``None`` so many references that
they never run out is what later interpreters do themselves. ``True`` and ``False`` are handed
back the same way ("deallocating True or False") and are kept alike.
"""

from __future__ import annotations

import ctypes
import sys

PLENTY = 1 << 40  # at ten million calls a second more than a day


def keep_none_alive() -> None:
    """Make ``None`` outlast the program on interpreters that count it; safe to repeat."""
    if sys.version_info < (3, 12) and sys.getrefcount(None) < PLENTY // 2:
        for lasting in (None, True, False):
            # The count is the first field of every object of this interpreter.
            ctypes.c_ssize_t.from_address(id(lasting)).value += PLENTY
