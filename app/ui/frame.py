"""The main window: rail, top bar, the open screen, key bar; never more than one window deep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QClipboard, QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from app.core.clock import local
from app.core.i18n import _
from app.ui import crash
from app.ui.actions import Action, caps
from app.ui.asker import Asker, DialogAsker
from app.ui.changes_bus import ChangesBus
from app.ui.counters import count
from app.ui.idle_watch import IdleWatch
from app.ui.messages import Place, place_of, words_for
from app.ui.officers_sheet import OfficersSheet
from app.ui.rail import Rail, RailEntry
from app.ui.screen import Context, Screen
from app.ui.tasks import Tasks
from app.ui.top_bar import Hit, TopBar
from app.ui.widgets.key_bar import KeyBar
from app.ui.widgets.keys_sheet import KeysSheet
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.sheet import Sheet, SheetTurned
from app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.core.station import Role

SMALLEST = (1024, 640)


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """One screen of the rail; ``make`` builds it when it is first opened."""

    rail: RailEntry
    make: Callable[[Context], Screen]


class Frame(QMainWindow):
    """The window of one officer's time at the register, put together before they sign in.

    Signals:
        locked: the officer asked for the lock; the register is closed.
        idled: nobody touched the window, so it locks itself; the screen that was open.
        left: the window was closed.
        opened: a screen was shown; its key.
    """

    locked = Signal()
    idled = Signal(str)
    left = Signal()
    opened = Signal(str)

    def __init__(
        self,
        role: Role,
        entries: list[ScreenEntry],
        asker: Asker | None = None,
    ) -> None:
        super().__init__()
        self.tasks = Tasks(self.tell)
        self.bus = ChangesBus()
        self._entries = {entry.rail.key: entry for entry in entries}
        self._screens: dict[str, Screen] = {}
        self.screens_ready = 0  # put together and painted before the window was shown
        self._opened_sheets: list[Sheet] = []
        self._now = ""
        self._finished = False
        self.context = Context(
            role,
            self.tasks,
            self.bus,
            asker or DialogAsker(self),
            self.go,
            self.toast,
            self.tell,
            self.count_anew,
        )
        self._build(entries)
        self.bus.changed.connect(lambda *_args: self._saved())
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self._lock_idle)
        self._bind_keys(entries)

    def _build(self, entries: list[ScreenEntry]) -> None:
        self.setMinimumSize(*SMALLEST)
        # Qt watches the mouse for the edges of docks, of which there are none here, and paints the
        # whole window anew whenever it comes in.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, on=False)
        self.resize(1366, 768)
        middle = QWidget()
        grid = QGridLayout(middle)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self.rail = Rail([entry.rail for entry in entries], self.go)
        self.top = TopBar(middle, self.tasks, office=self.context.role == "office")
        self.notice = NoticeBar()
        self.stack = QStackedWidget()
        self.keys = KeyBar()
        grid.addWidget(self.rail, 0, 0, 4, 1)
        grid.addWidget(self.top, 0, 1)
        grid.addWidget(self.notice, 1, 1)
        grid.addWidget(self.stack, 2, 1)
        grid.addWidget(self.keys, 3, 1)
        grid.setRowStretch(2, 1)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(middle)
        self._toast = Toast(self.rail)
        self._sheet = KeysSheet(middle)
        self.top.opened.connect(lambda hit: self.go(hit.screen, **hit.where))
        self.top.lock_asked.connect(self.lock)
        self.top.officers_asked.connect(self.open_officers)

    def _bind_keys(self, entries: list[ScreenEntry]) -> None:
        for entry in entries:
            self._global(f"Alt+{entry.rail.letter}", partial(self.go, entry.rail.key))
        self._global("Ctrl+K", self.top.focus_search)
        self._global("F1", self.toggle_keys)
        self._global("Ctrl+L", self.lock)
        self._global("F12", self.open_officers)
        # A field with the focus keeps Ctrl Z for its own text.
        self._global("Ctrl+Z", self._toast.undo)

    def _global(self, key: str, run: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(run)

    def build_screens(self) -> Iterator[None]:
        """Put the screens together that are not there yet: each is made, then put into the window.

        Before the window is shown each is also painted once where nobody sees it, so that fonts,
        pictures and places are ready when it opens.
        """
        for key in self._entries:
            if key not in self._screens:
                self._made(key)
                try:
                    yield
                finally:  # given up between the two, it would belong to nobody
                    screen = self._screen(key)
                yield
                if self.isHidden():
                    self.stack.setCurrentWidget(screen)
                    self.grab()
                    self.screens_ready += 1
                    yield

    def enter(self, services: Services, search: Callable[[str], list[Hit]]) -> None:
        """An officer signed in: from now on there is a register to work with."""
        self.context.entered = services
        session, unit = services.session, services.station.unit.name
        self.setWindowTitle(f"AnSinh · {unit}")
        self.top.enter(search, unit=unit, officer=session.name)

    def begin(self, key: str) -> None:
        """Open the first screen; whoever goes on at once does not wait for its data."""
        self._show(key)
        self.show_keys()
        for screen in self._screens.values():
            screen.foresee()

        def read() -> Iterator[None]:
            if self._now == key:
                self._activate()
            yield

        self.tasks.spare(read())

    def go(self, key: str, **where: Any) -> None:
        """Open a screen, at ``where`` when something is named."""
        current = self._screens.get(self._now)
        if current is not None and key != self._now and not current.can_leave():
            self.rail.show_chosen(self._now)
            return
        self._show(key)
        self._activate(**where)

    def _activate(self, **where: Any) -> None:
        self.screen_shown.activate(**where)
        self.show_keys()
        self.opened.emit(self._now)

    def _show(self, key: str) -> None:
        self._now = key
        self.notice.say("plain", "")
        self.rail.show_chosen(key)
        self.stack.setCurrentWidget(self._screen(key))

    def _screen(self, key: str) -> Screen:
        screen = self._screens.get(key) or self._made(key)
        if self.stack.indexOf(screen) < 0:
            self.stack.addWidget(screen)
            screen.keys_changed.connect(self.show_keys)
        return screen

    def _made(self, key: str) -> Screen:
        screen = self._screens[key] = self._entries[key].make(self.context)
        return screen

    @property
    def first(self) -> str:
        """The screen to begin with: the topmost of the rail."""
        return next(iter(self._entries))

    @property
    def screen_shown(self) -> Screen:
        """The screen that is open."""
        return self._screens[self._now]

    def show_keys(self) -> None:
        """Fill the key bar from the sheet that is open, else from the open part of the screen."""
        told = (self._sheet_on_top() or self.screen_shown).keys_told()
        self.keys.set_keys([(caps(one.key), one.label) for one in told])

    def _sheet_on_top(self) -> Sheet | None:
        """The sheet that opened last among those that are open over the screen."""
        self._opened_sheets = [one for one in self._opened_sheets if isValid(one)]
        return next((one for one in reversed(self._opened_sheets) if one.isVisible()), None)

    def customEvent(self, event: QEvent) -> None:
        """A sheet opened or closed: other keys act now."""
        if isinstance(event, SheetTurned):
            others = [one for one in self._opened_sheets if one is not event.sheet]
            self._opened_sheets = [*others, *([] if event.sheet.isHidden() else [event.sheet])]
            if self._now:
                self.show_keys()

    def toggle_keys(self) -> None:
        """What the open page is for, and all keys."""
        if self._sheet.isVisible():
            self._sheet.close_sheet()
            return
        everywhere = [
            Action("Ctrl+K", _("find")),
            *(Action(f"Alt+{e.rail.letter}", e.rail.label) for e in self._entries.values()),
            Action("Ctrl+Z", _("take back what was just done")),
            Action("F12", _("officers of this computer")),
            Action("Ctrl+L", _("lock")),
            Action("F1", _("help and keys")),
        ]
        sheet = self._sheet_on_top()
        here = (
            (_("On this screen"), self.screen_shown.actions_told())
            if sheet is None
            else (sheet.accessibleName(), sheet.keys_told())
        )
        self._sheet.open_with([here, (_("Everywhere"), everywhere)], self.screen_shown.help_told())

    def toast(
        self, words: str, undo: Callable[[], None] | None = None, undo_label: str = ""
    ) -> None:
        """Tell what was done, for eight seconds, with a way to undo it."""
        self._toast.show_text(words, (undo_label or _("Undo")) if undo else "", undo)

    def tell(self, error: BaseException) -> None:
        """Show an error where it belongs; a bug is written down too."""
        place = place_of(error)
        if place is Place.NOWHERE:
            return
        if place is Place.BUG:
            crash.report(error)
        self.show_error(error)

    def show_error(self, error: BaseException) -> None:
        """Say above the screen what went wrong and what to do."""
        self.notice.say("bad", words_for(error))

    def set_counters(self, counters: dict[str, int], unsent: str) -> None:
        """Numbers of the rail and the words about unsent updates."""
        self.rail.set_counters(counters)
        self.top.set_unsent(unsent)

    def _saved(self) -> None:
        now = local(self.context.services.clock.now_ms())
        self.keys.set_saved(_("Saved at {time}").format(time=now.strftime("%H:%M")))
        self.count_anew()

    def count_anew(self) -> None:
        """Read the rail's counters and the words about unsent updates."""
        self.tasks.read(
            count,
            self.context.services,
            done=lambda counted: self.set_counters(*counted),
            owner=self,
        )

    @cached_property
    def officers(self) -> OfficersSheet:
        """Who can sign in here; built for whoever asks first."""
        sheet = OfficersSheet(self.stack, self.context)
        sheet.lock_asked.connect(self.lock)
        sheet.minutes_changed.connect(self.idle.set_minutes)
        return sheet

    def open_officers(self) -> None:
        """One's own passphrase, colleagues who come and go, the lock."""
        if self.context.entered is not None:
            self.officers.begin()

    def lock(self) -> None:
        """Close the register and go back to sign-in; drafts stay."""
        self._finish()
        self.locked.emit()

    def _lock_idle(self) -> None:
        """Nobody is here: a question that is open is answered no; work under way ends first."""
        if self.tasks.busy or self.context.entered is None:
            self.idle.look_later()
            return
        asked = QApplication.activeModalWidget()
        if asked is not None:
            asked.close()
            self.idle.look_later()
            return
        self.idled.emit(self._now)
        self.lock()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.idle.watch(self.windowHandle())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._finish()
        super().closeEvent(event)
        self.left.emit()

    def _finish(self) -> None:
        if not self._finished:
            self._finished = True
            self.idle.stop()
            self.tasks.stop()
            copied = QApplication.clipboard()
            if copied.ownsClipboard():  # from this window: it may tell of somebody
                copied.clear()
            if copied.supportsSelection() and copied.ownsSelection():  # marked, for the middle key
                copied.clear(QClipboard.Mode.Selection)
            if self.context.entered is not None:
                self.context.entered.close()
