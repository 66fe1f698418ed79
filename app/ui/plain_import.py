"""Keeps Python's own ``import`` under the Qt binding.

PySide6 puts a function of its own in the place of ``import``: it reads the source of every
module imported afterwards, to see whether that module wants one of the binding's switches, and
keeps all those lines. Nobody here uses the switches; without them the rest of the program is
loaded a fifth sooner and takes 20 MB less.
"""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Load the binding, and put Python's own ``import`` back; safe to repeat."""
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401  # late on purpose: it is what changes ``import``

    builtins.__import__ = plain
