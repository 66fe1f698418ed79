"""The workstations of one commune: how long they are enrolled, withdrawing, vouching.

Withdrawing asks for a reason and for the commune's name, typed; nothing else here is final.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.clock import local
from app.core.errors import AppError, Correctable
from app.core.i18n import _, ngettext
from app.core.names import fold
from app.core.partial_date import parse_typed
from app.services import trust_files
from app.services.changes import Changes
from app.services.trust_care import Machine, RootChange
from app.ui.date_reader import reader
from app.ui.messages import words_for
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.entry_fields import DateField
from app.ui.widgets.field import Field
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Rule, Words

if TYPE_CHECKING:
    from app.ui.screen import Context

SOON = 60  # days before the end from which a renewal is offered
EVERYTHING = Changes(frozenset({"trust"}))


class Machines(QObject):
    """What the sheet shows and does, without a widget.

    Signals:
        loaded: the commune's ``Machine`` list.
        own_ended: whether the office's own certificate has ended.
        changed: a decision holds or was drafted; the ``RootChange``, or None for a renewal.
        refused: something has to be mended; the error.
    """

    loaded = Signal(object)
    own_ended = Signal(bool)
    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._care = context.services.trust_care
        self._pv = 0

    def load(self, pv: int) -> None:
        """Read the workstations of that commune."""
        self._pv = pv

        def done(found: tuple[list[Machine], bool]) -> None:
            self.loaded.emit(found[0])
            self.own_ended.emit(found[1])

        self._context.tasks.read(
            lambda: (self._care.machines(pv), self._care.own_ended()), done=done, owner=self
        )

    def withdraw(self, device: UUID, reason: str, since: date | None) -> None:
        """Trust it no longer."""
        self._write(lambda: self._care.withdraw(device, reason, since=since))

    def vouch(self, device: UUID) -> None:
        """Let what it wrote so far count."""
        self._write(lambda: self._care.vouch(device))

    def take_back(self, device: UUID) -> None:
        """Trust it again."""
        self._write(lambda: self._care.take_back(device))

    def renew(self, device: UUID) -> None:
        """Thirteen months more; files that were put aside for it are taken in."""

        def work() -> None:
            self._care.renew(device)
            self._context.services.exchange.take_kept()

        self._write(work)

    def renew_own(self) -> None:
        """The office's own certificate, because the officer says that the date is right."""
        self._write(lambda: self._care.renew(self._care.own_device))

    def _write(self, work: Callable[[], Any]) -> None:
        self._context.tasks.write(work, done=self._done, failed=self._failed, owner=self)

    def _done(self, change: object) -> None:
        self._context.bus.announce(EVERYTHING, self)
        self.changed.emit(change if isinstance(change, RootChange) else None)
        self.load(self._pv)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Correctable):
            self.refused.emit(error)
        else:
            self._context.tell(error)


