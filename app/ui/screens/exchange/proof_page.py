"""Không mất gì: find a person, see every change about them and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.core.clock import local
from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.comparisons import Compared
from app.services.proof import DIFFERS, IN_USE, PARTLY, REPLACED, Proof, Trace
from app.services.search import SearchHit
from app.ui.screens.exchange.proof_presenter import ProofPresenter
from app.ui.screens.exchange.side_list import SideList, with_page
from app.ui.theme import px
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field
from app.ui.widgets.list_model import ListLine
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row
from app.ui.widgets.words import Words

FEWEST = 5  # rows that are seen at once, the head counted


class ProofPage(QWidget):
    """Left the persons that were looked for, right the changes of one, above what agrees."""

    def __init__(self, presenter: ProofPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._traces: dict[str, Trace] = {}
        self.typed = Field(_("Name, or end of the number"), enter_moves=False)
        self.list = ListPane(_("People found"))
        self.compared = NoticeBar("ok", icon="circle-check")
        self.title = Words("", "title")
        self.waiting = NoticeBar("warn", icon="hourglass")
        self.table = Table(
            _("Every change"),
            [
                Column(_("Time"), 140),
                Column(_("Who"), 140),
                Column(_("What"), 210),
                Column(_("Now"), 0),
            ],
        )
        self.detail = Card(_("Where this change stands"))
        self.what = Words("", wrap=True)
        self.standing = Words("", "strong", wrap=True)
        self.way = Words("", wrap=True)
        self.empty = EmptyState(
            _("Look for a person at the left."),
            _("Every change ever made stays: in use, replaced by a later one, or waiting."),
            icon="search",
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(px(12), 0, px(12), 0)
        column.addWidget(self.typed)
        left = SideList(above, self.list)
        for words in (self.what, self.standing, self.way):
            self.detail.add(words)
        page = QWidget()
        one = QVBoxLayout(page)
        one.setContentsMargins(0, 0, 0, 0)
        one.setSpacing(px(12))
        one.addWidget(self.title)
        one.addWidget(self.waiting)
        one.addWidget(self.table, 1)
        one.addWidget(self.detail)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(page)
        shown = QWidget()
        right = QVBoxLayout(shown)
        right.setContentsMargins(px(16), px(12), px(16), px(16))
        right.setSpacing(px(12))
        right.addWidget(self.compared)
        right.addWidget(holder, 1)
        self.table.setMinimumHeight(px(32) * FEWEST)
        with_page(left, scrolled(shown), self)
        self.compared.hide()
        self.waiting.hide()

    def _connect(self) -> None:
        self._presenter.found.connect(self.show_hits)
        self._presenter.proved.connect(self.show_proof)
        self._presenter.compared.connect(self.show_compared)
        self.typed.changed.connect(self._presenter.look_for)
        self.typed.entered.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.current_changed.connect(self._choose)
        self.table.current_changed.connect(self._show_detail)

    def show_hits(self, hits: Sequence[SearchHit]) -> None:
        """The persons that fit; the first is opened."""
        lines = [
            ListLine(str(hit.id), hit.title, right=hit.right, second=hit.second) for hit in hits
        ]
        self.list.set_lines(lines)
        if hits and str(self._presenter.person) not in {line.key for line in lines}:
            self.list.set_current(lines[0].key)

    def show_proof(self, proof: Proof) -> None:
        """Fill the table, the latest change first."""
        self._traces = {str(place): one for place, one in enumerate(proof.traces)}
        self._stack.setCurrentIndex(1 if proof.traces else 0)
        line = self.list.line_at(self.list.currentIndex().row()) if self.list.lines() else None
        self.title.setText(line.title if line is not None else "")
        words = ngettext(
            "{count} more change lies here and waits for what it belongs to.",
            "{count} more changes lie here and wait for what they belong to.",
            proof.waiting,
        ).format(count=proof.waiting)
        self.waiting.say("warn", words if proof.waiting else "", icon="hourglass")
        self.table.set_rows([_row(key, one) for key, one in self._traces.items()])
        if self._traces:
            self.table.set_current("0")
            self._show_detail("0")

    def show_compared(self, found: Sequence[Compared]) -> None:
        """Whether this computer and the others hold the same, and what to do if not."""
        wrong = [one for one in found if not one.agrees]
        if wrong:
            names = ", ".join(
                dict.fromkeys(record.subject for record in wrong[0].records if record.subject)
            )
            told = wrong[0].advice() + (f" {names}" if names else "")
            self.compared.say("bad", told, icon="circle-alert")
        elif found:
            one = found[0]
            told = _("Compared with {peer} on {day}: {count} records, the same on both.").format(
                peer=one.peer,
                day=local(one.compared_ms).strftime("%d/%m/%Y"),
                count=group_digits(sum(each.rows for each in found if each.peer == one.peer)),
            )
            self.compared.say("ok", told, icon="circle-check")
        else:
            self.compared.say("ok", "")

    def _choose(self, key: str) -> None:
        if key:
            self._presenter.choose(UUID(key))

    def _show_detail(self, key: str) -> None:
        one = self._traces.get(key)
        if one is None:
            return
        changes = "; ".join(
            f"{change.label}: {change.old or '–'} → {change.new or '–'}"
            for change in one.line.changes
        )
        self.what.setText(f"{one.line.action} · {one.line.record}. {changes}")
        self.standing.setText(one.standing_words())
        self.way.setText(one.way_words())


def _row(key: str, one: Trace) -> Row:
    short = {
        IN_USE: Cell(_("in use"), "ok", "check"),
        PARTLY: Cell(_("in use in part"), "ok", "check"),
        REPLACED: Cell(_("replaced"), "tx2"),
        DIFFERS: Cell(_("somebody chooses"), "warn", "hourglass"),
    }
    state = short.get(one.standing) or Cell(one.standing_words(), "tx2")
    at = one.line.at.strftime("%d/%m/%Y %H:%M")
    return Row(key, (at, one.line.who or "–", f"{one.line.action} · {one.line.record}", state))
