"""What the screen of dossiers shows and does, without a widget.

The sum is worked out again with every word typed; nothing typed is saved before the officer says
so, and nothing that was open is decided by the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal

from app.core.errors import Correctable
from app.services.changes import Changes
from app.services.decisions import DecisionEntry
from app.services.dossier_choices import AskedFact, CategoryChoice, categories, facts_asked
from app.services.dossiers import OPEN, DossierFile, DossierLine, supposed_for
from app.services.drafts import DraftKey
from app.services.eligibility import Assessment, OpenQuestion
from app.services.people import PersonLine
from app.ui.presenter import Presenter

if TYPE_CHECKING:
    from app.ui.screen import Context

WORKING, TO_SIGN, DECIDED = "working", "to_sign", "decided"
FOUND_MOST = 8
FORM = "dossier"
PAUSE_MS = 1_500  # from the first letter to the draft: below the two seconds that are promised
TOUCHING = frozenset(
    ("dossier", "restricted_dossier", "decision", "restricted_decision", "fact",
     "restricted_fact", "person", "household", "membership")
)  # fmt: skip


class AllowancePresenter(Presenter):
    """Lists dossiers, opens one, carries it through its steps.

    Signals:
        listed: the lines of the filter in use.
        counted: how many dossiers stand under each filter.
        opened: the dossier chosen, or None when there is none.
        assessed: the sum with what is being typed.
        found: people to open a dossier for.
        saved: something was written; the ``Changes``.
        refused: an entry that must be mended first (``Correctable``).
    """

    listed = Signal(object)
    counted = Signal(object)
    opened = Signal(object)
    assessed = Signal(object)
    found = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.filter = WORKING
        self.file: DossierFile | None = None
        self.answered: OpenQuestion | None = None
        self._typed: dict[str, dict[str, str]] = {}
        self._lines: list[DossierLine] = []
        self._wanted: UUID | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)

    # The list

    def load(self) -> None:
        """Read the dossiers again."""
        self._context.tasks.read(
            lambda: self._services.dossiers.lines(open_only=False), done=self._loaded, owner=self
        )

    def show(self, which: str) -> None:
        """Another filter: working, to_sign or decided."""
        self.filter = which
        self.listed.emit([line for line in self._lines if _fits(line, which)])

    def lines(self) -> list[DossierLine]:
        """Every dossier that was read, whatever the filter."""
        return self._lines

    def _loaded(self, lines: list[DossierLine]) -> None:
        self._lines = lines
        self.counted.emit(
            {
                which: sum(_fits(line, which) for line in lines)
                for which in (WORKING, TO_SIGN, DECIDED)
            }
        )
        self.show(self.filter)

    # One dossier

    def open(self, dossier_id: UUID | None) -> None:
        """Read one dossier; the last one asked for wins."""
        self._wanted = dossier_id
        if dossier_id is None:
            self._opened(None)
            return
        self._context.tasks.read(
            self._services.dossiers.file, dossier_id, done=self._opened, owner=self
        )

    def _opened(self, file: DossierFile | None) -> None:
        if file is not None and file.row.id != self._wanted:
            return
        same = file and self.file and file.row.id == self.file.row.id
        if not same:
            self.keep_now()
            self._typed, self.answered = {}, None
        self.file = file
        if file is not None and not same and not file.row.result:
            left = self._services.drafts.load(DraftKey(FORM, str(file.row.id)))
            self._typed = dict(left.document) if left is not None else {}
        self.opened.emit(file)
        if self._typed:
            self._ask()
        elif file is not None and file.assessment is not None:
            self._told(file.assessment)

    def refresh(self, changes: Changes) -> None:
        """Read again what was touched by something saved."""
        if changes.kinds & TOUCHING:
            self.load()
            if self._wanted is not None:
                self.open(self._wanted)

    @property
    def asked(self) -> tuple[AskedFact, ...]:
        """The facts that decide the dossier that is open."""
        if self.file is None:
            return ()
        return facts_asked(self.file.row.category, cleared=self._services.session.cleared)

    def held(self) -> dict[str, Any]:
        """The facts that hold today by kind, as entered."""
        if self.file is None:
            return {}
        page = self._services.person_pages.page(self.file.row.person)
        today = page.today.isoformat()
        facts = (*page.file.household_facts, *page.file.facts)
        return {fact.kind: fact for fact in facts if fact.holds_on(today)}

    def household(self) -> UUID | None:
        """The household of the person whose dossier is open."""
        return self._services.people.file(self.file.row.person).household if self.file else None

    def suppose(self, kind: str, entry: Mapping[str, str]) -> None:
        """A fact is being typed: work the sum out again with it."""
        self._typed[kind] = dict(entry)
        if not self._pause.isActive():
            self._pause.start()
        self._ask()

    def keep_now(self) -> None:
        """Write what is being typed into the draft of the dossier."""
        self._pause.stop()
        if self.file is not None and self._typed:
            self._context.tasks.write(
                self._services.drafts.save,
                DraftKey(FORM, str(self.file.row.id)),
                self.typed(),
                done=lambda _answer: None,
                owner=self,
            )

    @property
    def unsaved(self) -> bool:
        """Whether facts were typed that are not saved yet."""
        return bool(self._typed)

    def typed(self) -> dict[str, dict[str, str]]:
        """What is being typed, by kind of fact: for the draft."""
        return {kind: dict(entry) for kind, entry in self._typed.items()}

    def _ask(self) -> None:
        file = self.file
        if file is None:
            return
        supposed: dict[str, str | None] = dict(supposed_for(file.row))
        for kind, entry in self._typed.items():
            supposed[kind] = entry.get("value") or entry.get("amount") or None
        self._context.tasks.read(
            lambda: self._services.eligibility.assess(file.row.person, supposed=supposed),
            done=self._told,
            failed=lambda _error: self.assessed.emit(None),
            owner=self,
        )

    def _told(self, assessment: Assessment) -> None:
        if self.answered is not None and self.answered not in assessment.questions:
            self.answered = None
        self.assessed.emit(assessment)

    def answer(self, question: OpenQuestion | None) -> None:
        """Which open question the officer decided; kept with the decision."""
        self.answered = question

    # Writing

    def save_facts(self) -> None:
        """Save the facts that were typed; what held until now ends the day before."""
        file, household = self.file, self.household()
        if file is None or not self._typed:
            return
        typed = {one.kind: one for one in self.asked if one.kind in self._typed}

        def work() -> Changes:
            changes = Changes.of(None)
            for kind, asked in typed.items():
                of_home = asked.subject_kind == "household" and household is not None
                changes = self._services.facts.renew(
                    "household" if of_home else "person",
                    household if of_home and household is not None else file.row.person,
                    {"kind": kind, **self._typed[kind]},
                    restricted=asked.restricted or file.row.restricted,
                )
            self._services.drafts.delete(DraftKey(FORM, str(file.row.id)))
            return changes

        self._pause.stop()
        self._write(work, then=lambda _changes: self._typed.clear())

    def advance(self) -> None:
        """Finish the step that is due now, today."""
        if self.file is not None:
            file = self.file
            self._write(lambda: self._services.dossiers.advance(file.row.id))

    def decide(self, entry: DecisionEntry) -> None:
        """Enter the signed decision, with the officer's answer to what was open."""
        file = self.file
        if file is not None:
            whole = replace(entry, answered=self.answered)
            self._write(lambda: self._services.decisions.decide(file.row.id, whole))

    def edit(self, entry: Mapping[str, str]) -> None:
        """Correct what stands in the dossier."""
        file = self.file
        if file is not None:
            self._write(lambda: self._services.dossiers.edit(file.row.id, entry))

    # A new dossier

    def find_people(self, typed: str) -> None:
        """People to open a dossier for; ``found`` brings at most eight."""
        self._context.tasks.read(
            lambda: (
                self._services.people.lines(
                    self._services.people.numbers(typed, limit=FOUND_MOST)[:FOUND_MOST]
                )
                if typed.strip()
                else []
            ),
            done=self._people,
            owner=self,
        )

    def _people(self, lines: list[PersonLine]) -> None:
        self.found.emit(lines)

    def categories(self) -> tuple[CategoryChoice, ...]:
        """What can be applied for today."""
        session = self._services.session
        return categories(self._services.clock.today(), cleared=session.cleared)

    def granted_to(self, person: UUID) -> str:
        """The category the law gives this person today, "" when none."""
        try:
            found = self._services.eligibility.assess(person)
        except Correctable:
            return ""
        return found.codes[0] if found.codes else ""

    def receive(self, person: UUID, entry: Mapping[str, str], *, restricted: bool) -> None:
        """Receive an application; the new dossier is opened."""
        self._write(
            lambda: self._services.dossiers.open(person, entry, restricted=restricted),
            then=lambda changes: self.open(changes.made),
        )


def _fits(line: DossierLine, which: str) -> bool:
    if which == TO_SIGN:
        return line.state == "submitted"
    return (line.state in OPEN) if which == WORKING else line.state not in OPEN