class MachinesSheet(Sheet):
    """One commune's workstations, the one that is meant, and what can be done about it."""

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host, _("Workstations of the commune"), width=440)
        self._context = context
        self._machines: list[Machine] = []
        self._name = ""
        self.machines = Machines(context)
        self.own = NoticeBar("warn", action=_("The date is right: renew"))
        self.choice = ChipGroup([], label="", exclusive=True)
        self.choice.setAccessibleName(_("Which workstation"))
        self.state = NoticeBar()
        self.more = Words("", tone="tx2", wrap=True)
        self.renew = Button(_("Renew the enrolment"), icon="refresh-cw")
        self.vouch = Button(_("Use what was put aside"), icon="check")
        self.back = Button(_("Trust this workstation again"))
        self.reason = Field(_("Why it is withdrawn (no names)"), enter_moves=True)
        self.since = DateField(
            _("Lost since (empty: only what comes from now on is put aside)"),
            read=reader(context.services.clock.today()),
        )
        assert isinstance(self.since.editor, QLineEdit)
        self.since.editor.setPlaceholderText(_("e.g. 14/11/2025"))
        self.confirm = Field(_("Type the commune's name to confirm"), enter_moves=False)
        self.withdraw = Button(_("Withdraw this workstation"))
        self.told = NoticeBar()
        self._lost = Words(_("If the workstation was lost or stolen"), "section", wrap=True)
        self._why = Words(
            _(
                "What it wrote before stays. What it writes later is kept but not used, and no "
                "more files are made for it. The others learn it with their next file."
            ),
            tone="tx2",
            wrap=True,
        )
        self._rule = Rule()
        for widget in (
            self.own, self.choice, self.state, self.more, self.renew, self.vouch, self.back,
            self.told, self._rule, self._lost, self._why, self.reason, self.since, self.confirm,
            self.withdraw,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.machines.loaded.connect(self._show)
        self.machines.own_ended.connect(self._show_own)
        self.machines.changed.connect(self._changed)
        self.own.acted.connect(self.machines.renew_own)
        self.machines.refused.connect(self._refused)
        self.choice.changed.connect(self._show_one)
        self.renew.clicked.connect(lambda: self._with(self.machines.renew))
        self.vouch.clicked.connect(lambda: self._with(self.machines.vouch))
        self.back.clicked.connect(self._take_back)
        self.withdraw.clicked.connect(self._withdraw)
        self.confirm.entered.connect(self.withdraw.press)

    def open_for(self, pv: int, name: str) -> None:
        """Appear with the workstations of that commune."""
        self._name = name
        self.set_title(_("Workstations of {commune}").format(commune=name))
        self.told.say("plain", "")
        self._clear()
        self.machines.load(pv)
        self.open_sheet()

    def machine(self) -> Machine | None:
        """The one that is meant; None when the commune has none."""
        chosen = self.choice.value()
        return next((one for one in self._machines if str(one.device) == chosen), None)

    def _show(self, machines: list[Machine]) -> None:
        before = self.choice.value()
        self._machines = machines
        self.choice.set_choices(
            [Choice(str(one.device), label(one, at)) for at, one in enumerate(machines, 1)]
        )
        known = {str(one.device) for one in machines}
        if machines:
            self.choice.set_value(before if before in known else str(machines[0].device))
        self.choice.setVisible(len(machines) > 1)
        self._show_one()

    def _show_own(self, ended: bool) -> None:  # a signal's argument
        words = _("The office's own certificate has ended. Look at the date of this computer.")
        self.own.say("warn", words if ended else "")

    def _show_one(self) -> None:
        one = self.machine()
        gone = one is not None and one.state == "revoked"
        for widget in (self._rule, self._lost, self._why, self.reason, self.since, self.confirm,
                       self.withdraw):  # fmt: skip
            widget.setVisible(one is not None and not gone)
        self.renew.setVisible(one is not None and not gone and one.days_left <= SOON)
        self.vouch.setVisible(gone and one is not None and one.withheld > 0)
        self.back.setVisible(gone)
        if one is None:
            self.state.say("plain", _("This commune has no enrolled workstation yet."))
            self.more.setText("")
            return
        self.withdraw.setText(
            _("Withdraw: {computer}").format(computer=one.mark)
            if one.mark
            else _("Withdraw this workstation")
        )
        self.state.say(*state_words(one))
        self.more.setText(more_words(one))

    def _with(self, act: Callable[[UUID], None]) -> None:
        one = self.machine()
        if one is not None:
            act(one.device)

    def _take_back(self) -> None:
        question = _("Was this workstation never in strange hands? Then it is trusted again.")
        if self._context.asker.confirm(question, _("Trust it again")):
            self._with(self.machines.take_back)

    def _withdraw(self) -> None:
        for field in (self.reason, self.since, self.confirm):
            field.set_error(None)
        if fold(self.confirm.text()) != fold(self._name):
            words = _("Type the name as it stands above: {commune}").format(commune=self._name)
            self._stop(self.confirm, words)
            return
        try:
            since = self._day()
        except Correctable as error:
            self._stop(self.since, words_for(error))
            return
        reason = self.reason.text()
        self._with(lambda device: self.machines.withdraw(device, reason, since))

    def _day(self) -> date | None:
        """The earliest day of what was typed. Raises Correctable."""
        text = self.since.text()
        if not text:
            return None
        return parse_typed(text, today=self._context.services.clock.today()).earliest()

    def _changed(self, change: RootChange | None) -> None:
        self._clear()
        if change is None:
            self.told.say("ok", _("Renewed. The certificate goes with the next file."))
        elif change.draft is None:
            self.told.say("ok", _("In force here. It goes to the others with the next files."))
        else:
            self._keep_draft(change.draft)

    def _keep_draft(self, draft: bytes) -> None:
        """More keys must sign: the draft goes to those who hold them."""
        path = self._context.asker.file_to_save(_("Where to write the draft"), "du-thao.tgxr")
        if path is None:
            self.told.say("warn", _("Nothing was changed: the draft was not written."))
            return
        self._context.tasks.write(
            lambda: trust_files.save(path, draft),
            done=lambda _saved: self.told.say(
                "info", _("Not in force yet: let the holders of the other keys sign this draft.")
            ),
            owner=self,
        )

    def _refused(self, error: AppError) -> None:
        if isinstance(error, Correctable) and error.field == "reason":
            self._stop(self.reason, words_for(error))
        else:
            self.told.say("warn", words_for(error))

    def _clear(self) -> None:
        for field in (self.reason, self.since, self.confirm):
            field.set_text("")
            field.set_error(None)

    def _stop(self, field: Field, words: str) -> None:
        field.set_error(words)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def label(one: Machine, number: int) -> str:
    """How a commune's workstations are told apart."""
    computer = one.mark[:1].upper() + one.mark[1:]  # a lost one is called by who worked on it
    if not computer:
        computer = _("Workstation {number}").format(number=number)
    if one.state == "revoked":
        return _("{computer}, withdrawn").format(computer=computer)
    if one.last_received_ms is None:
        return _("{computer}, nothing sent yet").format(computer=computer)
    day = local(one.last_received_ms).strftime("%d/%m/%Y")
    return _("{computer}, last file {day}").format(computer=computer, day=day)


def state_words(one: Machine) -> tuple[str, str]:
    """Kind and words of a workstation's state."""
    if one.state == "revoked":
        return "warn", _("Withdrawn: nothing is sent to it any more.")
    if one.state == "expired":
        words = ngettext(
            "The enrolment ended {count} day ago.", "The enrolment ended {count} days ago.",
            -one.days_left,
        )  # fmt: skip
        return "warn", words.format(count=-one.days_left)
    words = ngettext(
        "Enrolled, {count} day left.", "Enrolled, {count} days left.", one.days_left
    ).format(count=one.days_left)
    return ("warn" if one.days_left <= SOON else "ok"), words


def more_words(one: Machine) -> str:
    """What to do next about it."""
    if one.state == "revoked":
        if not one.withheld:
            return _("If the commune works on, enrol another workstation for it.")
        words = ngettext(
            "{count} change it made later is put aside. Call the commune: if it is theirs, use it.",
            "{count} changes it made later are put aside. Call the commune: if they are theirs, "
            "use them.",
            one.withheld,
        )
        return words.format(count=one.withheld)
    if one.days_left <= SOON:
        return _("The next file renews it by itself, unless it ended more than 90 days ago.")
    return ""
