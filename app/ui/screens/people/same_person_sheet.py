"""Two rows side by side: one person or two, and why; from the list of pairs or by search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.core.money import show_dong
from app.services import choices
from app.services.drafts import DraftKey
from app.services.one_person import Pair, Side
from app.services.people import PersonLine
from app.ui.actions import Action, bind
from app.ui.screens.people.person_words import date_words, joined, list_line, masked
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.field import Field
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Rule, Words

WIDE = 640
HITS = 3 * 56
FORM = "same_person"


class SamePersonSheet(Sheet):
    """Compares two rows and asks what they are.

    Signals:
        linked: they are one person; the pair, the reason.
        parted: they are two persons; the pair, the reason.
        turned: the next pair (+1) or the one before (-1) is wanted.
        sought: what was typed to find the other row.
        picked: the other row was chosen; both ids.
    """

    linked = Signal(object, str)
    parted = Signal(object, str)
    turned = Signal(int)
    sought = Signal(str)
    picked = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("One person or two?"), width=WIDE)
        self.pair: Pair | None = None
        self.linked_now = False  # whether somebody linked the rows that are shown
        self._of: UUID | None = None
        self.search = Field(_("The other row: name, village, last digits"), enter_moves=False)
        self.search.changed.connect(self.sought)
        self.hits = ListPane(_("People"), row=56)
        self.hits.setFixedHeight(px(HITS))
        self.hits.opened.connect(self._pick)
        self.search.entered.connect(self.hits.setFocus)
        self.place_words = Words("", "small", tone="tx2")
        self.before, self.after = (
            LinkButton(_("Pair before"), "Alt ↑"),
            LinkButton(_("Next pair"), "Alt ↓"),
        )
        self.before.clicked.connect(lambda: self.turned.emit(-1))
        self.after.clicked.connect(lambda: self.turned.emit(1))
        bind(Action("Alt+Up", _("pair before"), lambda: self.turned.emit(-1)), self)
        bind(Action("Alt+Down", _("next pair"), lambda: self.turned.emit(1)), self)
        self.money = NoticeBar("bad")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(16))
        self.grid.setVerticalSpacing(px(6))
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        self.reason = Field(_("How do you know this?"), required=True)
        self._lay_out()
        self.one = self.add_save(_("The same person"), lambda: self._tell(self.linked.emit))
        self.two = Button(_("Two different persons"), "Ctrl Shift S")
        self.two.clicked.connect(lambda: self._tell(self.parted.emit))
        bind(Action("Ctrl+Shift+S", _("two different persons"), self.two.press), self)
        self.foot.insertWidget(1, self.two)

    def _lay_out(self) -> None:
        turning = QHBoxLayout()
        turning.addWidget(self.place_words, 1)
        turning.addWidget(self.before)
        turning.addWidget(self.after)
        for widget in (self.search, self.hits):
            self.body.addWidget(widget)
        self.body.addLayout(turning)
        self.body.addWidget(self.money)
        self.body.addLayout(self.grid)
        self.body.addWidget(Rule())
        self.body.addWidget(self.reason)

    @property
    def draft(self) -> DraftKey:
        """What is typed is kept for these two rows."""
        assert self.pair is not None
        return DraftKey(FORM, f"{self.pair.older.id}:{self.pair.younger.id}")

    def open_search(self, person: UUID) -> None:
        """Look for the other row of ``person``; nothing is compared yet."""
        self._of, self.pair = person, None
        self._show_search(shown=True)
        self.search.set_text("")
        self.hits.set_lines([])
        self._show(None)
        self.open_sheet(self.search)

    def show_hits(self, lines: Sequence[PersonLine]) -> None:
        """Who fits what was typed, without the person themselves."""
        self.hits.set_lines([list_line(one) for one in lines if one.id != self._of])

    def show_pair(self, pair: Pair, *, place: int = -1, count: int = 0, linked: bool) -> None:
        """Compare two rows; ``place`` in the list of pairs, -1 for rows that were chosen."""
        self.pair, self.linked_now = pair, linked
        if place >= 0:
            self._show_search(shown=False)
        told = _("Pair {place} of {count} – {why}").format(
            place=place + 1, count=count, why=why_words(pair)
        )
        self.place_words.setText(told if place >= 0 else why_words(pair))
        for button in (self.before, self.after):
            button.setVisible(place >= 0 and count > 1)
        self._show(pair)
        self.one.setVisible(not linked)
        self.one.set_blocked(None if pair.one_commune else _(
            "The rows stand in two communes. Move the person, or send both a notice."
        ))  # fmt: skip
        self.two.setText(_("Undo: two persons") if linked else _("Two different persons"))
        if not self.isVisible():
            self.open_sheet(self.reason)
        else:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tell_window()

    def keys_told(self) -> list[Action]:
        """Only what acts on the rows that are shown."""
        quiet = {"Alt+Up", "Alt+Down"} if self.before.isHidden() else set()
        if self.pair is None:
            quiet.add("Ctrl+Shift+S")
        words = self.two.text()
        other = Action("Ctrl+Shift+S", words[:1].lower() + words[1:])
        told = [other if one.key == other.key else one for one in super().keys_told()]
        return [one for one in told if one.key not in quiet]

    def refuse(self, error: Correctable) -> bool:
        """Show what to do at the reason."""
        if error.field != "reason":
            return False
        self.reason.set_error(error.words())
        self.reason.setFocus()
        return True

    def _show_search(self, *, shown: bool) -> None:
        self.search.setVisible(shown)
        self.hits.setVisible(shown)

    def _show(self, pair: Pair | None) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.reason.set_error(None)
        for widget in (self.reason, self.one, self.two, self.place_words):
            widget.setVisible(pair is not None)
        self.money.say("bad", "")
        if pair is None:
            self.before.hide()
            self.after.hide()
            return
        if pair.paid_twice_vnd:
            words = _("Money goes out on both rows: {sum} a month together.")
            self.money.say("bad", words.format(sum=show_dong(pair.paid_twice_vnd)))
        for line, (label, here, there) in enumerate(rows_of(pair)):
            self.grid.addWidget(Words(label, "small", tone="tx2"), line, 0)
            differ = bool(here and there and here != there)
            for column, words in ((1, here), (2, there)):
                shown = Words(words or "–", "strong" if differ else "base", wrap=True)
                self.grid.addWidget(shown, line, column)

    def _pick(self, key: str) -> None:
        if key and self._of is not None:
            self.picked.emit(self._of, UUID(key))

    def _tell(self, tell: Callable[[Pair, str], None]) -> None:
        if self.pair is not None:
            self.reason.set_error(None)
            tell(self.pair, self.reason.text())


def why_words(pair: Pair) -> str:
    """Why two rows may be one person."""
    if pair.by_number:
        return _("the same ID number")
    beside = pair.older.village == pair.younger.village
    if pair.older.birth == pair.younger.birth and pair.older.birth is not None:
        return _("the same name, birth and village") if beside else _("the same name and birth")
    near = beside and pair.older.name == pair.younger.name
    return _("the same name and village") if near else _("chosen by hand")


def rows_of(pair: Pair) -> list[tuple[str, str, str]]:
    """The lines of the comparison: label, the older row, the younger one."""
    here, there = _cells(pair.older, pair), _cells(pair.younger, pair)
    told = [(label, here[label], there[label]) for label in here]
    return [line for line in told if line[1] or line[2]]


def _cells(side: Side, pair: Pair) -> dict[str, str]:
    paid = show_dong(side.monthly_vnd) if side.monthly_vnd else _("nothing")
    if side.monthly_vnd and side.paid_from:
        since = f"{side.paid_from[5:]}/{side.paid_from[:4]}"
        paid = _("{sum} since {month}").format(sum=paid, month=since)
    return {
        _("Name"): joined(side.name, _("died") if side.died else ""),
        _("Other names"): side.other_names or "",
        _("Date of birth"): date_words(side.birth),
        _("Sex"): _(choices.SEX[side.sex]) if side.sex in choices.SEX else "",
        # The same number is told whole by its last digits; two numbers have to be compared.
        _("ID number"): masked(side.pin) if pair.by_number and side.pin else side.pin or "",
        _("Telephone"): side.phone or "",
        _("Commune"): "" if pair.one_commune else side.commune,
        _("Village"): side.village or "",
        _("Head of household"): side.head or "",
        _("Paid a month"): paid,
        _("Open dossiers"): str(side.open_dossiers or ""),
    }
