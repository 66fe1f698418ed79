"""The law's tables at the receiving office: taken out, looked at, signed for every commune.

Nothing is signed unseen: the button appears under the words of what changes from when.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import AppError, Correctable
from app.core.i18n import _, ngettext
from app.services.changes import Changes
from app.services.policy_packs import PackView
from app.ui.messages import words_for
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Rule, Words

if TYPE_CHECKING:
    from app.ui.screen import Context


class LawTables(QObject):
    """What the sheet shows and does, without a widget.

    Signals:
        in_use: the pack in use here; a ``PackView``, or None for the program's own tables.
        written: the tables in use lie in a folder now; their names.
        looked: what the tables of a folder would change; a ``PackView``.
        signed: a pack was made; its ``PackView``.
        refused: something has to be mended; the error.
    """

    in_use = Signal(object)
    written = Signal(object)
    looked = Signal(object)
    signed = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._packs = context.services.policy_packs
        self._folder: Path | None = None

    def load(self) -> None:
        """Ask which tables are in use."""
        self._folder = None
        self._context.tasks.read(self._packs.show, done=self.in_use.emit, owner=self)

    def take_out(self, folder: Path) -> None:
        """Write the tables in use into ``folder``."""
        self._context.tasks.read(
            lambda: self._packs.write_tables(folder),
            done=self.written.emit,
            failed=self._failed,
            owner=self,
        )

    def look(self, folder: Path) -> None:
        """Read the tables of ``folder`` and tell what they would change."""

        def done(view: PackView) -> None:
            self._folder = folder
            self.looked.emit(view)

        self._folder = None
        self._context.tasks.read(
            lambda: self._packs.preview(folder), done=done, failed=self._failed, owner=self
        )

    def sign(self, note: str) -> None:
        """Sign the tables that were looked at; from then on they are in use here."""
        folder = self._folder
        if folder is None:
            return

        def done(view: PackView) -> None:
            self._context.bus.announce(Changes(frozenset({"law"})), self)
            self.signed.emit(view)
            self.load()

        self._context.tasks.write(
            lambda: self._packs.make(folder, note), done=done, failed=self._failed, owner=self
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Correctable):
            self.refused.emit(error)
        else:
            self._context.tell(error)


class LawSheet(Sheet):
    """Three steps from top to bottom: take out, look, sign."""

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host, _("Tables of the law"), width=480)
        self._context = context
        self.tables = LawTables(context)
        self.state = NoticeBar()
        self.take_out = Button(_("1. Write the tables into a folder"), icon="download")
        self.look = Button(_("2. Look at a folder of changed tables"), icon="search")
        self.told = NoticeBar()
        self.changes = Words("", wrap=True)
        self.note = Field(_("Why, e.g. the number of the decree (everybody reads it)"))
        self.sign = Button(_("3. Sign these tables"), primary=True, icon="check")
        explain = _(
            "Levels, coefficients, steps, limits, days off: change only the table concerned, in "
            "any text program. A row that ends gets its last day; a new row begins on the next."
        )
        for widget in (
            self.state, self.take_out, Words(explain, tone="tx2", wrap=True), self.look, self.told,
            Rule(), self.changes, self.note, self.sign,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.tables.in_use.connect(self._show_used)
        self.tables.written.connect(self._written)
        self.tables.looked.connect(self._show)
        self.tables.signed.connect(self._signed)
        self.tables.refused.connect(self._refused)
        self.take_out.clicked.connect(self._take_out)
        self.look.clicked.connect(self._look)
        self.sign.clicked.connect(self._sign)

    def begin(self) -> None:
        """Appear with what is in use."""
        self.told.say("plain", "")
        self._clear()
        self.tables.load()
        self.open_sheet(self.take_out)

    def _take_out(self) -> None:
        folder = self._context.asker.folder(_("Which empty folder takes the tables?"))
        if folder is not None:
            self.tables.take_out(folder)

    def _look(self) -> None:
        folder = self._context.asker.folder(_("In which folder do the changed tables lie?"))
        if folder is not None:
            self._clear()
            self.told.say("plain", "")
            self.tables.look(folder)

    def _sign(self) -> None:
        question = _("Every commune reckons with these tables once it has taken your next file in.")
        if self._context.asker.confirm(question, _("Sign")):
            self.tables.sign(self.note.text())

    def _show_used(self, view: PackView | None) -> None:
        if view is None:
            self.state.say("plain", _("In use: the tables that came with the program."))
            return
        day = date.fromisoformat(view.made).strftime("%d/%m/%Y")
        words = _("In use: signed tables number {version} of {day}. {note}")
        self.state.say(
            "ok" if view.usable else "warn",
            words.format(version=view.version, day=day, note=view.note).strip(),
        )

    def _written(self, names: tuple[str, ...]) -> None:
        words = ngettext("{count} table is in the folder.", "{count} tables are in the folder.",
                         len(names))  # fmt: skip
        self.told.say("ok", words.format(count=len(names)))

    def _show(self, view: PackView) -> None:
        for widget in (self.changes, self.note, self.sign):
            widget.setVisible(bool(view.changes))
        if not view.changes:
            self.told.say("plain", _("These tables say the same as those in use."))
            return
        words = ngettext("{count} change:", "{count} changes:", len(view.changes))
        self.told.say("info", words.format(count=len(view.changes)))
        self.changes.setText("\n\n".join(view.changes))
        self.note.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _signed(self, view: PackView) -> None:
        self._clear()
        self.told.say(
            "ok", _("Signed and in use here. It goes to every commune with the next files.")
        )

    def _refused(self, error: AppError) -> None:
        self._clear()
        self.told.say("warn", words_for(error))

    def _clear(self) -> None:
        self.changes.setText("")
        self.note.set_text("")
        for widget in (self.changes, self.note, self.sign):
            widget.hide()
