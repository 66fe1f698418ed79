"""Người dân, hộ gia đình: the list beside one person's page; Ctrl N enters, F2 corrects."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.changes import Changes
from app.services.moving import Moved
from app.services.one_person import Pair
from app.services.person_pages import PersonPage
from app.ui.actions import Action
from app.ui.screen import Context, Screen
from app.ui.screens.people.help_words import help_of
from app.ui.screens.people.intake_page import IntakePage
from app.ui.screens.people.middle import Middle
from app.ui.screens.people.next_step import NextStep
from app.ui.screens.people.page_notes import CARRY, COMPARE, HOUSE, STAY
from app.ui.screens.people.person_words import list_line
from app.ui.screens.people.presenter import PeoplePresenter
from app.ui.screens.people.record_page import PARTS, RecordPage
from app.ui.screens.people.sheets import PersonSheets
from app.ui.screens.people.work_presenter import WorkPresenter
from app.ui.theme import px
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field
from app.ui.widgets.list_beside import ListBeside
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.words import Words

LIST = 312
PAUSE_MS = 120  # after the last letter of the filter


class PeopleScreen(Screen):
    """List, record, intake and preview of people."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = PeoplePresenter(context)
        self.work = WorkPresenter(context)
        self.sheets = PersonSheets(self, self.presenter, self.work)
        self.filter = Field(_("Name, village, last digits"), enter_moves=False)
        self.list = ListPane(_("People"), row=56)
        self.none = EmptyState(
            _("Nobody is on the register yet."),
            _("Type four digits of the ID number or a village, or enter somebody: nine fields."),
            button=_("Enter a household"),
            key="Ctrl N",
            button_icon="plus",
        )
        self.pairs_link = LinkButton("", "F9", icon="users")
        self.moves_link = LinkButton("", "Ctrl M", icon="arrow-right")
        self.record = RecordPage()
        self.middle = Middle(context, self.record)
        self._open_first: UUID | None = None
        self._foreseen = False
        self._sheet_wanted = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._commune = context.role == "commune"
        if not self._commune:
            self.record.read_only()
            self.none.button.hide()
        self._lay_out()
        self._connect()
        self.bind_actions()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(px(16), 0, px(12), px(8))
        top.setSpacing(px(8))
        top.addWidget(Words(_("People, households"), "section"))
        for link in (self.pairs_link, self.moves_link):
            top.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            link.hide()
        inner = QHBoxLayout()
        inner.setContentsMargins(-px(4), 0, 0, 0)
        inner.addWidget(self.filter)
        top.addLayout(inner)
        self.none.hide()
        self.beside = ListBeside(LIST, top, self.list, self.none, middle=self.middle)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.beside)

    def _connect(self) -> None:
        self.filter.changed.connect(lambda _text: self._pause.start())
        self.filter.entered.connect(self.list.setFocus)
        self._pause.timeout.connect(lambda: self.presenter.find(self.filter.text()))
        self.none.acted.connect(self.enter_household)
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(lambda _key: self._open_record())
        self.beside.list_asked.connect(self.back)
        self.presenter.listed.connect(self._listed)
        self.presenter.opened.connect(self._opened)
        self.presenter.told.connect(self.record.show_history)
        self.record.history_asked.connect(self.presenter.load_history)
        self.middle.turned.connect(self._turned)
        self.middle.entered.connect(self._entered)
        self.work.counted.connect(self._counted)
        self.pairs_link.clicked.connect(self.sheets.pairs)
        self.moves_link.clicked.connect(self.sheets.list_moves)
        self.record.overview.note_asked.connect(self._do_note)
        self.record.overview.same_asked.connect(self.find_same)
        self.record.overview.leave_asked.connect(self.move_away)
        self.record.edit_asked.connect(self.edit)
        self.record.print_asked.connect(self.print_papers)
        self.record.fact_asked.connect(self.add_fact)
        self.record.fact_end_asked.connect(self._ask_end)
        self.record.dossier_asked.connect(self._go_to_dossier)
        self.record.overview.step_asked.connect(self._do_step)
        self.record.overview.person_asked.connect(lambda key: self.show_person(UUID(key)))

    @property
    def intake(self) -> IntakePage | None:
        """The intake that is open."""
        return self.middle.intake

    def actions_told(self) -> list[Action]:
        """The keys of the screen; a receiving office reads what its communes entered."""
        return [
            Action("Up|Down", _("choose a person")),
            Action("Return", _("open")),
            *(self._writing_actions() if self._commune else []),
            Action("F9", _("may be one person"), self.sheets.pairs, on_bar=False),
            Action("Shift+F9", _("find their other row"), self.find_same, on_bar=False),
            Action("Ctrl+D", _("moves to another commune"), self.move_away, on_bar=False),
            Action("Ctrl+M", _("moves between communes"), self.sheets.list_moves, on_bar=False),
            Action("F6", _("why this sum"), self._why, on_bar=False),
            Action("Alt+Up", _("person before"), lambda: self.list.step(-1), on_bar=False),
            Action("Alt+Down", _("next person"), lambda: self.list.step(1), on_bar=False),
            *self._part_actions(),
            Action("Esc", _("back to the filter"), self.back),
        ]

    def keys_told(self) -> list[Action]:
        """The keys of the intake while one is open, else those of list and page."""
        return super().keys_told() if self.intake is None else self.intake.keys_told()

    def help_told(self) -> tuple[str, ...]:
        """What the open part of the page, or the intake, is for."""
        part = self.record.tabs.current() if self.intake is None else "intake"
        return help_of(part, office=not self._commune)

    def _writing_actions(self) -> list[Action]:
        return [
            Action("Ctrl+N", _("new household"), self.enter_household),
            Action(
                "Ctrl+Shift+N", _("new person of this household"), self.enter_person, on_bar=False
            ),
            Action("F2", _("edit"), self.edit),
            Action("Ctrl+P", _("print"), self.print_papers),
            Action("F7", _("to do next"), self._do_next, on_bar=False),
            Action("F8", _("add a fact"), self.add_fact, on_bar=False),
            Action("Ctrl+S", _("save"), self.middle.save_intake, on_bar=False),
        ]  # fmt: skip

    def _part_actions(self) -> list[Action]:
        def opener(key: str) -> Callable[[], None]:
            return lambda: self.record.show_part(key)

        return [
            Action(f"Alt+{n}", _("part {n} of the page").format(n=n), opener(key), on_bar=False)
            for n, key in enumerate(PARTS, start=1)
        ]

    def activate(self, **where: Any) -> None:
        """Show the list; open ``person`` or the head of ``household`` when one is named.

        ``new`` goes on with the intake, ``sheet`` (person, fact, leave, house) with one of that
        person; ``pairs`` and ``moves`` open what waits.
        """
        self._sheet_wanted = str(where.get("sheet", ""))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if "person" in where:
            self.show_person(where["person"])
        elif "household" in where:
            members = self.context.services.households.file(where["household"]).members
            if members:
                self.show_person(members[0].person)
        elif not self._foreseen:
            self.presenter.find(self.filter.text())
        self._foreseen = False
        self.work.load()
        if where.get("pairs"):
            self.sheets.pairs()
        elif where.get("moves"):
            self.sheets.list_moves()
        if where.get("new") and self._commune:
            self.middle.enter_household(where.get("household"))

    def foresee(self) -> None:
        """The whole list, while the window is being painted: most work begins with somebody."""
        self._foreseen = True
        self.presenter.find("")

    def refresh(self, changes: Changes) -> None:
        """Read again."""
        self.presenter.refresh(changes)
        if self.isVisible():  # else it is read when the screen is shown again
            self.work.refresh(changes)

    def show_person(self, person: UUID) -> None:
        """Open a person, in the whole list when the filter hides them."""
        self._open_first = person
        self.beside.show_open()
        self.filter.set_text("")
        self._pause.stop()
        self.presenter.find("")
        self.presenter.open(person)  # the list tells nothing when it stands there already

    def enter_household(self) -> None:
        """The intake of a new household."""
        self.middle.enter_household()

    def enter_person(self) -> None:
        """The intake of one more person of the household shown."""
        page = self.record.page
        if page is None or page.file.household is None:
            self.enter_household()
            return
        head = page.file.household_members[0].name if page.file.household_members else ""
        self.middle.enter_household(page.file.household, head)

    def edit(self) -> None:
        """Correct the person shown."""
        self._on_page(self.sheets.edit)

    def add_fact(self) -> None:
        """Add a dated fact to the person shown."""
        self._on_page(self.sheets.add_fact)

    def find_same(self) -> None:
        """Look for another row of the person shown, or see the one that is known."""
        page = self.record.page
        if page is not None and page.others:
            self._on_page(self.sheets.compare)
        else:
            self._on_page(self.sheets.find_same)

    def move_away(self) -> None:
        """The person shown moves to another commune."""
        self._on_page(self.sheets.move_away)

    def house(self) -> None:
        """Give the person shown a household."""
        self._on_page(self.sheets.give_house)

    def print_papers(self) -> None:
        """Preview the papers of the person shown."""
        page = self.record.page
        if page is not None and self.middle.on_record():
            self.context.go("papers", person=page.file.person.id)

    def back(self) -> None:
        """Out of the intake, else to the filter."""
        self.beside.show_list()
        if self.intake is not None:
            self.intake.leave()
        else:
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_record(self) -> None:
        self.beside.show_open()
        self.record.give_focus()

    def _turned(self) -> None:
        """An intake was opened or closed."""
        self.keys_changed.emit()
        if self.intake is not None:
            self.beside.show_open()
            return
        self.beside.show_list() if self.record.page is None else self.beside.show_open()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entered(self, person: UUID) -> None:
        self.context.toast(_("Entered. The draft is no longer needed."))
        self.show_person(person)

    def _listed(self, numbers: array[int]) -> None:
        # Not the page shown: a second list may come before the page that was asked for.
        kept = self._open_first or self.presenter.wanted
        self._open_first = None
        self.filter.set_aside(_("{count} people").format(count=group_digits(len(numbers))))
        self.list.set_lazy(
            len(numbers), lambda rows: [list_line(one) for one in self.presenter.lines(rows)]
        )
        place = self.presenter.place_of(kept) if kept is not None else -1
        self.list.set_current_row(max(place, 0))
        if place >= 0:  # in the middle, where no toast lies over it
            self.list.scrollTo(self.list.currentIndex(), ListPane.ScrollHint.PositionAtCenter)
        self.none.setVisible(len(numbers) < 6)
        self.list.fit_rows(fitted=len(numbers) < 6)
        typed = self.presenter.typed.strip()
        self.none.set_words(
            _("Nobody is on the register yet.") if not typed and not len(numbers)
            else _("That is everybody “{typed}” fits.").format(typed=typed) if typed
            else _("That is everybody."),
            _("Type four digits of the ID number or a village, or enter somebody: nine fields."),
        )  # fmt: skip
        if not len(numbers):
            self.presenter.open(None)
            self.record.page = None
            self.middle.show_record()

    def _chosen(self, key: str) -> None:
        if key:
            self.presenter.open(UUID(key))

    def _opened(self, page: PersonPage) -> None:
        self.record.show_page(page)
        self.middle.show_record()
        if self.intake is None:
            sheets = {
                "person": self.edit,
                "fact": self.add_fact,
                "leave": self.move_away,
                "house": self.house,
            }
            wanted, self._sheet_wanted = self._sheet_wanted, ""
            if wanted in sheets:
                sheets[wanted]()

    def _on_page(self, act: Callable[[PersonPage], None]) -> None:
        if self.record.page is not None and self.middle.on_record():
            act(self.record.page)

    def _ask_end(self, key: str) -> None:
        self._on_page(lambda page: self.sheets.end_fact(page, key))

    def _do_note(self, does: str) -> None:
        page = self.record.page
        if page is None:
            return
        if does == COMPARE:
            self.sheets.compare(page)
        elif does == STAY:
            self.sheets.stay(page)
        elif does == CARRY:
            self.sheets.carry(page.moves[-1])
        elif does == HOUSE:
            self.sheets.give_house(page)

    def _counted(self, pairs: list[Pair], moves: list[Moved]) -> None:
        words = ngettext("{n} pair may be one person", "{n} pairs may be one person", len(pairs))
        self.pairs_link.setText(words.format(n=len(pairs)))
        self.pairs_link.setVisible(bool(pairs))
        words = ngettext("{n} person moves", "{n} persons move", len(moves))
        self.moves_link.setText(words.format(n=len(moves)))
        self.moves_link.setVisible(bool(moves))

    def _go_to_dossier(self, key: str) -> None:
        self.context.go("monthly_allowance", dossier=UUID(key))

    def _do_next(self) -> None:
        if self.middle.on_record() and self.record.overview.step_button is not None:
            self.record.overview.step_button.press()

    def _why(self) -> None:
        self.record.show_part("overview")
        if self.record.overview.reason is not None:
            self.record.overview.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _do_step(self, step: NextStep) -> None:
        page = self.record.page
        if step.does == "edit":
            self.edit()
        elif step.does == "fact":
            self.add_fact()
        elif step.does == "dossier":
            self.context.go("monthly_allowance", dossier=step.dossier)
        elif step.does == "new_dossier" and page is not None:
            self.context.go(
                "monthly_allowance", new_for=page.file.person.id, category=step.category
            )
