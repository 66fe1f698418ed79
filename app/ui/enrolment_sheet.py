"""Enrolment behind one simple sheet, for a commune's workstation and for the receiving office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import AppError, Correctable, Untrusted
from app.core.i18n import _
from app.services import trust_files
from app.services.changes import Changes
from app.services.trust import EnrolRequest, GrantFile, RequestView, Trust, require_all_digits
from app.ui.messages import words_for
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.options import Option, OptionList
from app.ui.widgets.qr import QrCode
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Rule, Words

if TYPE_CHECKING:
    from app.ui.screen import Context


WITH, WITHOUT = "with", "without"


class Enrolment(QObject):
    """The steps of both sides, without a widget.

    Signals:
        asked: the request was written; an ``EnrolRequest``.
        accepted: this workstation is enrolled.
        read: a request was read at the office; a ``RequestView``.
        granted: the grant was written; a ``GrantFile``.
        refused: digits or file are not right; the error.
    """

    asked = Signal(object)
    accepted = Signal()
    read = Signal(object)
    granted = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._request: bytes | None = None
        self._view: RequestView | None = None

    @property
    def _trust(self) -> Trust:
        return self._context.services.trust

    def ask(self, path: Path) -> None:
        """Write the request of this workstation to ``path``."""

        def work() -> EnrolRequest:
            made = self._trust.request()
            trust_files.save(path, made.file)
            return made

        self._write(work, self.asked.emit)

    def accept(self, path: Path, digits: str) -> None:
        """Believe the office, by the digits of its letter."""

        def done(changes: Changes) -> None:
            self._context.bus.announce(changes, self)
            self.accepted.emit()

        self._write(lambda: self._trust.accept(trust_files.load(path), digits), done)

    def open_request(self, path: Path) -> None:
        """Read a commune's request at the office."""

        def work() -> tuple[bytes, RequestView]:
            raw = trust_files.load(path)
            return raw, self._trust.read_request(raw)

        def done(found: tuple[bytes, RequestView]) -> None:
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

    def grant(self, path: Path, digits: str, *, restricted: bool) -> None:
        """Write the grant for the request that was opened, by the digits that were heard.

        ``restricted``: restricted records may lie on that workstation.
        """
        raw = self._request
        if raw is None:
            return

        def work() -> GrantFile:
            made = self._trust.grant(raw, digits, restricted=restricted)
            trust_files.save(path, made.file)
            return made

        def done(made: GrantFile) -> None:
            self._context.bus.announce(Changes(frozenset({"trust"})), self)
            self.granted.emit(made)

        self._write(work, done)

    def save_letter(self, path: Path) -> None:
        """The office's letter as PDF, to be printed, signed and sent apart from any file."""
        self._write(
            lambda: trust_files.save(path, self._trust.letter()),
            lambda _saved: self._context.toast(_("The letter is saved. Sign it before it goes.")),
        )

    def _write(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._context.tasks.write(work, done=done, failed=self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Correctable | Untrusted):
            self.refused.emit(error)
        else:
            self._context.tell(error)


class CommuneSheet(Sheet):
    """Ask, read the digits out, then accept the office's answer."""

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host, _("Enrol this workstation"), width=440)
        self._context = context
        self.enrolment = Enrolment(context)
        self.request = Button(_("Write the request"), primary=True, icon="file-plus")
        self.spoken = Words("", "section", wrap=True)
        self.code = QrCode(_("The same digits as a QR code"))
        self.digits = Field(_("The 25 digits of the office's letter"), enter_moves=False)
        self.answer = Button(_("Choose the office's answer"), icon="folder")
        self.told = NoticeBar()
        _step(self, "1", _("Write a request and take it to the receiving office."))
        self.body.addWidget(self.request)
        self.body.addWidget(self.spoken)
        self.body.addWidget(self.code)
        self.body.addWidget(Rule())
        _step(self, "2", _("When the answer has come, type the digits and choose its file."))
        self.body.addWidget(self.digits)
        self.body.addWidget(self.answer)
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        self.told.hide()
        self.spoken.hide()
        self.request.clicked.connect(self._ask)
        self.answer.clicked.connect(self._accept)
        self.digits.entered.connect(self.answer.press)
        self.enrolment.asked.connect(self._asked)
        self.enrolment.accepted.connect(self._accepted)
        self.enrolment.refused.connect(lambda error: _refused(self.digits, self.told, error))

    def _ask(self) -> None:
        path = self._context.asker.file_to_save(_("Where to write the request"), "dang-ky.tgxq")
        if path is not None:
            self.enrolment.ask(path)

    def _asked(self, made: EnrolRequest) -> None:
        self.spoken.setText(made.digits)
        self.spoken.show()
        self.code.set_text(made.qr_text)
        self.told.say("info", _("Read these 25 digits out to the receiving office."))

    def _accept(self) -> None:
        self.digits.set_error(None)
        try:
            require_all_digits(self.digits.text())
        except Correctable as error:
            _refused(self.digits, self.told, error)
            return
        paths = self._context.asker.files_to_open(
            _("Choose the office's answer"), _("Answers (*.tgxg)")
        )
        if paths:
            self.enrolment.accept(paths[0], self.digits.text())

    def _accepted(self) -> None:
        self._context.toast(_("This workstation is enrolled."))
        self.close_sheet()


