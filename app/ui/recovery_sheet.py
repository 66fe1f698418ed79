"""At the receiving office: two officers answer a commune whose passphrase was forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import AppError, Correctable, Untrusted
from app.core.i18n import _
from app.services import trust_files
from app.services.recovery import ReopenView, Second
from app.services.station import OfficerLine
from app.ui.messages import words_for
from app.ui.widgets.buttons import Button
from app.ui.widgets.entry_fields import ComboField
from app.ui.widgets.field import Field
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Rule, Words

if TYPE_CHECKING:
    from app.ui.screen import Context


class Answering(QObject):
    """What the sheet does, without a widget.

    Signals:
        colleagues: the office's other officers; ``OfficerLine``.
        read: a request was read; a ``ReopenView``.
        proved: both passphrases are right; now it can be asked where to save.
        answered: the answer was written.
        stopped: what was asked did not come to its end; said before why.
        refused: something has to be mended; the error.
    """

    colleagues = Signal(object)
    read = Signal(object)
    proved = Signal()
    answered = Signal()
    stopped = Signal()
    refused = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._request: bytes | None = None
        self._view: ReopenView | None = None

    def load(self) -> None:
        """Who else can sign in here."""
        services = self._context.services
        own = services.session.officer

        def others() -> list[OfficerLine]:
            return [one for one in services.officers.lines() if one.id != own]

        self._request = None
        self._context.tasks.read(others, done=self.colleagues.emit, owner=self)

    def open_request(self, path: Path) -> None:
        """Read the request of a commune."""
        recovery = self._context.services.recovery

        def work() -> tuple[bytes, ReopenView]:
            raw = trust_files.load(path)
            return raw, recovery.look(raw)

        def done(found: tuple[bytes, ReopenView]) -> None:
            self._request, self._view = found
            self.read.emit(found[1])

        self._context.tasks.read(work, done=done, failed=self._failed, owner=self)

    def heard(self, digits: str) -> bool:
        """Whether these are the request's digits: known before it is asked where to save."""
        if self._view is None:
            return False
        try:
            self._view.require_heard(digits)
        except (Correctable, Untrusted) as error:
            self.refused.emit(error)
            return False
        return True

    def prove(self, passphrase: str, second: Second) -> None:
        """Whether both passphrases are right; off the window's thread, for that takes a while."""
        recovery = self._context.services.recovery

        def work() -> None:
            recovery.prove(passphrase, second)

        self._context.tasks.read(
            work, done=lambda _right: self.proved.emit(), failed=self._failed, owner=self
        )

    def answer(self, path: Path, digits: str, passphrase: str, second: Second) -> None:
        """Write the answer for the request that was opened."""
        raw, recovery = self._request, self._context.services.recovery
        if raw is None:
            return

        def work() -> None:
            trust_files.save(path, recovery.answer(raw, digits, passphrase, second=second))

        self._context.tasks.write(
            work, done=lambda _saved: self.answered.emit(), failed=self._failed, owner=self
        )

    def _failed(self, error: BaseException) -> None:
        self.stopped.emit()
        if isinstance(error, Correctable | Untrusted):
            self.refused.emit(error)
        else:
            self._context.tell(error)


