"""The first run's card: which unit, who works here, the passphrase, the recovery words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.core.errors import AppError, Correctable
from app.core.i18n import LANGUAGE_NAMES, _, other_language
from app.ui.asker import Asker
from app.ui.before_sign_in import Heavy
from app.ui.messages import words_for
from app.ui.screens.first_run.presenter import FirstRunPresenter
from app.ui.screens.first_run.recovery_words import RecoveryWords
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.entry_fields import ComboField
from app.ui.widgets.field import Field
from app.ui.widgets.key_bar import KeyBar
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.words import Words
from app.version import VERSION

WIDTH = 560
PAUSE_MS = 120


class FirstRunScreen(QWidget):
    """Two steps: who and where, then the recovery words.

    Signals:
        opened: the services of the new workstation.
        language_asked: another language was chosen.
        left: the person went back, having made nothing.
    """

    opened = Signal(object)
    language_asked = Signal(str)
    left = Signal()

    def __init__(
        self,
        folder: Path,
        heavy: Heavy,
        trouble: BaseException | None,
        *,
        made: bool = False,
        asker: Asker | None = None,
    ) -> None:
        """``made``: the folder holds a workstation already, so only the training one is offered."""
        super().__init__()
        self._made = made
        self.presenter = FirstRunPresenter(folder, heavy)
        self.role = ChipGroup(
            [
                Choice("commune", _("A commune or ward"), "1"),
                Choice("office", _("The receiving office of a province"), "2"),
            ],
            exclusive=True,
        )
        self.role.set_value("commune")
        self.search = Field(_("Name or code of the unit"))
        self.unit = ComboField(_("Unit"), [])
        self.officer = Field(_("The officer's full name"))
        self.title = Field(_("Title"))
        self.passphrase = Field(_("Passphrase"), aside=_("ten letters or four words at least"))
        self.again = Field(_("Passphrase once more"), enter_moves=False)
        self.submit = Button(_("Make the workstation"), "Enter", primary=True, large=True)
        self.training = Button(_("Open the training workstation with invented people"), "Alt T")
        self.notice = NoticeBar()
        self.recovery = RecoveryWords(self.presenter, asker)
        self.keys = KeyBar()
        self._lay_out(folder)
        self._connect()
        if trouble is not None:
            self.notice.say("bad", words_for(trouble))

    def _lay_out(self, folder: Path) -> None:
        self._form = Card(_("A new workstation"))
        for control in (self.role, self.search, self.unit):
            self._form.add(control)
        self._form.add(_side_by_side(self.officer, self.title))
        self._form.add(_side_by_side(self.passphrase, self.again))
        self._form.add(self.submit)
        for field in (self.passphrase, self.again):
            field.editor.setEchoMode(field.editor.EchoMode.Password)  # type: ignore[attr-defined]  # a QLineEdit
        stack = QWidget()
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self._form)
        self._stack.addWidget(self.recovery)
        # A fixed width of its own, so that sentences that wrap are given their height.
        holder = QWidget()
        holder.setFixedWidth(px(WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addStretch(1)
        head = Words("AnSinh", "title")
        below = Words(
            _("Register of social assistance. Everything stays on this computer, encrypted."),
            "small",
            tone="tx2",
        )
        for widget in (head, below, self.notice, stack, self.training):
            column.addWidget(widget)
        column.addStretch(2)
        self.place = Words(
            _("The data will lie in the folder {folder}").format(folder=folder),
            "small",
            tone="tx2",
            wrap=True,
        )
        column.addWidget(self.place)
        column.addSpacing(px(8))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(holder)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.keys)
        self._form.setVisible(not self._made)
        self.place.setVisible(not self._made)
        stack.setVisible(not self._made)
        self.keys.set_keys(
            [
                (["Esc"], _("back")) if self._made else (["Enter"], _("next field")),
                (["Alt T"], _("training workstation")),
                (["Alt E"], LANGUAGE_NAMES[other_language()]),
            ]
        )
        self.keys.set_right(
            _("Version {version} · works without a network").format(version=VERSION)
        )

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.search.changed.connect(lambda _text: self._pause.start())
        self.role.changed.connect(self._look)
        self.again.entered.connect(self.submit.press)
        self.submit.clicked.connect(self._make)
        self.training.clicked.connect(self._train)
        self.presenter.units_found.connect(self._show_units)
        self.presenter.made.connect(self._show_words)
        self.presenter.opened.connect(self.opened)
        self.presenter.refused.connect(self._refused)
        self.presenter.broken.connect(lambda error: self._refused(error))
        self.presenter.progressed.connect(lambda words: self.notice.say("info", words))
        self._only_before = [
            self._bind("Alt+T", self._train),
            self._bind("Escape", self._leave),
            self._bind("Alt+E", lambda: self.language_asked.emit(other_language())),
        ]
        self._bind("Ctrl+P", self.recovery.make_sheet)
        first = self.training if self._made else self.search.editor
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bind(self, key: str, run: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(run)
        return shortcut

    def _look(self) -> None:
        if typed := self.search.text().strip():
            self.presenter.find_units(typed, self.role.value() or "commune")

    def _show_units(self, found: list[Any]) -> None:
        self.unit.set_choices([(str(one.pv), one.note) for one in found])
        if found:
            self.unit.set_value(str(found[0].pv))
        self.search.set_error(
            None if found else _("No unit fits. Type fewer letters, or the 5 digits of its code.")
        )

    def _make(self) -> None:
        for field in (self.search, self.officer, self.passphrase, self.again):
            field.set_error(None)
        chosen = self.unit.value()
        self._wait(_("Making the workstation…"))
        self.presenter.make(
            role=self.role.value() or "commune",
            unit=int(chosen) if chosen else None,
            name=self.officer.text(),
            title=self.title.text(),
            passphrase=self.passphrase.text(),
            again=self.again.text(),
        )

    def _train(self) -> None:
        self._wait(_("Making the training workstation…"))
        self.presenter.make_training()

    def _leave(self) -> None:
        if self._made and not self.presenter.busy:
            self.left.emit()

    def _wait(self, words: str) -> None:
        self.notice.say("info", words)
        self.submit.setEnabled(False)
        self.training.setEnabled(False)

    def _show_words(self, words: tuple[str, ...]) -> None:
        self.notice.say("info", "")
        self.recovery.show_words(words)
        self._stack.setCurrentWidget(self.recovery)
        self.training.hide()
        self.place.hide()
        for shortcut in self._only_before:  # the words are shown this once: nothing leads away
            shortcut.setEnabled(False)
        self.keys.set_keys([(["Enter"], _("next field")), (["Ctrl P"], _("make a sheet to print"))])

    def _refused(self, error: BaseException) -> None:
        self.submit.setEnabled(True)
        self.training.setEnabled(True)
        self.notice.say("info", "")
        field = error.field if isinstance(error, Correctable) else None
        target = {
            "unit": self.search,
            "officer": self.officer,
            "name": self.officer,
            "passphrase": self.passphrase,
            "again": self.again,
        }.get(field or "")
        if target is None or not isinstance(error, AppError):
            self.notice.say("bad", words_for(error))
            return
        target.set_error(words_for(error))
        target.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _side_by_side(*fields: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for field in fields:
        row.addWidget(field, 1)
    return holder
