"""What the fixture ``stage`` is: puts widgets into one active window and returns it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget


class Stage(Protocol):
    """Called with the widgets, from top to bottom."""

    def __call__(self, *widgets: QWidget) -> QWidget:
        """The window they stand in."""