class RecoverySheet(Sheet):
    """The request, the digits that are heard, both passphrases, the answer."""

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host, _("A commune forgot its passphrase"), width=440)
        self._context = context
        self.answering = Answering(context)
        self.file = Button(_("Choose the request"), primary=True, icon="folder")
        self.who = Words("", "section", wrap=True)
        self.digits = Field(_("The 25 digits you hear"), enter_moves=True)
        self.own = _secret(_("Your passphrase"))
        self.second = ComboField(_("The colleague beside you"))
        self.other = _secret(_("The colleague's passphrase"))
        self.answer = Button(_("Write the answer"), icon="file-check")
        self.told = NoticeBar()
        self._second: Second | None = None  # who proves it at this moment
        self.body.addWidget(
            Words("1. " + _("Choose the file of the commune's request."), wrap=True)
        )
        self.body.addWidget(self.file)
        self.body.addWidget(self.who)
        self.body.addWidget(Rule())
        self.body.addWidget(
            Words(
                "2. "
                + _(
                    "Call the officer on a number you know. Is it the voice you know? Type the "
                    "digits as you hear them; do not copy them."
                ),
                wrap=True,
            )
        )
        self.body.addWidget(self.digits)
        self.body.addWidget(Rule())
        self.body.addWidget(Words("3. " + _("Two officers answer together."), wrap=True))
        for widget in (self.own, self.second, self.other, self.answer):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot.addWidget(self.told, 1)  # not in the body: what came of it is never scrolled away
        self._connect()

    def _connect(self) -> None:
        self.file.clicked.connect(self._open)
        self.answer.clicked.connect(self._answer)
        self.answer.blocked_pressed.connect(
            lambda: self.file.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self.other.entered.connect(self.answer.press)
        self.answering.colleagues.connect(self._show_colleagues)
        self.answering.read.connect(self._read)
        self.answering.proved.connect(self._save)
        self.answering.answered.connect(self._answered)
        self.answering.stopped.connect(self._stopped)
        self.answering.refused.connect(self._refused)

    def begin(self) -> None:
        """Appear empty: nothing of the commune before is left."""
        self._clear()
        self._stopped()
        self.who.hide()
        self.answer.set_blocked(_("Choose the request first."))
        self.answering.load()
        self.open_sheet(self.file)

    def _show_colleagues(self, others: list[OfficerLine]) -> None:
        self.second.set_choices([(str(one.id), one.name) for one in others])
        if len(others) == 1:
            self.second.set_value(str(others[0].id))
        if not others:
            self.told.say(
                "warn",
                _("Only one officer can sign in here. Add a second one first: two must answer."),
            )

    def _open(self) -> None:
        paths = self._context.asker.files_to_open(_("Choose the request"), _("Requests (*.tgxo)"))
        if paths:
            self.answering.open_request(paths[0])

    def _read(self, seen: ReopenView) -> None:
        words = _("{unit} · officer {initials}")
        self.who.setText(words.format(unit=seen.unit, initials=seen.initials))
        self.who.show()
        self.told.say("plain", "")
        if seen.withdrawn:
            withdrawn = _("A workstation of this commune was withdrawn: it is not opened.")
            self.told.say("bad", withdrawn)
            self.answer.set_blocked(withdrawn)
            return
        self.answer.set_blocked(None)
        self.digits.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self) -> None:
        if self._second is not None:  # under way
            return
        self._clear(texts=False)
        self.told.say("plain", "")
        chosen = self.second.value()
        if chosen is None:
            self._stop(self.second, _("Two officers answer together. Choose a colleague."))
            return
        if not self.answering.heard(self.digits.text()):
            return
        self._second = Second(UUID(chosen), self.other.text())
        self.told.say("plain", _("Checking both passphrases…"))
        self.answering.prove(self.own.text(), self._second)

    def _save(self) -> None:
        self.told.say("plain", "")
        if self._second is None or self.isHidden():  # closed meanwhile
            return
        path = self._context.asker.file_to_save(_("Where to write the answer"), "mo-lai-so.tgxa")
        if path is None:
            self._stopped()
        else:
            self.answering.answer(path, self.digits.text(), self.own.text(), self._second)

    def _stopped(self) -> None:
        self._second = None
        self.told.say("plain", "")

    def _answered(self) -> None:
        self._stopped()
        self._clear()
        self.answer.set_blocked(_("Choose the request first."))
        self.told.say(
            "ok",
            _("The answer is written. It opens on that computer alone, within 14 days."),
        )
        self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: AppError) -> None:
        field = error.field if isinstance(error, Correctable) else None
        if error.code in ("wrong_digits", "digits_incomplete"):
            self._stop(self.digits, words_for(error))
        elif field == "passphrase":
            self._stop(self.own, words_for(error))
        elif field == "second":
            self._stop(self.other, words_for(error))
        else:
            self.told.say("bad", words_for(error))

    def _clear(self, *, texts: bool = True) -> None:
        for field in (self.digits, self.own, self.other, self.second):
            field.set_error(None)
            if texts and field is not self.second:
                field.set_text("")

    def _stop(self, field: Field, words: str) -> None:
        field.set_error(words)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _secret(label: str) -> Field:
    field = Field(label, enter_moves=False)
    assert isinstance(field.editor, QLineEdit)
    field.editor.setEchoMode(QLineEdit.EchoMode.Password)
    return field
