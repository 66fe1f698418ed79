"""One dossier in three columns: its steps, what the papers say, the sum that follows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _
from app.services.dossiers import DossierFile, DossierLine
from app.ui.left_words import left_words
from app.ui.screens.monthly_allowance.dossier_words import head_line, step_lines
from app.ui.screens.monthly_allowance.fact_fields import FactFields
from app.ui.screens.monthly_allowance.sum_column import SumColumn
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Panel
from app.ui.widgets.head import RecordHead
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.step_list import StepList
from app.ui.widgets.words import Rule, Words

STEPS = 248


class DossierPage(QWidget):
    """Shows a dossier; the fields of its facts are made anew for each."""

    def __init__(self) -> None:
        super().__init__()
        self.head = RecordHead()
        self.person = Button(_("Open the person"), "F4")
        self.printing = Button(_("Print"), "Ctrl P")
        self.head.add_button(self.person)
        self.head.add_button(self.printing)
        self.steps = StepList(label=_("Steps"))
        self.unverified = Words("", "small", tone="warn", wrap=True)
        self.facts: FactFields | None = None
        self.fact_area = scrolled(QWidget())
        self.sums = SumColumn()
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = Panel("surf")
        inside = QVBoxLayout(top)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
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
        steps.addWidget(self.unverified)
        steps.addStretch(1)
        row.addWidget(left)
        ground = Panel("surf")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.fact_area)
        row.addWidget(ground, 1)
        row.addWidget(self.sums)
        column.addLayout(row, 1)

    def show_file(self, file: DossierFile, line: DossierLine | None) -> None:
        """Another dossier, or the same one step further; ``line`` tells its limit."""
        self.head.set_words(file.row.person_name, head_line(file))
        self.head.set_tags(_tags(file, line))
        self.steps.set_steps(step_lines(file))
        words = _("The limits are not verified against {legal}.").format(legal=file.legal)
        self.unverified.setText("" if file.procedure_verified else words)
        self.sums.show_file(file)

    def show_facts(self, facts: FactFields) -> None:
        """The fields of this dossier; whoever was typing goes on typing."""
        typing = self.facts is not None and self.facts.isAncestorOf(self.focusWidget() or self)
        self.facts = facts
        self.fact_area.setWidget(facts)
        if typing:
            facts.give_focus()

    def take_focus(self) -> None:
        """Onto the first field of the dossier."""
        if self.facts is not None and self.facts.fields:
            self.facts.give_focus()
        else:
            self.sums.next.setFocus(Qt.FocusReason.OtherFocusReason)


def _tags(file: DossierFile, line: DossierLine | None) -> list[tuple[str, str]]:
    tags = []
    if file.row.restricted:
        tags.append(("plain", _("kept to colleagues with the right")))
    if line is not None and line.days_left is not None and line.due is not None:
        kind = "bad" if line.days_left < 0 else "warn" if line.days_left <= 5 else "plain"
        due = _("due {day}").format(day=line.due.strftime("%d/%m"))
        tags.append((kind, f"{left_words(line.days_left, working=True)}, {due}"))
    return tags
