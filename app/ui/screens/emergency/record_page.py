"""One case: steps at the left, what was told in the middle, the law's minimum at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import _
from app.services.emergency_cases import CaseFile
from app.ui.left_words import left_words
from app.ui.screens.emergency.case_words import (
    head_words,
    report_words,
    step_lines,
    support_row,
    victim_row,
)
from app.ui.screens.emergency.minimum_card import MinimumCard
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Panel
from app.ui.widgets.head import RecordHead
from app.ui.widgets.step_list import StepList
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column
from app.ui.widgets.words import Rule, Words

STEPS, SIDE = 208, 330


class RecordPage(QWidget):
    """Signals:
    acted: the next step was asked for: meet, decide or deliver.
    """

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.head = RecordHead()
        self.person = Button(_("Open the household"), "F4")
        self.event_button = Button(_("Open the event"))
        self.printing = Button(_("Print"), "Ctrl P")
        self.head.add_button(self.event_button)
        self.head.add_button(self.person)
        self.head.add_button(self.printing)
        self.steps = StepList(label=_("Steps"))
        self.next = Button("", "Ctrl Enter", primary=True, large=True)
        self.minimum = MinimumCard()
        self.told = QWidget()
        self._grid = QGridLayout(self.told)
        self.victims = Table(
            _("6  Victims"),
            [
                Column(_("Name"), 0),
                Column(_("Condition"), 120),
                Column(_("Days"), 56, "right"),
            ],
        )
        self.supports = Table(
            _("What was decided"),
            [
                Column(_("Kind of support"), 0),
                Column(_("Sum"), 100, "right"),
                Column(_("Source"), 120),
            ],
        )
        self._victims_title = Words(_("Victims"), "strong")
        self._supports_title = Words(_("What was decided"), "strong")
        self._step = ""
        self._lay_out()
        self.next.clicked.connect(lambda: self.acted.emit(self._step))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = Panel("surf")
        inside = QVBoxLayout(top)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.head)
        column.addWidget(top)
        column.addWidget(Rule())
        row = QHBoxLayout()
        row.setSpacing(0)
        left = Panel("surf", lines="right")
        left.setFixedWidth(px(STEPS))
        steps = QVBoxLayout(left)
        steps.setContentsMargins(px(24), px(16), px(12), px(16))
        steps.setSpacing(px(12))
        steps.addWidget(Words(_("Steps"), "section"))
        steps.addWidget(self.steps)
        steps.addStretch(1)
        row.addWidget(left)
        row.addWidget(self._middle(), 1)
        side = Panel("bg", lines="left")
        side.setFixedWidth(px(SIDE))
        inner = QVBoxLayout(side)
        inner.setContentsMargins(px(12), px(16), px(12), px(16))
        inner.setSpacing(px(12))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = Panel("bg")
        cards = QVBoxLayout(holder)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.addWidget(self.minimum)
        cards.addStretch(1)
        area.setWidget(holder)
        inner.addWidget(area, 1)
        inner.addWidget(self.next)
        row.addWidget(side)
        column.addLayout(row, 1)

    def _middle(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = Panel("surf")
        column = QVBoxLayout(ground)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        column.addWidget(self.told)
        for title, table in (
            (self._victims_title, self.victims),
            (self._supports_title, self.supports),
        ):
            column.addWidget(title)
            column.addWidget(table)
        column.addStretch(1)
        area.setWidget(ground)
        return area

    def show_case(self, file: CaseFile) -> None:
        """Another case, or the same one step further."""
        self.head.set_words(file.line.name, head_words(file))
        self.head.set_tags(_tags(file))
        self.steps.set_steps(step_lines(file))
        self.minimum.show_minimum(file.minimum)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (label, words) in enumerate(report_words(file)):
            self._grid.addWidget(Words(label, tone="tx2"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Words(words, wrap=True), place, 1)
        self.victims.set_rows([victim_row(one) for one in file.victims])
        self.supports.set_rows([support_row(one) for one in file.supports])
        for shown, parts in (
            (bool(file.victims), (self._victims_title, self.victims)),
            (bool(file.supports), (self._supports_title, self.supports)),
        ):
            for part in parts:
                part.setVisible(shown)
        self.victims.show_all_rows()
        self.supports.show_all_rows()
        self.person.setVisible(file.row.household is not None)
        self.event_button.setVisible(file.row.event is not None)
        self._show_next(file)

    def _show_next(self, file: CaseFile) -> None:
        self._step = step_of(file)
        self.next.setVisible(bool(self._step))
        if file.line.next:
            self.next.setText(file.line.next)


def step_of(file: CaseFile) -> str:
    """What comes next: meet, decide, deliver, or nothing."""
    waiting = next((one for one in file.steps if not (one.done_on or one.skipped)), None)
    if waiting is None:
        return ""
    return {"met": "meet", "decided": "decide", "delivered": "deliver"}.get(waiting.key, "")


def _tags(file: CaseFile) -> list[tuple[str, str]]:
    line = file.line
    if line.days_left is None:
        return []
    kind = "bad" if line.days_left < 0 else "warn" if line.days_left <= 1 else "plain"
    tags = [(kind, left_words(line.days_left, working=line.working))]
    if file.row.shortened:
        tags.append(("plain", _("shortened")))
    return tags
