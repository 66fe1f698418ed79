"""Hai bản ghi khác nhau: the list, money first, and the entries side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.core.clock import local
from app.core.errors import Correctable
from app.core.i18n import _
from app.services.differences import Difference, Rule, alike, taken_by
from app.services.differences import Entry as ServiceEntry
from app.ui.difference_words import (
    field_words,
    group_words,
    title_words,
    value_words,
    written_words,
)
from app.ui.screens.exchange.presenter import ExchangePresenter
from app.ui.screens.exchange.side_list import SideList, with_page
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field
from app.ui.widgets.list_model import ListLine
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.two_entries import Entry, EntryCell, TwoEntries
from app.ui.widgets.words import Words

TWO = 2


class DifferencesPage(QWidget):
    """Left the fields that wait, right the chosen one; a choice needs a reason.

    Signals:
        person_asked: show the person the difference is about; the row's id.
    """

    person_asked = Signal(object)

    def __init__(self, presenter: ExchangePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._found: dict[str, Difference] = {}
        self._open: Difference | None = None
        self._going_on = False  # one was settled: the next is answered without a reach for the list
        self.list = ListPane(_("Two different entries"), row=56)
        self.title = Words("", "title")
        self.second = Words("", tone="tx2")
        self.person = LinkButton(_("Open the person"), "F4")
        self.money = NoticeBar("bad", icon="banknote")
        self.entries = TwoEntries()
        self.reason = Field(_("Why this one; kept with your name"), enter_moves=False)
        self.keep = Button(_("Keep the chosen one"), "Enter", primary=True)
        self.later = LinkButton(_("Later"), "Esc")
        self.alike = Words("", tone="tx2", wrap=True)
        self.newer = LinkButton(_("The newer one for all"), "Alt N")
        self.office = LinkButton(_("The office's for all"), "Alt O")
        self.empty = EmptyState(
            _("No field waits for an answer."),
            _("When two computers have written different things, both stand here."),
            icon="circle-check",
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        above = Words(_("Those that concern money come first"), "small_strong", tone="tx2")
        above.setContentsMargins(px(16), 0, px(16), px(6))
        left = SideList(above, self.list)
        page = QWidget()
        right = QVBoxLayout(page)
        right.setContentsMargins(px(24), px(16), px(20), px(16))
        right.setSpacing(px(12))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.person)
        right.addLayout(head)
        for widget in (self.second, self.money, self.entries, self.reason):
            right.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        foot.addStretch(1)
        foot.addWidget(self.later, 0, Qt.AlignmentFlag.AlignTop)
        right.addLayout(foot)
        together = QHBoxLayout()
        together.addWidget(self.alike, 1)
        together.addWidget(self.newer)
        together.addWidget(self.office)
        right.addLayout(together)
        note = _("No computer's clock decides which entry is right.")
        right.addWidget(Words(note, "small", tone="tx2"))
        right.addStretch(1)
        self.money.hide()
        both = QWidget()
        with_page(left, scrolled(page), both)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(both)

    def _connect(self) -> None:
        self._presenter.differing.connect(self.show_differences)
        self._presenter.refused.connect(self._refused)
        self.list.current_changed.connect(self.open)
        self.list.opened.connect(lambda _key: self.entries.take_focus())
        self.entries.chosen.connect(self._chosen)
        self.reason.changed.connect(lambda _text: self.reason.set_error(None))
        self.reason.entered.connect(self.keep.press)
        self.keep.clicked.connect(self.settle)
        self.person.clicked.connect(self.show_person)
        self.newer.clicked.connect(lambda: self.settle_alike(Rule.NEWER))
        self.office.clicked.connect(lambda: self.settle_alike(Rule.OFFICE))
        self.later.clicked.connect(lambda: self.list.step(1))

    def show_differences(self, found: list[Difference]) -> None:
        """Fill the list, kind by kind; the one that was open stays open while it waits."""
        together = sorted(
            found,
            key=lambda one: (one.waiting_ms is not None, not one.money, one.kind, one.field),
        )
        self._found = {f"{one.row}/{one.field}": one for one in together}
        self._stack.setCurrentIndex(1 if found else 0)
        self.list.set_lines([_line(key, one) for key, one in self._found.items()])
        if found:
            now = self.list.current_key()
            self.open(now if now in self._found else next(iter(self._found)))
            if self._going_on:
                self.entries.take_focus()
        self._going_on = False

    def take_focus(self) -> None:
        """Onto the list; Enter goes on to the entries."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def alike_offered(self) -> bool:
        """Whether several of one kind can be settled together now."""
        return not self.newer.isHidden()

    def open(self, key: str) -> None:
        """Show one side by side; what was typed for another is dropped."""
        one = self._found.get(key)
        if one is None:
            return
        same = self._open is not None and (self._open.row, self._open.field) == (
            one.row,
            one.field,
        )
        self._open = one
        name = field_words(one.field)
        self.title.setText(title_words(one))
        self.person.setVisible(one.person is not None)
        self.second.setText(written_words(one))
        sentence = _("Money hangs on this answer; nobody else has to wait for it.")
        self.money.say("bad", sentence if one.money else "", icon="banknote")
        self.entries.set_entries([name, _("Who, when")], _entries(one))
        self._show_alike(one)
        if not same:
            self.reason.set_text("")
            self.reason.set_error(None)
        self._block()

    def show_person(self) -> None:
        """Go to the person concerned, if the row names one."""
        if self._open is not None and self._open.person is not None:
            self.person_asked.emit(self._open.person)

    def press_key(self, key: str) -> None:
        """Choose the entry with that number."""
        self.entries.press_key(key)

    def settle(self) -> None:
        """Keep the chosen entry."""
        chosen = self.entries.chosen_value()
        if self._open is None or chosen is None:
            return
        self._going_on = True
        entry: ServiceEntry = self._open.entries[int(chosen)]
        self._presenter.settle(self._open, entry, self.reason.text())

    def settle_alike(self, rule: Rule) -> None:
        """Keep the newer one, or the office's, in this field of every record that waits."""
        if self._open is None:
            return
        found = alike(list(self._found.values()), self._open)
        if len(found) > 1:
            self._presenter.settle_together(found, rule, self.reason.text())

    def _show_alike(self, one: Difference) -> None:
        found = alike(list(self._found.values()), one)
        for widget in (self.alike, self.newer, self.office):
            widget.setVisible(len(found) > 1)
        if len(found) > 1:
            words = _("“{field}” waits in {count} records. One answer for all of them:")
            self.alike.setText(words.format(field=field_words(one.field), count=len(found)))
        self.office.setVisible(
            len(found) > 1 and any(taken_by(Rule.OFFICE, each) is not None for each in found)
        )

    def _chosen(self, _value: str) -> None:
        self._block()
        self.reason.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _block(self) -> None:
        chosen = self.entries.chosen_value()
        self.keep.set_blocked(None if chosen else _("Choose one of the entries first."))

    def _refused(self, error: Correctable) -> None:
        self._going_on = False
        if error.field == "reason":
            self.reason.set_error(error.words())
            self.reason.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(key: str, one: Difference) -> ListLine:
    """A line under the head of its kind, so that the same stand together."""
    return ListLine(
        key,
        title_words(one),
        second=_("money at stake") if one.money else _("no money at stake"),
        group=group_words(one),
    )


def _entries(one: Difference) -> list[Entry]:
    """What stood before both, then every entry: this computer's first."""
    value = value_words(one, one.base)
    found = [
        Entry("base", _("Before"), _("before both changes"), (EntryCell(value, " "), EntryCell()))
    ]
    for place, entry in enumerate(one.entries):
        when = local(entry.at_ms).strftime("%d/%m/%Y %H:%M")
        cells = (
            EntryCell(value_words(one, entry.value), " "),
            EntryCell(entry.who or "–", when),
        )
        title, second = _place(one, entry)
        found.append(Entry(str(place), title, second, cells, str(place + 1)))
    return found


def _place(one: Difference, entry: ServiceEntry) -> tuple[str, str]:
    """Where it was written: this computer, the other one, or by name when there are more."""
    if entry.here:
        return _("This computer"), _("yours")
    device = entry.device or _("unknown")
    if entry.office or len(one.entries) > TWO:
        return device, _("receiving office") if entry.office else _("another computer")
    return _("The other computer"), device
