"""The officers of this computer: one's own passphrase, colleagues who come and go, the lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app import bootstrap
from app.core.errors import AppError, Correctable
from app.core.i18n import N_, _, ngettext
from app.services.station import OfficerLine
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


class Crew(QObject):
    """What the sheet shows and does, without a widget.

    Signals:
        loaded: everybody who can sign in (``OfficerLine``), and the minutes until the lock.
        done: it was saved; the sentence that says so.
        left: a colleague was taken out; the register is closed.
        refused: something has to be mended; the error.
    """

    loaded = Signal(object, int)
    done = Signal(str)
    left = Signal()
    refused = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def load(self) -> None:
        """Read who works here."""
        services = self._context.services
        self._context.tasks.read(
            lambda: (services.officers.lines(), services.station.lock_minutes()),
            done=lambda found: self.loaded.emit(*found),
            owner=self,
        )

    def change_passphrase(self, now: str, new: str, again: str) -> None:
        """Another passphrase of one's own, typed twice."""

        def work() -> None:
            _same(new, again)
            self._context.services.officers.change_own_passphrase(now, new)

        self._write(work, _("The new passphrase holds from now on."))

    def add(self, *, name: str, title: str, passphrase: str, again: str, cleared: bool) -> None:
        """One more officer, who types the passphrase twice."""

        def work() -> None:
            _same(passphrase, again)
            self._context.services.officers.add(
                name=name, title=title, passphrase=passphrase, cleared=cleared
            )

        self._write(work, _("{name} can sign in now.").format(name=name.strip()))

    def edit(self, line: OfficerLine, title: str, *, cleared: bool) -> None:
        """Title of a colleague, and whether confidential dossiers are entrusted."""
        officers = self._context.services.officers

        def work() -> None:
            if cleared != line.cleared:
                officers.set_cleared(line.id, cleared=cleared)
            if title.strip() != line.title:
                officers.set_title(line.id, title)

        self._write(work, _("Saved. It holds from the next sign-in on."))

    def renew(self, officer: UUID, new: str, again: str, own: str) -> None:
        """Another passphrase for a colleague who forgot it and types it twice."""

        def work() -> None:
            _same(new, again)
            self._context.services.officers.renew_passphrase(officer, new, own=own)

        self._write(work, _("The new passphrase holds from now on."))

    def take_out(self, officer: UUID, passphrase: str) -> None:
        """Exchange the key, so that somebody who left cannot open the register."""
        services = self._context.services
        self._context.tasks.write(
            lambda: bootstrap.take_out_officer(services, officer, passphrase),
            done=lambda _answer: self.left.emit(),
            failed=self._not_taken_out,
            owner=self,
        )

    def _not_taken_out(self, error: BaseException) -> None:
        """Refused, all is as it was; else the register is closed and the next sign-in goes on."""
        self._failed(error)
        if not isinstance(error, Correctable):
            self.left.emit()

    def lock_after(self, minutes: int) -> None:
        """Another time until the window locks itself."""
        told = ngettext("Locks after {count} minute.", "Locks after {count} minutes.", minutes)
        self._write(
            lambda: self._context.services.station.set_lock_minutes(minutes),
            told.format(count=minutes),
        )

    def _write(self, work: Callable[[], Any], told: str) -> None:
        def done(_answer: object) -> None:
            self.done.emit(told)
            self.load()

        self._context.tasks.write(work, done=done, failed=self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Correctable):
            self.refused.emit(error)
        else:
            self._context.tell(error)


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


def _same(passphrase: str, again: str) -> None:
    if passphrase != again:
        raise Correctable(
            "passphrases_differ", N_("The two passphrases differ. Type them again."), field="again"
        )


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
