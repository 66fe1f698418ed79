"""A forgotten passphrase at an enrolled workstation: ask the office, then open with its answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.core.station import OfficerEntry
from app.ui.asker import Asker, DialogAsker
from app.ui.before_sign_in import Heavy
from app.ui.messages import words_for
from app.ui.screens.sign_in.reopening_presenter import ReopeningPresenter
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.field import Field
from app.ui.widgets.key_bar import KeyBar
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.qr import QrCode
from app.ui.widgets.words import Words
from app.version import VERSION

WIDTH = 880


class ReopeningScreen(QWidget):
    """Two cards: the request with its digits, the answer with the new passphrase.

    Signals:
        opened: the services of the open workstation.
        left: the person went back to sign-in.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(
        self, folder: Path, heavy: Heavy, officer: OfficerEntry, asker: Asker | None = None
    ) -> None:
        super().__init__()
        self._officer = officer
        self._asker = asker or DialogAsker(self)
        self.presenter = ReopeningPresenter(folder, heavy)
        self.new = _secret(_("New passphrase"), aside=_("ten letters or four words at least"))
        self.again = _secret(_("Passphrase once more"))
        self.request = Button(_("Write the request"), primary=True, icon="file-plus")
        self.digits = Words("", "section", wrap=True)
        self.code = QrCode(_("The same digits as a QR code"))
        self.typed = _secret(_("The new passphrase, typed again"))
        self.answer = Button(_("Choose the answer and open"), icon="folder")
        self.notice = NoticeBar()
        self.back = Button(_("Back to sign-in"), "Esc")
        self.keys = KeyBar()
        self._lay_out()
        self._connect()
        self.presenter.look()

    def _lay_out(self) -> None:
        ask = Card(_("1. Ask the receiving office"))
        ask.add(
            Words(
                _(
                    "Choose a new passphrase and write the request to a stick or send it. "
                    "Then call the office and read the digits out yourself."
                ),
                tone="tx2",
                wrap=True,
            )
        )
        for widget in (self.new, self.again, self.request, self.digits, self.code):
            ask.add(widget)
        take = Card(_("2. Open with the answer"))
        take.add(
            Words(
                _(
                    "Two officers of the office answer. The answer opens on this computer alone, "
                    "within 14 days, with the new passphrase."
                ),
                tone="tx2",
                wrap=True,
            )
        )
        for widget in (self.typed, self.answer):
            take.add(widget)
        holder = QWidget()
        holder.setFixedWidth(px(WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addStretch(1)
        column.addWidget(Words(_("Forgotten passphrase"), "title"))
        who = _("For {initials} · nothing in the register is lost.")
        column.addWidget(Words(who.format(initials=self._officer.label), "small", tone="tx2"))
        column.addWidget(self.notice)
        cards = QHBoxLayout()
        cards.setSpacing(px(16))
        for card in (ask, take):
            cards.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(cards)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(holder)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.keys)
        self.notice.hide()
        self.digits.hide()
        self.keys.set_keys([(["Tab"], _("next field")), (["Esc"], _("back"))])
        self.keys.set_right(
            _("Version {version} · works without a network").format(version=VERSION)
        )

    def _connect(self) -> None:
        self.request.clicked.connect(self._ask)
        self.again.entered.connect(self.request.press)
        self.answer.clicked.connect(self._accept)
        self.typed.entered.connect(self.answer.press)
        self.back.clicked.connect(self._leave)
        self.presenter.judged.connect(self._save)
        self.presenter.asked.connect(self._asked)
        self.presenter.opened.connect(self.opened)
        self.presenter.refused.connect(self._refused)
        self.presenter.broken.connect(self._refused)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._leave)
        self.setFocusProxy(self.new)

    def _ask(self) -> None:
        self._clear()
        self.notice.say("plain", "")
        self.presenter.judge(self.new.text(), self.again.text())

    def _save(self) -> None:
        path = self._asker.file_to_save(_("Where to write the request"), "mo-lai-so.tgxo")
        if path is not None:
            self._wait(_("Writing the request…"))
            self.presenter.ask(path, self._officer.id, self.new.text())

    def _asked(self, made: Any) -> None:
        self._ready()
        if made is None:
            self.new.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.digits.setText(made.digits)
        self.digits.show()
        self.code.set_text(made.qr_text)
        self.notice.say("info", _("Read these 25 digits out to the receiving office."))
        self.typed.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        self._clear()
        paths = self._asker.files_to_open(_("Choose the office's answer"), _("Answers (*.tgxa)"))
        if paths:
            self._wait(_("Opening…"))
            self.presenter.accept(paths[0], self.typed.text())

    def _leave(self) -> None:
        if not self.presenter.busy:
            self.left.emit()

    def _wait(self, words: str) -> None:
        self.notice.say("info", words)
        for button in (self.request, self.answer):
            button.setEnabled(False)

    def _ready(self) -> None:
        self.notice.say("plain", "")
        for button in (self.request, self.answer):
            button.setEnabled(True)

    def _clear(self) -> None:
        for field in (self.new, self.again, self.typed):
            field.set_error(None)

    def _refused(self, error: BaseException) -> None:
        self._ready()
        code = error.code if isinstance(error, Correctable) else ""
        target = {
            "weak_passphrase": self.new,
            "passphrases_differ": self.again,
            "other_new_passphrase": self.typed,
        }.get(code)
        if target is None:
            self.notice.say("bad", words_for(error))
            return
        target.set_error(words_for(error))
        target.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _secret(label: str, aside: str = "") -> Field:
    field = Field(label, aside=aside, enter_moves=False)
    assert isinstance(field.editor, QLineEdit)
    field.editor.setEchoMode(QLineEdit.EchoMode.Password)
    return field
