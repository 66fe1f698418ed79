"""The officers of this computer: one's own passphrase, colleagues who come and go, the lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import AppError, Correctable
from app.core.i18n import _
from app.services.station import OfficerLine
from app.ui.crew import Crew
from app.ui.messages import words_for
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.field import Field
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words

if TYPE_CHECKING:
    from app.ui.screen import Context

OWN, OTHERS, FORGOT, LEFT, NEW, LOCK = "own", "others", "forgot", "left", "new", "lock"
_ABOUT_ONE = (OTHERS, FORGOT, LEFT)
YES, NO = "yes", "no"
MINUTES = (2, 5, 10, 15)


class OfficersSheet(Sheet):
    """One topic at a time.

    Signals:
        lock_asked: somebody was taken out, so everybody signs in again.
        minutes_changed: the window locks itself after another time.
    """

    lock_asked = Signal()
    minutes_changed = Signal(int)

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host, _("Officers of this computer"), width=440)
        self._context = context
        self._colleagues: list[OfficerLine] = []
        self.crew = Crew(context)
        self.topic = ChipGroup(
            [
                Choice(OWN, _("My passphrase")),
                Choice(OTHERS, _("Colleagues")),
                Choice(FORGOT, _("Forgotten passphrase")),
                Choice(LEFT, _("Leaves")),
                Choice(NEW, _("Add an officer")),
                Choice(LOCK, _("Locking itself")),
            ]
        )
        self.topic.setAccessibleName(_("What to change"))
        self.told = NoticeBar()
        self.now, self.new = (
            _secret(_("Present passphrase")),
            _secret(_("New passphrase"), _least()),
        )
        self.again = _secret(_("Passphrase once more"))
        self.change = Button(_("Change the passphrase"), primary=True)
        self.who = ChipGroup([])
        self.who.setAccessibleName(_("Which officer"))
        self.title = Field(_("Title"))
        self.cleared = _yes_no()
        self.save = Button(_("Save"), primary=True)
        self.mine = _secret(_("Your own passphrase, to confirm"))
        self.theirs = _secret(_("New passphrase, typed by the colleague"))
        self.theirs_again = _secret(_("Passphrase once more"))
        self.renew = Button(_("Give the colleague this passphrase"))
        self.out = Button(_("Take this officer out"))
        self.name, self.new_title = Field(_("The officer's full name")), Field(_("Title"))
        self.first = _secret(_("Passphrase"), _least())
        self.first_again = _secret(_("Passphrase once more"))
        self.new_cleared = _yes_no()
        self.add = Button(_("Add the officer"), primary=True)
        self.minutes = ChipGroup(
            [Choice(str(one), str(one)) for one in MINUTES],
            label=_("Minutes without a touch until the window locks itself"),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = Words(
            _(
                "When an officer leaves, the key of the register is exchanged and everybody signs "
                "in again. Old backups still open with the old passphrase: lock them away."
            ),
            tone="tx2",
            wrap=True,
        )
        forgot = Words(
            _("A colleague forgot the passphrase? Type yours, then let the colleague choose one."),
            tone="tx2",
            wrap=True,
        )
        self._nobody = Words(_("Nobody else can sign in here yet."), tone="tx2", wrap=True)
        self._parts: dict[str, tuple[QWidget, ...]] = {
            OWN: (self.now, self.new, self.again, self.change),
            OTHERS: (self.who, self.title, self.cleared, self.save),
            FORGOT: (self.who, forgot, self.mine, self.theirs, self.theirs_again, self.renew),
            LEFT: (self.who, left, self.mine, self.out),
            NEW: (
                self.name, self.new_title, self.first, self.first_again, self.new_cleared, self.add,
            ),
            LOCK: (self.minutes,),
        }  # fmt: skip
        shown = dict.fromkeys(widget for part in self._parts.values() for widget in part)
        for widget in (self.topic, self.told, self._nobody, *shown):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.topic.changed.connect(self._show_topic)
        self.who.changed.connect(self._show_one)
        self.change.clicked.connect(
            lambda: self._act(
                self.crew.change_passphrase, self.now.text(), self.new.text(), self.again.text()
            )
        )
        self.again.entered.connect(self.change.press)
        self.add.clicked.connect(self._add)
        self.first_again.entered.connect(self.add.press)
        self.save.clicked.connect(self._save)
        self.out.clicked.connect(self._take_out)
        self.renew.clicked.connect(self._renew)
        self.theirs_again.entered.connect(self.renew.press)
        self.minutes.changed.connect(
            lambda: self._act(self.crew.lock_after, int(self.minutes.value() or MINUTES[1]))
        )
        self.crew.loaded.connect(self._show)
        self.crew.done.connect(self._done)
        self.crew.left.connect(self.lock_asked)
        self.crew.refused.connect(self._refused)

    def begin(self) -> None:
        """Appear with one's own passphrase; nothing typed before is left."""
        self._clear()
        self.told.say("plain", "")
        self.topic.set_value(OWN)
        self._show_topic()
        self.crew.load()
        self.open_sheet(self.now.editor)

    def _show(self, lines: list[OfficerLine], minutes: int) -> None:
        session = self._context.services.session
        self._colleagues = [one for one in lines if one.id != session.officer]
        self.who.set_choices([Choice(str(one.id), one.name) for one in self._colleagues])
        if self._colleagues and self.who.value() is None:
            self.who.set_value(str(self._colleagues[0].id))
        self.minutes.set_value(str(minutes))
        self.minutes_changed.emit(minutes)
        self._show_topic()
        self._show_one()

    def _show_topic(self) -> None:
        topic = self.topic.value() or OWN
        alone = topic in _ABOUT_ONE and not self._colleagues
        shown = () if alone else self._parts[topic]
        hidden = () if self._context.services.session.cleared else (self.cleared, self.new_cleared)
        for widget in {one for part in self._parts.values() for one in part}:
            widget.setVisible(widget in shown and widget not in hidden)
        self._nobody.setVisible(alone)

    def _chosen(self) -> OfficerLine | None:
        return next((one for one in self._colleagues if str(one.id) == self.who.value()), None)

    def _show_one(self) -> None:
        line = self._chosen()
        if line is not None:
            self.title.set_text(line.title)
            self.cleared.set_value(YES if line.cleared else NO)

    def _add(self) -> None:
        self._act(
            self.crew.add,
            name=self.name.text(),
            title=self.new_title.text(),
            passphrase=self.first.text(),
            again=self.first_again.text(),
            cleared=self.new_cleared.value() == YES,
        )

    def _save(self) -> None:
        line = self._chosen()
        if line is not None:
            cleared = self.cleared.value() == YES
            self._act(self.crew.edit, line, self.title.text(), cleared=cleared)

    def _renew(self) -> None:
        line = self._chosen()
        if line is not None:
            new, again = self.theirs.text(), self.theirs_again.text()
            self._act(self.crew.renew, line.id, new, again, self.mine.text())

    def _take_out(self) -> None:
        line = self._chosen()
        question = _("{name} can sign in no more, and the register is locked. Go on?")
        if line is not None and self._context.asker.confirm(
            question.format(name=line.name), _("Take out")
        ):
            self._act(self.crew.take_out, line.id, self.mine.text())

    def _act(self, act: Callable[..., None], *arguments: Any, **named: Any) -> None:
        for field in self._fields():
            field.set_error(None)
        act(*arguments, **named)

    def _done(self, words: str) -> None:
        self._clear()
        self.told.say("ok", words)

    def _refused(self, error: AppError) -> None:
        topic = self.topic.value() or OWN
        name = error.field or "" if isinstance(error, Correctable) else ""
        places = {
            OWN: {"now": self.now, "passphrase": self.new, "again": self.again},
            NEW: {"name": self.name, "passphrase": self.first, "again": self.first_again},
            FORGOT: {"own": self.mine, "passphrase": self.theirs, "again": self.theirs_again},
            LEFT: {"own": self.mine},
        }
        field = places.get(topic, {}).get(name)
        if field is None:
            self.told.say("warn", words_for(error))
            return
        field.set_error(words_for(error))
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fields(self) -> tuple[Field, ...]:
        return (
            self.now, self.new, self.again, self.mine, self.name, self.new_title, self.first,
            self.first_again, self.theirs, self.theirs_again,
        )  # fmt: skip

    def _clear(self) -> None:
        for field in self._fields():
            field.set_error(None)
            field.set_text("")
        self.new_cleared.set_value(NO)


def _least() -> str:
    return _("ten letters or four words at least")


def _secret(label: str, aside: str = "") -> Field:
    field = Field(label, aside=aside, enter_moves=False)
    assert isinstance(field.editor, QLineEdit)
    field.editor.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _yes_no() -> ChipGroup:
    return ChipGroup(
        [Choice(YES, _("Entrusted")), Choice(NO, _("Not entrusted"))],
        label=_("Confidential dossiers"),
    )
