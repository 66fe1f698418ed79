"""New figures of the law, told once before the next assessment: what changes, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.i18n import _
from app.services.policy_packs import PackView
from app.ui.widgets.buttons import Button
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words

if TYPE_CHECKING:
    from app.ui.screen import Context


class NewFigures(QObject):
    """Looks whether there is something to tell, and remembers that it was read.

    Signals:
        found: figures nobody has read here; the ``PackView``.
    """

    found = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._packs = context.services.policy_packs

    def look(self) -> None:
        """Ask for figures that nobody has read here."""

        def done(view: PackView | None) -> None:
            if view is not None:
                self.found.emit(view)

        self._context.tasks.read(self._packs.news, done=done, owner=self)

    def read(self, version: int) -> None:
        """Somebody has read them."""
        self._context.tasks.write(
            lambda: self._packs.seen(version), done=lambda _done: None, owner=self
        )


class FiguresSheet(Sheet):
    """What the new figures change; Enter says that it was read."""

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host, _("New figures from the receiving office"), width=440)
        self.figures = NewFigures(context)
        self._version = 0
        self.note = Words("", "strong", wrap=True)
        self.changes = Words("", wrap=True)
        self.done = Button(_("Read; go on with them"), "Enter", primary=True, icon="check")
        explain = _("From now on assessments are made with these figures; earlier ones stay.")
        for widget in (self.note, self.changes, Words(explain, tone="tx2", wrap=True), self.done):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.figures.found.connect(self._show)
        self.done.clicked.connect(self._read)

    def look(self) -> None:
        """Appear when there are figures that nobody has read here."""
        self.figures.look()

    def _show(self, view: PackView) -> None:
        self._version = view.version
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        self.changes.setText("\n\n".join(view.changes))
        if self.isHidden():
            self.open_sheet(self.done)

    def _read(self) -> None:
        self.figures.read(self._version)
        self.close_sheet()
