"""The sign-in window: who works, the passphrase, and the way back when it was forgotten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.errors import AppError, Correctable
from app.core.i18n import LANGUAGE_NAMES, _, other_language
from app.ui.messages import words_for
from app.ui.screens.sign_in.caps_lock import CapsLockWatch
from app.ui.screens.sign_in.officers import OfficerChoice
from app.ui.screens.sign_in.presenter import SignInPresenter
from app.ui.theme import font, palette, px
from app.ui.widgets import draw
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.field import Field
from app.ui.widgets.key_bar import KeyBar
from app.ui.widgets.tag import Tag
from app.ui.widgets.words import Words
from app.version import VERSION

WIDTH = 448


class SignInScreen(QWidget):
    """The card in the middle of the first window.

    Signals:
        language_asked: another language was chosen.
        other_asked: the person wants to learn on the training workstation.
        office_asked: an officer forgot the passphrase and the receiving office helps; the initials.
    """

    language_asked = Signal(str)
    other_asked = Signal()
    office_asked = Signal(object)

    def __init__(self, presenter: SignInPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self._forgotten = False
        card = presenter.card
        assert card is not None
        self.officers = OfficerChoice(card.officers)
        self._office_opens = card.office_opens
        self.passphrase = Field(_("Passphrase"), large=True, enter_moves=False)
        self.caps_lock = Tag("warn", _("Caps Lock is on"), icon="triangle-alert")
        self.caps_lock.hide()
        self.eye = LinkButton(_("Show"))
        self.eye.setAccessibleName(_("show the passphrase"))
        self.passphrase.add_inside(self.caps_lock)
        self.passphrase.add_inside(self.eye)
        self._show_as_typed(shown=False)
        self.words = Field(_("Recovery words from the printed sheet"), large=True)
        self.new_passphrase = Field(_("New passphrase"), large=True, enter_moves=False)
        self.submit = Button(_("Open the register"), "Enter", primary=True, large=True)
        self.forgot = Button(_("Forgotten passphrase"), large=True)
        self.keys = KeyBar()
        self._lay_out()
        self._connect()
        self._show_forgotten(forgotten=False)

    def start(self) -> None:
        """After the first paint: learn the unit's name."""
        self.presenter.learn_unit()

    def _lay_out(self) -> None:
        self._place = Words("", "small", tone="tx2")
        self._card = _Card()
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(px(20), px(20), px(20), px(20))
        inside.setSpacing(px(8))
        inside.addWidget(self.officers)
        inside.addSpacing(px(8))
        for field in (self.passphrase, self.words, self.new_passphrase):
            inside.addWidget(field)
        inside.addSpacing(px(8))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(4, 0, 4, 0)
        buttons.setSpacing(px(8))
        buttons.addWidget(self.submit, 1)
        buttons.addWidget(self.forgot)
        inside.addLayout(buttons)
        self.note = Words(self._help(), "small", tone="tx2", wrap=True)
        # A fixed width of its own, so that sentences that wrap are given their height.
        holder = QWidget()
        holder.setFixedWidth(px(WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(_Head(self._place))
        column.addSpacing(px(24))
        column.addWidget(self._card)
        column.addSpacing(px(16))
        beside = QHBoxLayout()
        beside.setContentsMargins(px(24), 0, px(24), 0)
        beside.addWidget(self.note)
        column.addLayout(beside)
        column.addStretch(3)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(holder)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.keys)

    def _help(self) -> str:
        if self._office_opens:
            return _(
                "The data on this computer are encrypted and open only with an officer's "
                "passphrase. If it is forgotten, the receiving office helps; nothing is lost."
            )
        return _(
            "The data on this computer are encrypted and open only with an officer's "
            "passphrase. With the recovery sheet they can be opened again; nothing is lost."
        )

    def tell(self, words: str) -> None:
        """Say why the person stands here again."""
        self.note.setText(words)

    def _connect(self) -> None:
        self.submit.clicked.connect(self._submit)
        self.forgot.clicked.connect(self._forget)
        self.passphrase.entered.connect(self.submit.press)
        self.new_passphrase.entered.connect(self.submit.press)
        self.passphrase.changed.connect(lambda _text: self.passphrase.set_error(None))
        self.words.changed.connect(lambda _text: self.words.set_error(None))
        self.presenter.unit_known.connect(self._show_unit)
        self.presenter.refused.connect(self._refused)
        self.presenter.broken.connect(self._broken)
        self.eye.clicked.connect(self._turn_eye)
        CapsLockWatch(self.passphrase.editor).changed.connect(self.caps_lock.setVisible)
        self._bind("Alt+H", self._turn_eye)
        self._bind("Alt+E", lambda: self.language_asked.emit(other_language()))
        self._bind("Alt+T", self.other_asked.emit)
        self._bind("Escape", lambda: self._show_forgotten(forgotten=False))

    def _bind(self, key: str, run: Callable[[], None]) -> None:
        QShortcut(key, self).activated.connect(run)

    def _show_keys(self) -> None:
        choosing = [(["↑", "↓"], _("choose the officer"))] if self.officers.several else []
        eye = _("hide the passphrase") if self._shown else _("show the passphrase")
        self.keys.set_keys(
            [
                *choosing,
                (["Tab"], _("next field")),
                *([] if self._forgotten else [(["Alt H"], eye)]),
                *([(["Esc"], _("back"))] if self._forgotten else []),
                (["Alt E"], LANGUAGE_NAMES[other_language()]),
                (["Alt T"], _("training workstation")),
            ]
        )
        self.keys.set_right(
            _("Version {version} · works without a network").format(version=VERSION)
        )

    def _show_unit(self, name: str) -> None:
        self._place.setText(_("Register of social assistance · {unit}").format(unit=name))

    def _show_as_typed(self, *, shown: bool) -> None:
        self._shown = shown
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        editor = self.passphrase.editor
        assert isinstance(editor, QLineEdit)
        editor.setEchoMode(mode)
        editor.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData
        )

    def _turn_eye(self) -> None:
        self._show_as_typed(shown=not self._shown)
        self.eye.setText(_("Hide") if self._shown else _("Show"))
        self.eye.setAccessibleName(
            _("hide the passphrase") if self._shown else _("show the passphrase")
        )
        self.eye.updateGeometry()
        self._show_keys()

    def _show_forgotten(self, *, forgotten: bool) -> None:
        self._forgotten = forgotten
        self.passphrase.setVisible(not forgotten)
        self.words.setVisible(forgotten)
        self.new_passphrase.setVisible(forgotten)
        self.forgot.setText(_("Back") if forgotten else _("Forgotten passphrase"))
        self._show_keys()
        first = self.words if forgotten else self.passphrase
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        """By the words of the first day, or by the office that knows the workstation."""
        if self._office_opens:
            self.office_asked.emit(self.officers.entry())
        else:
            self._show_forgotten(forgotten=not self._forgotten)

    def _submit(self) -> None:
        officer = self.officers.chosen()
        self.submit.setEnabled(False)
        self.submit.setText(_("Opening…"))
        if self._forgotten:
            self.presenter.recover(officer, self.words.text(), self.new_passphrase.text())
        else:
            self.presenter.open(officer, self.passphrase.text())

    def _refused(self, error: AppError) -> None:
        self._ready_again()
        sentence = words_for(error)
        field = error.field if isinstance(error, Correctable) else None
        if self._forgotten:
            target = self.new_passphrase if field == "passphrase" else self.words
        else:
            target = self.passphrase
        target.set_error(sentence)
        editor = target.editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _broken(self, error: BaseException) -> None:
        self._ready_again()
        (self.words if self._forgotten else self.passphrase).set_error(words_for(error))

    def _ready_again(self) -> None:
        self.submit.setEnabled(True)
        self.submit.setText(_("Open the register"))

    def showEvent(self, event: QEvent) -> None:
        self.passphrase.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class _Card(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(palette().surf))
        painter.setPen(QColor(palette().line))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)


class _Head(QWidget):
    """The mark, the name of the program and the unit."""

    def __init__(self, place: Words) -> None:
        super().__init__()
        self.setFixedSize(px(WIDTH), px(44))
        row = QVBoxLayout(self)
        row.setContentsMargins(px(44), px(22), 0, 0)
        row.addWidget(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw.mark(painter, 0, px(6), px(32))
        painter.setFont(font("title"))
        painter.setPen(QColor(palette().tx))
        painter.drawText(QRect(px(44), 0, px(300), px(24)), Qt.AlignmentFlag.AlignVCenter, "AnSinh")
