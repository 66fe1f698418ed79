"""One person's page: head with the masked number, tabs, and what stands under each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import _
from app.services.history import HistoryLine
from app.services.person_pages import PersonPage
from app.ui.screens.people import record_tables as tables
from app.ui.screens.people.overview import Overview
from app.ui.screens.people.person_words import grouped, head_line, masked
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Panel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.table import Table
from app.ui.widgets.tabs import Tab, TabStrip
from app.ui.widgets.words import Rule, Words

PARTS = ("overview", "facts", "dossiers", "papers", "changes")


class PersonHead(Panel):
    """Name, who it is in a line, the masked number with the way to see it, buttons."""

    def __init__(self) -> None:
        super().__init__("surf")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._number = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(12), px(16), 0)
        column.setSpacing(0)
        self._row = QHBoxLayout()
        self._row.setSpacing(px(8))
        self.name = Words("", "title")
        self._row.addWidget(self.name, 1)
        column.addLayout(self._row)
        second = QHBoxLayout()
        second.setSpacing(px(12))
        self.line = Words("", tone="tx2")
        self.number = Words("", tone="tx2")
        self.see = LinkButton(_("See"), icon="eye")
        self.see.clicked.connect(self._show_number)
        for widget in (self.line, self.number, self.see):
            second.addWidget(widget)
        second.addStretch(1)
        column.addLayout(second)

    def add_button(self, button: Button) -> None:
        """A button at the right of the name."""
        self._row.addWidget(button)

    def show_page(self, page: PersonPage) -> None:
        """Another person; the number is masked again."""
        person = page.file.person
        self.name.setText(person.name)
        self.setAccessibleName(person.name)
        self.line.setText(head_line(page))
        self._number = person["pin"] or ""
        told = f"{_('ID number')} {masked(self._number)}" if self._number else _("no ID number yet")
        self.number.setText(told)
        self.see.setVisible(bool(self._number))

    def _show_number(self) -> None:
        self.number.setText(f"{_('ID number')} {grouped(self._number)}")
        self.see.hide()


class RecordPage(QWidget):
    """Head, tabs and parts of one person.

    Signals:
        edit_asked: F2.
        print_asked: Ctrl P.
        fact_asked: a fact is to be added.
        fact_end_asked: the fact of the row chosen is to end; its id as text.
        dossier_asked: a dossier is to be opened; its id as text.
        history_asked: who changed what is to be read.
    """

    edit_asked = Signal()
    print_asked = Signal()
    fact_asked = Signal()
    fact_end_asked = Signal(str)
    dossier_asked = Signal(str)
    history_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page: PersonPage | None = None
        self.head = PersonHead()
        self.edit = Button(_("Edit"), "F2")
        self.edit.clicked.connect(self.edit_asked)
        self.printing = Button(_("Print papers"), "Ctrl P")
        self.printing.clicked.connect(self.print_asked)
        self.head.add_button(self.edit)
        self.head.add_button(self.printing)
        self.tabs = TabStrip(
            [
                Tab("overview", _("Overview")),
                Tab("facts", _("Circumstances")),
                Tab("dossiers", _("Dossiers")),
                Tab("papers", _("Papers")),
                Tab("changes", _("History of changes")),
            ],
            _("Parts of the page"),
        )
        self.tabs.changed.connect(self.show_part)
        self.overview = Overview()
        self.overview.fact_asked.connect(self.fact_asked)
        self.facts = Table(_("Circumstances"), tables.fact_columns())
        self.dossiers = Table(_("Dossiers"), tables.dossier_columns())
        self.papers = Table(_("Papers"), tables.paper_columns())
        self.changes = Table(_("History of changes"), tables.change_columns())
        self.facts.opened.connect(self.fact_end_asked)
        self.dossiers.opened.connect(self.dossier_asked)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.overview)
        self._parts.addWidget(self._facts_part())
        self._parts.addWidget(self.dossiers)
        self._parts.addWidget(self._papers_part())
        self._parts.addWidget(self.changes)
        self._lay_out()

    def _facts_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, px(12), 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(px(12), 0, px(12), 0)
        self.add_fact = Button(_("Add a fact"), icon="plus")
        self.add_fact.clicked.connect(self.fact_asked)
        row.addWidget(self.add_fact)
        row.addWidget(Words(_("Enter on a row: let it end."), "small", tone="tx2"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.facts, 1)
        return part

    def _papers_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self.no_papers = EmptyState(
            _("No paper was made about this person yet."),
            _("Every paper that is printed or saved as PDF will stand here with its day."),
            button=_("Print papers"),
            key="Ctrl P",
            icon="printer",
        )
        self.no_papers.acted.connect(self.print_asked)
        column.addWidget(self.papers, 1)
        column.addWidget(self.no_papers, 1)
        return part

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        ground = Panel("surf")
        head = QVBoxLayout(ground)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(px(4))
        head.addWidget(self.head)
        head.addWidget(self.tabs)
        ground.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(ground)
        column.addWidget(Rule())
        column.addWidget(self._parts, 1)

    def show_page(self, page: PersonPage) -> None:
        """Show a person; the part that is open stays open."""
        self.page = page
        self.head.show_page(page)
        self.overview.show_page(page)
        self.facts.set_rows(tables.fact_rows(page))
        self.dossiers.set_rows(tables.dossier_rows(page))
        self.papers.set_rows(tables.paper_rows(page.papers))
        self.papers.setVisible(bool(page.papers))
        self.no_papers.setVisible(not page.papers)
        if self.tabs.current() == "changes":
            self.history_asked.emit()
        others = sum(len(other.facts) for other in page.others)
        facts = len(page.file.facts) + len(page.file.household_facts) + others
        dossiers = len(page.dossiers) + sum(len(other.dossiers) for other in page.others)
        self.tabs.set_count("facts", facts or None)
        self.tabs.set_count("dossiers", dossiers or None)
        self.tabs.set_count("papers", len(page.papers) or None)

    def read_only(self) -> None:
        """For a receiving office: the commune's own entries are not corrected here."""
        for button in (self.edit, self.printing, self.add_fact, self.no_papers.button):
            button.hide()
        self.no_papers.set_words(_("No paper was made about this person here."))
        self.overview.read_only = True

    def show_history(self, lines: Sequence[HistoryLine]) -> None:
        """Who changed what about the person shown."""
        self.changes.set_rows(tables.change_rows(lines))

    def show_part(self, key: str) -> None:
        """Open a part by its key."""
        self.tabs.set_current(key)
        self._parts.setCurrentIndex(PARTS.index(key))
        if key == "changes":
            self.history_asked.emit()

    def give_focus(self) -> None:
        """Focus on what the open part offers first."""
        shown = self._parts.currentWidget()
        target = self.overview.step_button or self.edit if shown is self.overview else shown
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
