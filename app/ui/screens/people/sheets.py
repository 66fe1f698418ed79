"""The sheets over the list of people: each opened for a person or a pair, each with its draft."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from app.core.errors import Correctable
from app.core.i18n import _
from app.services.changes import Changes
from app.services.dossier_choices import AskedFact, fact_kinds
from app.services.drafts import DraftKey
from app.services.moving import Leaving, Moved
from app.services.one_person import Pair
from app.services.people import PersonLine
from app.services.person_pages import PersonPage
from app.ui.draft_keeper import DraftKeeper
from app.ui.screens.people import house_sheet, leave_sheet, same_person_sheet
from app.ui.screens.people.fact_sheet import EndSheet, FactSheet
from app.ui.screens.people.house_sheet import HouseSheet, Housing
from app.ui.screens.people.leave_sheet import LeaveSheet
from app.ui.screens.people.moves_sheet import MovesSheet
from app.ui.screens.people.person_sheet import PersonSheet
from app.ui.screens.people.presenter import PeoplePresenter
from app.ui.screens.people.same_person_sheet import SamePersonSheet
from app.ui.screens.people.work_presenter import WorkPresenter
from app.ui.widgets.field import Field
from app.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.ui.screen import Screen

S = TypeVar("S", bound=Sheet)
_Refusing = PersonSheet | FactSheet | EndSheet | SamePersonSheet | LeaveSheet | HouseSheet
HITS = 8  # rows offered when the other row of a person is looked for


class PersonSheets(QObject):
    """Builds a sheet when it is first wanted; what it saves goes to the presenters."""

    def __init__(self, screen: Screen, presenter: PeoplePresenter, work: WorkPresenter) -> None:
        super().__init__(screen)
        self._screen = screen
        self._context = screen.context
        self._presenter = presenter
        self._work = work
        self._drafts: dict[str, DraftKeeper] = {}
        self._place = -1  # of the pair shown in the list of pairs; -1 for rows that were chosen
        work.compared.connect(self._compared)
        for one in (presenter, work):
            one.saved.connect(self._saved)
            one.refused.connect(self._refused)

    @cached_property
    def person(self) -> PersonSheet:
        """Correcting a person."""
        sheet = PersonSheet(self._screen, self._context.services.clock.today())
        sheet.saved.connect(self._save_person)
        return self._kept("person", sheet, sheet.fields)

    @cached_property
    def fact(self) -> FactSheet:
        """Adding a fact."""
        services = self._context.services
        kinds = fact_kinds(cleared=services.session.cleared)
        sheet = FactSheet(self._screen, services.clock.today(), kinds)
        sheet.saved.connect(self._save_fact)
        return self._kept("fact", sheet, sheet.fields)

    @cached_property
    def end(self) -> EndSheet:
        """Letting a fact end."""
        sheet = EndSheet(self._screen, self._context.services.clock.today())
        sheet.saved.connect(self._presenter.end_fact)
        return self._kept("fact_end", sheet, {"day": sheet.day})

    @cached_property
    def same(self) -> SamePersonSheet:
        """One person or two."""
        sheet = SamePersonSheet(self._screen)
        sheet.linked.connect(self._link)
        sheet.parted.connect(self._part)
        sheet.turned.connect(self._turn)
        sheet.sought.connect(self._seek)
        sheet.picked.connect(self._work.compare)
        return self._kept(same_person_sheet.FORM, sheet, {"reason": sheet.reason})

    @cached_property
    def leave(self) -> LeaveSheet:
        """Moving to another commune."""
        sheet = LeaveSheet(self._screen, self._context.services.clock.today())
        sheet.saved.connect(self._save_leave)
        return self._kept(leave_sheet.FORM, sheet, sheet.fields)

    @cached_property
    def house(self) -> HouseSheet:
        """A household for somebody who came."""
        sheet = HouseSheet(self._screen, self._context.services.clock.today())
        sheet.saved.connect(self._save_house)
        sheet.sought.connect(self._seek_house)
        return self._kept(house_sheet.FORM, sheet, sheet.fields)

    @cached_property
    def moves(self) -> MovesSheet:
        """Who moves at present."""
        sheet = MovesSheet(self._screen, office=self._context.role == "office")
        sheet.opened.connect(self._open_moved)
        sheet.carried.connect(self.carry)
        self._work.counted.connect(lambda _pairs, moves: sheet.show_moves(moves))
        return sheet

    def edit(self, page: PersonPage) -> None:
        """Correct the person."""
        self.person.open_for(page)
        self._drafts["person"].start(str(page.file.person.id))

    def add_fact(self, page: PersonPage) -> None:
        """Add a dated fact."""
        self.fact.open_for()
        self._drafts["fact"].start(str(page.file.person.id))

    def end_fact(self, page: PersonPage, key: str) -> None:
        """Let the fact with this id end; facts of another row are ended on that row."""
        facts = (*page.file.facts, *page.file.household_facts)
        found = next((one for one in facts if str(one.id) == key), None)
        if found is not None:
            self.end.open_for(found)
            self._drafts["fact_end"].start(f"{page.file.person.id}:{key}")

    def find_same(self, page: PersonPage) -> None:
        """Look for another row of the person."""
        self._place = -1
        self.same.open_search(page.file.person.id)

    def compare(self, page: PersonPage) -> None:
        """The person beside their other row."""
        self._place = -1
        if page.others:
            self._work.compare(page.file.person.id, page.others[0].person.id)

    def pairs(self) -> None:
        """Go through the pairs that may be one person."""
        if self._work.pairs:
            self._show_pair(0)
        else:
            self._context.toast(_("No two rows look like one person."))

    def move_away(self, page: PersonPage) -> None:
        """The person leaves for another commune."""
        self.leave.open_for(page, office=self._context.role == "office")
        self._drafts[leave_sheet.FORM].start(str(page.file.person.id))

    def give_house(self, page: PersonPage) -> None:
        """Enter the person into a household."""
        self.house.open_for(page, self._context.services.households.villages())
        self._drafts[house_sheet.FORM].start(str(page.file.person.id))

    def list_moves(self) -> None:
        """Who moves at present."""
        self.moves.show_moves(self._work.moves)
        self.moves.open_sheet(self.moves.list)

    def stay(self, page: PersonPage) -> None:
        """Undo that the person leaves, when the officer means it."""
        question = _("Undo the move of {name}? What was paid goes on as it stood.")
        name = page.file.person.name
        if self._context.asker.confirm(question.format(name=name), _("Undo the move")):
            self._work.stay(page.file.person.id)

    def carry(self, move: Moved) -> None:
        """Carry somebody over, when the officer means it."""
        question = _("Carry {name} over from {old} to {new}? The next files tell both.")
        words = question.format(name=move.name, old=move.source_name, new=move.target_name)
        if self._context.asker.confirm(words, _("Carry over")):
            self._work.carry(move)

    def _kept(self, form: str, sheet: S, fields: dict[str, Field]) -> S:
        draft = DraftKeeper(self._context, form, fields)
        sheet.closed.connect(draft.keep_now)
        self._drafts[form] = draft
        return sheet

    def _compared(self, pair: Pair) -> None:
        self._place = -1
        page = self._presenter.page
        others = {one.person.id for one in page.others} if page is not None else set()
        linked = bool(others & {pair.older.id, pair.younger.id})
        self._show(pair, linked=linked)

    def _show_pair(self, place: int) -> None:
        self._place = place
        self._show(self._work.pairs[place], linked=False)

    def _show(self, pair: Pair, *, linked: bool) -> None:
        same = self.same
        draft = self._drafts[same_person_sheet.FORM]
        draft.keep_now()
        same.reason.set_text("")
        same.show_pair(pair, place=self._place, count=len(self._work.pairs), linked=linked)
        draft.start(same.draft.subject)

    def _turn(self, by: int) -> None:
        if self._place >= 0 and self._work.pairs:
            self._show_pair((self._place + by) % len(self._work.pairs))

    def _seek(self, typed: str) -> None:
        people = self._context.services.people

        def look() -> list[PersonLine]:
            return people.lines(people.numbers(typed, limit=HITS)) if typed.strip() else []

        self._context.tasks.read(look, done=self.same.show_hits, owner=self)

    def _link(self, pair: Pair, reason: str) -> None:
        self._work.link(pair, reason, self.same.draft)

    def _part(self, pair: Pair, reason: str) -> None:
        if self.same.linked_now:
            self._work.unlink(pair, reason, self.same.draft)
        else:
            self._work.tell_apart(pair, reason, self.same.draft)

    def _open_moved(self, move: Moved) -> None:
        self.moves.close_sheet()
        self._context.go("people", person=move.person)

    def _save_person(self, entry: dict[str, str]) -> None:
        if self._presenter.page is not None:
            self._presenter.edit(self._presenter.page.file.person.id, entry)

    def _save_fact(self, fact: AskedFact, entry: dict[str, str]) -> None:
        page = self._presenter.page
        if page is None:
            return
        of_home = fact.subject_kind == "household" and page.file.household is not None
        subject = page.file.household if of_home else page.file.person.id
        assert subject is not None
        self._presenter.add_fact(
            "household" if of_home else "person", subject, entry, restricted=fact.restricted
        )

    def _save_leave(self, entry: Leaving) -> None:
        page = self._presenter.page
        if page is not None:
            person = page.file.person
            draft = DraftKey(leave_sheet.FORM, str(person.id))
            self._work.leave(person.id, person.pv, entry, draft)

    def _seek_house(self, typed: str) -> None:
        households = self._context.services.households
        self._context.tasks.read(
            lambda: households.find(typed, limit=HITS) if typed.strip() else [],
            done=self.house.show_hits,
            owner=self,
        )

    def _save_house(self, housing: Housing) -> None:
        page = self._presenter.page
        if page is not None:
            person = page.file.person.id
            self._work.house(person, housing, DraftKey(house_sheet.FORM, str(person)))

    def _saved(self, changes: Changes) -> None:
        for sheet in self._screen.open_sheets():
            if sheet is self.__dict__.get("moves"):
                continue  # there may be more to carry over
            form = next((name for name, one in self._forms() if one is sheet), "")
            sheet.close_sheet()
            if form:
                self._drafts[form].forget()

    def _forms(self) -> list[tuple[str, _Refusing]]:
        """The sheets that were built and keep drafts."""
        names = {
            "person": "person", "fact": "fact", "end": "fact_end",
            "same": same_person_sheet.FORM, "leave": leave_sheet.FORM, "house": house_sheet.FORM,
        }  # fmt: skip
        built = self.__dict__  # where cached_property puts what was built
        return [(form, built[name]) for name, form in names.items() if name in built]

    def _refused(self, error: Correctable) -> None:
        for _form, sheet in self._forms():
            if sheet.isVisible() and sheet.refuse(error):
                return
        self._context.tell(error)