class OfficeSheet(Sheet):
    """Open a commune's request, type the digits that are heard, write the answer.

    A cleared officer says whether restricted records go along; what others grant is without.
    """

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host, _("Enrol a commune's workstation"), width=440)
        self._context = context
        self.enrolment = Enrolment(context)
        self.file = Button(_("Choose the request"), primary=True, icon="folder")
        self.who = Words("", "section", wrap=True)
        self.confidential = OptionList(_channels(), _("Confidential dossiers"))
        self.meaning = Words(_(
            "With them, the commune needs an officer who is entrusted with them. Lists of payment "
            "are complete either way."
        ), "small", wrap=True)  # fmt: skip
        self.digits = Field(_("The 25 digits you hear"), enter_moves=False)
        self.answer = Button(_("Write the answer"), icon="file-check")
        self.told = NoticeBar()
        self.letter = Words("", "section", wrap=True)
        self.code = QrCode(_("The same digits as a QR code"))
        self.paper = Button(_("Save the office's letter"), icon="printer")
        _step(self, "1", _("Choose the file of the commune's request."))
        self.body.addWidget(self.file)
        self.body.addWidget(self.who)
        self.body.addWidget(self.confidential)
        self.body.addWidget(self.meaning)
        self.body.addWidget(Rule())
        _step(self, "2", _("Call the commune. Type the digits as you hear them; do not copy them."))
        self.body.addWidget(self.digits)
        self.body.addWidget(self.answer)
        self.body.addWidget(self.told)
        self.body.addWidget(self.letter)
        self.body.addWidget(self.code)
        self.body.addWidget(self.paper)
        self.body.addStretch(1)
        for widget in (
            self.who, self.confidential, self.meaning, self.told, self.letter, self.paper,
        ):  # fmt: skip
            widget.hide()
        self._opened = False
        self._allow()
        self.confidential.chosen.connect(self._allow)
        self.file.clicked.connect(self._open)
        self.paper.clicked.connect(self._save_letter)
        self.answer.clicked.connect(self._grant)
        self.answer.blocked_pressed.connect(self._to_missing)
        self.digits.entered.connect(self.answer.press)
        self.enrolment.read.connect(self._read)
        self.enrolment.granted.connect(self._granted)
        self.enrolment.refused.connect(lambda error: _refused(self.digits, self.told, error))

    def _open(self) -> None:
        paths = self._context.asker.files_to_open(_("Choose the request"), _("Requests (*.tgxq)"))
        if paths:
            self.enrolment.open_request(paths[0])

    def _read(self, view: RequestView) -> None:
        self.who.setText(view.unit)
        self.who.show()
        self.told.say("plain", "")
        self._opened = True
        self.confidential.set_value(None)
        for widget in (self.confidential, self.meaning):
            widget.setVisible(self._cleared)
        self._allow()
        if self._cleared:
            self.confidential.take_focus()
        else:
            self.digits.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _cleared(self) -> bool:
        return self._context.services.session.cleared

    def _allow(self) -> None:
        """The answer can be written once everything was said that it holds."""
        if not self._opened:
            self.answer.set_blocked(_("Choose the request first."))
        elif self._cleared and self.confidential.value() is None:
            self.answer.set_blocked(_("Say first whether confidential dossiers go along."))
        else:
            self.answer.set_blocked(None)

    def _to_missing(self) -> None:
        if self._opened:
            self.confidential.take_focus()
        else:
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _grant(self) -> None:
        self.digits.set_error(None)
        if not self.enrolment.heard(self.digits.text()):
            return
        path = self._context.asker.file_to_save(_("Where to write the answer"), "tra-loi.tgxg")
        if path is not None:
            self.enrolment.grant(
                path, self.digits.text(), restricted=self.confidential.value() == WITH
            )

    def _save_letter(self) -> None:
        path = self._context.asker.file_to_save(
            _("Where to save the office's letter"), "thu-don-vi-tiep-nhan.pdf"
        )
        if path is not None:
            self.enrolment.save_letter(path)

    def _granted(self, made: GrantFile) -> None:
        words = _("{unit} is enrolled. These digits stand on the office's letter:")
        self.told.say("ok", words.format(unit=made.unit))
        self.letter.setText(made.root_digits)
        self.letter.show()
        self.code.set_text(made.qr_text)
        self.paper.show()
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)  # the paper is what comes next


def _channels() -> tuple[Option, ...]:
    return (
        Option(WITH, _("With confidential dossiers"), _("Also about HIV, violence, shelter")),
        Option(WITHOUT, _("Without confidential dossiers"), _("Only what every officer may see")),
    )


def _step(sheet: Sheet, number: str, sentence: str) -> None:
    sheet.body.addWidget(Words(f"{number}. {sentence}", wrap=True))


def _refused(digits: Field, told: NoticeBar, error: AppError) -> None:
    if error.code in ("wrong_digits", "digits_incomplete"):
        digits.set_error(words_for(error))
        digits.editor.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        told.say("bad", words_for(error))
