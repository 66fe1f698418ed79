"""What every screen of the window is, and what it is handed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.actions import Action, bind
from app.ui.asker import Asker
from app.ui.changes_bus import ChangesBus
from app.ui.tasks import Tasks
from app.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.core.station import Role
    from app.services.changes import Changes


@dataclass(slots=True)
class Context:
    """What a screen works with; nothing else reaches it.

    ``role`` is known before anybody signs in, ``services`` from then on. ``go(screen, **where)``
    opens another screen at the very place; ``toast`` tells what was done, with a way to undo it;
    ``tell`` shows an error in the window's bar or as a bug.
    """

    role: Role
    tasks: Tasks
    bus: ChangesBus
    asker: Asker
    go: Callable[..., None]
    toast: Callable[..., None]
    tell: Callable[[BaseException], None]
    counters_changed: Callable[[], None]
    entered: Services | None = None

    @property
    def services(self) -> Services:
        """The register of the officer who signed in."""
        assert self.entered is not None, "nobody has signed in"
        return self.entered


class Screen(QWidget):
    """A screen: built once, told when it is shown and when data changed.

    It is put together while the passphrase is still being typed, so its constructor knows the role
    and no register. What depends on the officer or the day is asked when the screen is shown, and
    a sheet, which does, is built when it is first opened.

    Signals:
        keys_changed: another part is open, with keys of its own.
    """

    keys_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        context.bus.changed.connect(self._changed)

    def actions_told(self) -> list[Action]:
        """The commands of this screen now, for the key bar and the sheet of keys."""
        return []

    def keys_told(self) -> list[Action]:
        """The commands for the key bar; a screen with several parts tells those of the open one."""
        return [action for action in self.actions_told() if action.on_bar]

    def help_told(self) -> Sequence[str]:
        """What F1 explains above the keys: a few sentences about the part that is open."""
        return ()

    def foresee(self) -> None:
        """The register was opened: read beforehand what would keep the officer waiting."""

    def activate(self, **where: Any) -> None:
        """The screen is shown; ``where`` names what to open in it."""

    def can_leave(self) -> bool:
        """Whether the screen may be left now; what is typed is in its draft anyway."""
        return True

    def refresh(self, changes: Changes) -> None:
        """Something was saved, here or elsewhere; read again what it touches."""

    def open_sheets(self) -> list[Sheet]:
        """The sheets that are open over this screen; those never opened are not even built."""
        return [sheet for sheet in self.findChildren(Sheet) if sheet.isVisible()]

    def bind_actions(self) -> None:
        """Let the keys of the screen's commands work while it has the focus; call once."""
        for action in self.actions_told():
            bind(action, self)

    def _changed(self, changes: Changes, by: object) -> None:
        self.refresh(changes)
