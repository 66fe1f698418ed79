"""The office's own keys: what holds, the next document, drafts of colleagues, keys for drawers.

With the only key in this station a new document holds at once. With keys in drawers a draft goes
from one to the next; each compares its 25 digits by telephone and sees what it changes.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import AppError, Correctable
from app.core.i18n import _, ngettext
from app.services.root_care import DraftView, RootPlan, RootView, read_key
from app.services.station import ROOT_TOLD_DAYS
from app.ui.messages import words_for
from app.ui.root_keys import Drafted, RootKeys
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.field import Field
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Rule, Words

if TYPE_CHECKING:
    from app.ui.screen import Context

EXTENDED = "extended"


class RootSheet(Sheet):
    """From top to bottom: what holds, a new document, a draft, keys for drawers."""

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host, _("Keys of the office"), width=480)
        self._context = context
        self._draft: bytes | None = None
        self._key: Path | None = None
        self.keys = RootKeys(context)
        self.state = NoticeBar()
        self.more = Words("", tone="tx2", wrap=True)
        self.told = NoticeBar()
        self.what = ChipGroup([], label=_("What it changes"), exclusive=False)
        self.added = Field(_("Public keys of colleagues, with a space between"))
        self.threshold = Field(_("How many keys must sign (empty: as before)"))
        self.make = Button(_("Make the new document"), icon="file-plus")
        self.open = Button(_("Open a draft"), icon="folder")
        self.changes = Words("", wrap=True)
        self.signed = Words("", tone="tx2", wrap=True)
        self.choose_key = Button(_("Choose a key file"), icon="key-round")
        self.passphrase = _secret(_("Passphrase of the key file"))
        self.sign = Button(_("Sign this draft"), icon="pencil")
        self.keep = Button(_("Write this draft to a file"), icon="save")
        self.publish = Button(_("Put it in force"), primary=True, icon="check")
        self.drawer = _secret(_("Passphrase for the new file"))
        self.again = _secret(_("The same once more"))
        self.new_key = Button(_("Make a key for a colleague's drawer"))
        self.take_out = Button(_("Move this station's key to a drawer"))
        self._of_draft = (
            self.changes, self.signed, self.choose_key, self.passphrase, self.sign, self.keep,
            self.publish,
        )  # fmt: skip
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        parts: tuple[QWidget, ...] = (
            self.state, self.more, self.told,
            Rule(), Words(_("New document"), "section"),
            self.what, self.added, self.threshold, self.make,
            Rule(), Words(_("Draft"), "section"), self.open, *self._of_draft,
            Rule(), Words(_("Keys for drawers"), "section"),
            self.drawer, self.again, self.new_key, self.take_out,
        )  # fmt: skip
        for widget in parts:
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _connect(self) -> None:
        keys = self.keys
        keys.loaded.connect(self._show)
        keys.drafted.connect(self._drafted)
        keys.opened.connect(self._show_draft)
        keys.saved.connect(self._saved)
        keys.published.connect(self._published)
        keys.made.connect(self._made)
        keys.taken_out.connect(self._taken_out)
        keys.refused.connect(self._refused)
        self.make.clicked.connect(self._make)
        self.open.clicked.connect(self._open)
        self.choose_key.clicked.connect(self._choose_key)
        self.sign.clicked.connect(self._sign)
        self.keep.clicked.connect(self._keep)
        self.publish.clicked.connect(self._publish)
        self.new_key.clicked.connect(self._new_key)
        self.take_out.clicked.connect(self._take_out)

    def begin(self) -> None:
        """Appear with what holds and without any draft."""
        self._clear()
        self.told.say("plain", "")
        self.what.set_choices(
            [
                Choice(EXTENDED, _("three years more")),
                Choice("issuer", _("a fresh key that enrols")),
                Choice("policy", _("a fresh key for the tables of the law")),
                Choice("root", _("a fresh key of this station")),
            ]
        )
        self.what.set_values([])
        self.keys.load()
        self.open_sheet(self.make)

    def _show(self, view: RootView) -> None:
        self.state.say(*state_words(view))
        self.more.setText(more_words(view))
        self.make.set_blocked(None if view.missing is None else _("A newer document is missing."))
        self.take_out.setVisible(view.here > 0)

    def _make(self) -> None:
        self._forgive()
        chosen = set(self.what.values())
        try:
            added = tuple(read_key(one) for one in self.added.text().split())
        except Correctable as error:
            self._stop(self.added, words_for(error))
            return
        typed = self.threshold.text()
        if typed and not (typed.isdecimal() and 0 < int(typed) <= 16):
            self._stop(self.threshold, _("Type how many, e.g. 2."))
            return
        self.keys.draft(
            RootPlan(
                extended=EXTENDED in chosen,
                renewed=frozenset(chosen - {EXTENDED}),
                added=added,
                threshold=int(typed) if typed else None,
            )
        )

    def _drafted(self, found: Drafted) -> None:
        self._show_draft(found)
        if not found[1].complete:
            self._keep()

    def _open(self) -> None:
        paths = self._context.asker.files_to_open(_("Choose the draft"), _("Drafts (*.tgxr)"))
        if paths:
            self.keys.open_draft(paths[0])

    def _show_draft(self, found: Drafted) -> None:
        self._draft, view = found
        self._key = None
        self.passphrase.set_text("")
        self.passphrase.set_error(None)
        self.told.say("plain", "")
        self.changes.setText("\n".join(f"– {one}" for one in view.changes))
        self.signed.setText(draft_words(view))
        for widget in self._of_draft:
            widget.show()
        self.publish.setVisible(view.complete)
        for widget in (self.choose_key, self.passphrase, self.sign):
            widget.setVisible(not view.complete)
        self.sign.set_blocked(_("Choose the key file first."))

    def _choose_key(self) -> None:
        paths = self._context.asker.files_to_open(_("Choose the key file"), _("Keys (*.tgxs)"))
        if paths:
            self._key = paths[0]
            self.sign.set_blocked(None)
            self.passphrase.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sign(self) -> None:
        if self._draft is not None and self._key is not None:
            self._forgive()
            self.keys.sign(self._draft, self._key, self.passphrase.text())

    def _keep(self) -> None:
        if self._draft is None:
            return
        path = self._context.asker.file_to_save(_("Where to write the draft"), "du-thao.tgxr")
        if path is not None:
            self.keys.save(path, self._draft)

    def _publish(self) -> None:
        question = _("From now on this document holds. It cannot be taken back, only followed.")
        if self._draft is not None and self._context.asker.confirm(question, _("Put it in force")):
            self.keys.publish(self._draft)

    def _new_key(self) -> None:
        path = self._file_for_a_key()
        if path is not None:
            self.keys.make_key(path, self.drawer.text())

    def _take_out(self) -> None:
        question = _("Afterwards nothing can be changed without this file and its passphrase.")
        if self._context.asker.confirm(question, _("Move the key")):
            path = self._file_for_a_key()
            if path is not None:
                self.keys.take_out(path, self.drawer.text())

    def _file_for_a_key(self) -> Path | None:
        self._forgive()
        if self.drawer.text() != self.again.text():
            self._stop(self.again, _("The two differ. Type the same passphrase twice."))
            return None
        return self._context.asker.file_to_save(_("Where to write the key"), "khoa.tgxs")

    def _saved(self, _path: Path) -> None:
        self.told.say(
            "info", _("Not in force yet: let the holders of the other keys sign this draft.")
        )

    def _published(self, _change: object) -> None:
        self._clear()
        self.told.say("ok", _("In force here. It goes to the others with the next files."))

    def _made(self, public: str) -> None:
        self._clear()
        self.added.set_text(" ".join([*self.added.text().split(), public]))
        words = _("Lock the file away. Its public key stands above, ready for the new document.")
        self.told.say("ok", words)

    def _taken_out(self) -> None:
        self._clear()
        self.told.say("ok", _("The key is in the file and not in this station any more."))

    def _refused(self, error: AppError) -> None:
        field = error.field if isinstance(error, Correctable) else None
        if field == "passphrase":
            self._stop(self.drawer, words_for(error))
        elif field == "key" and self._key is not None:
            self._stop(self.passphrase, words_for(error))
        else:
            self.told.say("warn", words_for(error))

    def _forgive(self) -> None:
        for field in (self.added, self.threshold, self.passphrase, self.drawer, self.again):
            field.set_error(None)

    def _clear(self) -> None:
        """Nothing secret and no draft is left."""
        self._draft, self._key = None, None
        self._forgive()
        for field in (self.threshold, self.passphrase, self.drawer, self.again):
            field.set_text("")
        self.what.set_values([])
        for widget in self._of_draft:
            widget.hide()

    def _stop(self, field: Field, words: str) -> None:
        field.set_error(words)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def state_words(view: RootView) -> tuple[str, str]:
    """Kind and words of what holds now."""
    if view.missing is not None:
        words = _("Document {number} was in force here and is missing. Exchange files first.")
        return "warn", words.format(number=view.missing)
    day = date.fromisoformat(view.expires).strftime("%d/%m/%Y")
    words = _("Document {number} is in force until {day}.").format(number=view.version, day=day)
    return ("warn" if view.days_left <= ROOT_TOLD_DAYS else "ok"), words


def more_words(view: RootView) -> str:
    """Who has to sign, and the digits of the letter."""
    keys = ngettext(
        "{need} of {count} key must sign; {here} of them lie in this station.",
        "{need} of {count} keys must sign; {here} of them lie in this station.",
        len(view.keys),
    ).format(need=view.threshold, count=len(view.keys), here=view.here)
    return keys + "\n" + _("Digits of the letter: {digits}").format(digits=view.digits)


def draft_words(view: DraftView) -> str:
    """The digits to compare and who has signed."""
    counted = _("Signed by {have} of {need}, of the new keys by {have_new} of {need_new}").format(
        have=view.signed, need=view.needed, have_new=view.signed_new, need_new=view.needed_new
    )
    return _("Digits to compare: {digits}").format(digits=view.digits) + "\n" + counted


def _secret(label: str) -> Field:
    field = Field(label, enter_moves=False)
    assert isinstance(field.editor, QLineEdit)
    field.editor.setEchoMode(QLineEdit.EchoMode.Password)
    return field
