"""A command of a screen: its name, its key and what it does, told once.

The key bar and the sheet of keys are made from these, so they never lie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

# How keys are written on the caps, in both languages alike.
CAPS = {
    "Return": "Enter", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Escape": "Esc",
    "PgUp": "PgUp", "PgDown": "PgDn", "Space": "Space",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """A command; ``key`` in Qt's portable form (``Ctrl+S``), several alternatives with ``|``.

    ``run`` is None for keys that a list or field handles by itself and that are only told.
    ``on_bar`` commands stand in the key bar, all stand in the sheet of keys.
    """

    key: str
    label: str
    run: Callable[[], None] | None = None
    on_bar: bool = True


def caps(key: str) -> list[str]:
    """The key caps to draw for an action's key."""
    return [" ".join(CAPS.get(part, part) for part in one.split("+")) for one in key.split("|")]


def bind(action: Action, widget: QWidget) -> list[QShortcut]:
    """Let the keys work while the focus is somewhere inside ``widget``.

    Where a sheet and its screen know the same key, the one nearer to the focus acts.
    """
    if action.run is None:
        return []
    made = []
    for one in action.key.split("|"):
        key = QKeySequence(one)
        shortcut = QShortcut(key, widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action.run)
        shortcut.activatedAmbiguously.connect(partial(_run_nearest, key.toString()))
        _bound.setdefault(widget, {})[key.toString()] = action
        made.append(shortcut)
    return made


def bound_in(widget: QWidget) -> list[Action]:
    """The commands bound in the widget itself, each once, in the order they were bound."""
    return list(dict.fromkeys(_bound.get(widget, {}).values()))


_bound: WeakKeyDictionary[QWidget, dict[str, Action]] = WeakKeyDictionary()


def _run_nearest(key: str) -> None:
    """Qt runs nothing when two places know a key: the one nearer to the focus does."""
    place = QApplication.focusWidget()
    while place is not None:
        action = _bound.get(place, {}).get(key)
        if action is not None and action.run is not None:
            action.run()
            return
        place = place.parentWidget()
