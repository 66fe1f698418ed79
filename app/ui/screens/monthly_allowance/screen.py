"""Trợ cấp hằng tháng: dossiers by urgency, one as steps, the sum as you type, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.services.changes import Changes
from app.services.decisions import DecisionEntry
from app.services.dossiers import DossierFile, DossierLine
from app.services.eligibility import Assessment
from app.ui.actions import Action
from app.ui.draft_keeper import DraftKeeper
from app.ui.new_figures import FiguresSheet
from app.ui.screen import Context, Screen
from app.ui.screens.monthly_allowance.decision_sheet import DecisionSheet
from app.ui.screens.monthly_allowance.dossier_page import DossierPage
from app.ui.screens.monthly_allowance.dossier_words import (
    list_line,
)
from app.ui.screens.monthly_allowance.fact_fields import FactFields
from app.ui.screens.monthly_allowance.new_sheet import NewDossierSheet
from app.ui.screens.monthly_allowance.presenter import (
    DECIDED,
    TO_SIGN,
    WORKING,
    AllowancePresenter,
)
from app.ui.screens.monthly_allowance.sum_column import WhySheet
from app.ui.theme import px
from app.ui.widgets.chips import ChipGroup, Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.list_beside import ListBeside
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.words import Words

LIST, STEPS = 300, 248
FILTERS = (WORKING, TO_SIGN, DECIDED)


class MonthlyAllowanceScreen(Screen):
    """List of dossiers beside one dossier in three columns."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = AllowancePresenter(context)
        self._found: Assessment | None = None
        self._open_first: UUID | None = None
        self._sheet_wanted = ""
        self.chips = ChipGroup(_filters({}), label="")
        self.chips.setAccessibleName(_("Which dossiers"))
        self.chips.set_value(WORKING)
        self.list = ListPane(_("Dossiers"), row=60)
        self.none = EmptyState(
            _("No dossier here."),
            _("Receive an application: choose the person and what it is for."),
            button=_("New dossier"),
            key="Ctrl N",
            button_icon="plus",
        )
        self.page = DossierPage()
        self.middle = QStackedWidget()
        self._lay_out()
        self._connect()
        self.bind_actions()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(px(16), 0, px(12), px(8))
        top.setSpacing(px(8))
        top.addWidget(Words(_("Monthly allowances"), "section"))
        top.addWidget(self.chips)
        self.middle.addWidget(QWidget())
        self.middle.addWidget(self.page)
        self.beside = ListBeside(LIST, top, self.list, self.none, middle=self.middle)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.beside)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self._listed)
        presenter.counted.connect(lambda counts: self.chips.set_choices(_filters(counts)))
        presenter.opened.connect(self._opened)
        presenter.assessed.connect(self._assessed)
        presenter.found.connect(lambda people: self.new.show_people(people))
        presenter.saved.connect(self._saved)
        presenter.refused.connect(self._refused)
        self.chips.changed.connect(lambda: presenter.show(self.chips.value() or WORKING))
        self.list.current_changed.connect(lambda key: presenter.open(UUID(key) if key else None))
        self.list.opened.connect(lambda _key: self._open_record())
        self.beside.list_asked.connect(self.back)
        self.none.acted.connect(self.receive)
        self.page.person.clicked.connect(self.go_to_person)
        self.page.printing.clicked.connect(self.print_papers)
        self.page.sums.next_asked.connect(presenter.advance)
        self.page.sums.decision_asked.connect(self.enter_decision)
        self.page.sums.why_asked.connect(self.show_why)

    @cached_property
    def decision(self) -> DecisionSheet:
        """The signed decision."""
        sheet = DecisionSheet(self, self.context.services.clock.today())
        sheet.saved.connect(self._decide)
        return sheet

    @cached_property
    def _decision_draft(self) -> DraftKeeper:
        draft = DraftKeeper(self.context, "decision", self.decision.fields)
        self.decision.closed.connect(draft.keep_now)
        return draft

    @cached_property
    def new(self) -> NewDossierSheet:
        """Receiving an application."""
        services, presenter = self.context.services, self.presenter
        sheet = NewDossierSheet(
            self,
            services.clock.today(),
            presenter.categories(),
            cleared=services.session.cleared,
        )
        sheet.looked_for.connect(presenter.find_people)
        sheet.person_chosen.connect(lambda person: sheet.propose(presenter.granted_to(person)))
        sheet.saved.connect(
            lambda person, entry, restricted: presenter.receive(
                person, entry, restricted=restricted
            )
        )
        return sheet

    @cached_property
    def why(self) -> WhySheet:
        """Why this sum, whole."""
        return WhySheet(self)

    @cached_property
    def figures(self) -> FiguresSheet:
        """What new figures of the law change."""
        return FiguresSheet(self, self.context)

    def actions_told(self) -> list[Action]:
        """The keys of the screen."""
        return [
            Action("Return", _("next field")),
            Action("Alt+Up|Alt+Down", _("other dossier")),
            Action("Ctrl+Return", _("next step"), self._next_step),
            Action("Ctrl+Enter", _("next step"), self._next_step, on_bar=False),
            Action("F7", _("enter the decision"), self.enter_decision),
            Action("Ctrl+N", _("new dossier"), self.receive),
            Action("F4", _("open the person"), self.go_to_person, on_bar=False),
            Action("F6", _("why this sum"), self.show_why, on_bar=False),
            Action("Ctrl+S", _("save the facts"), self.presenter.save_facts, on_bar=False),
            Action("Ctrl+P", _("print"), self.print_papers),
            Action("Alt+Up", _("dossier before"), lambda: self.list.step(-1), on_bar=False),
            Action("Alt+Down", _("next dossier"), lambda: self.list.step(1), on_bar=False),
            Action("Esc", _("back to the list"), self.back, on_bar=False),
        ]

    def help_told(self) -> tuple[str, ...]:
        """How a dossier goes on."""
        return (
            _(
                "Type what the papers say: the sum at the right follows, each line with its "
                "article. Ctrl S saves the facts, Ctrl Enter goes on with the next step."
            ),
            _("F7 enters the decision that the chairman has signed. Only then is it paid."),
        )

    def activate(self, **where: Any) -> None:
        """Show the list; open ``dossier``, or start one for the person ``new_for``.

        ``sheet`` "decision" goes on with the decision of that dossier.
        """
        wanted = self._open_first = where.get("dossier")
        self._sheet_wanted = str(where.get("sheet", ""))
        self.presenter.load()
        self.figures.look()
        if wanted is not None:
            self.presenter.open(wanted)
            self.beside.show_open()
        if "new_for" in where:
            person = self.context.services.people.get(where["new_for"])
            category = where.get("category") or self.presenter.granted_to(person.id)
            self.new.open_for(person.id, person.name, category)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def can_leave(self) -> bool:
        """What is typed goes into the draft."""
        self.presenter.keep_now()
        return True

    def refresh(self, changes: Changes) -> None:
        """Read again."""
        self.presenter.refresh(changes)

    def receive(self) -> None:
        """A new dossier."""
        self.new.open_for()

    def enter_decision(self) -> None:
        """The signed decision of the dossier shown."""
        file = self.presenter.file
        if self.presenter.unsaved and self.page.facts is not None:
            self.page.facts.save.setFocus(Qt.FocusReason.OtherFocusReason)
        elif file is not None and not file.row.result:
            self.decision.open_for(file, self.presenter.answered)
            self._decision_draft.start(str(file.row.id))

    def show_why(self) -> None:
        """Why this sum, whole."""
        if self._found is not None:
            self.why.open_for(self._found)

    def go_to_person(self) -> None:
        """The page of the person whose dossier is shown."""
        if self.presenter.file is not None:
            self.context.go("people", person=self.presenter.file.row.person)

    def print_papers(self) -> None:
        """Preview the papers of the dossier shown."""
        if self.presenter.file is not None:
            self.context.go("papers", dossier=self.presenter.file.row.id)

    def back(self) -> None:
        """To the list."""
        self.beside.show_list()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_step(self) -> None:
        if not self.beside.open.isHidden():  # nobody goes on with what is not seen
            self.page.sums.press()

    def _open_record(self) -> None:
        self.beside.show_open()
        self.page.take_focus()

    def _listed(self, lines: Sequence[DossierLine]) -> None:
        wanted, self._open_first = self._open_first, None
        keys = {line.id for line in lines}
        if wanted is not None and wanted not in keys and self.presenter.filter == WORKING:
            self.chips.set_value(DECIDED)
            self._open_first = wanted
            self.presenter.show(DECIDED)
            return
        self.list.set_lines([list_line(line) for line in lines])
        if wanted is not None:
            self.list.set_current(str(wanted))
        self.none.setVisible(not lines)
        self.list.fit_rows(fitted=not lines)
        if not lines:
            self.presenter.open(None)

    def _opened(self, file: DossierFile | None) -> None:
        self.middle.setCurrentIndex(0 if file is None else 1)
        if file is None:
            return
        row = file.row
        labels = {one.code: one.label for one in self.presenter.categories()}
        label = " + ".join(labels.get(code, code) for code in (row.category or "").split(" + "))
        line = next((one for one in self.presenter.lines() if one.id == row.id), None)
        self.page.show_file(file, line)
        self._build_facts(file, f"{row.category or ''} · {label}")
        if file.assessment is None:
            self._assessed(None)
        if self._sheet_wanted == "decision":
            self._sheet_wanted = ""
            self.enter_decision()

    def _build_facts(self, file: DossierFile, category: str) -> None:
        facts = FactFields(
            category,
            self.presenter.asked,
            self.presenter.held(),
            self.context.services.clock.today(),
            closed=bool(file.row.result),
        )
        facts.fill(self.presenter.typed())
        facts.supposed.connect(self.presenter.suppose)
        facts.answered.connect(self._answer)
        facts.save_asked.connect(self.presenter.save_facts)
        self.page.show_facts(facts)

    def _assessed(self, found: Assessment | None) -> None:
        self._found = found
        self.page.sums.show_sum(found)
        words = _("Save what you typed first, with Ctrl S.")
        self.page.sums.next.set_blocked(words if self.presenter.unsaved else None)
        if self.page.facts is not None and self.presenter.file is not None:
            decided = bool(self.presenter.file.row.result)
            self.page.facts.show_questions(None if decided else found, self.presenter.answered)

    def _answer(self, question: Any) -> None:
        self.presenter.answer(question)

    def _decide(self, entry: DecisionEntry) -> None:
        self.presenter.decide(entry)

    def _saved(self, changes: Changes) -> None:
        for sheet in self.open_sheets():
            if isinstance(sheet, DecisionSheet | NewDossierSheet):
                sheet.close_sheet()
            if isinstance(sheet, DecisionSheet):
                self._decision_draft.forget()

    def _refused(self, error: Correctable) -> None:
        for sheet in self.open_sheets():
            if isinstance(sheet, DecisionSheet | NewDossierSheet) and sheet.refuse(error):
                return
        if self.page.facts is not None and self.page.facts.refuse(error):
            return
        if error.field in self.decision.fields and not self.decision.isVisible():
            self.enter_decision()
        self.context.tell(error)


def _filters(counts: dict[str, int]) -> list[Choice]:
    words = {WORKING: _("Under way"), TO_SIGN: _("To be signed"), DECIDED: _("Decided")}
    return [Choice(which, words[which], count=counts.get(which)) for which in FILTERS]
