"""A household for somebody who came: one that is here, the own one, or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import Correctable
from app.core.i18n import _
from app.services import choices
from app.services.households import HouseholdLine, VillageRow
from app.services.person_pages import PersonPage
from app.ui.date_reader import reader, shown
from app.ui.theme import px
from app.ui.widgets.entry_fields import ComboField, DateField
from app.ui.widgets.field import Field
from app.ui.widgets.list_model import ListLine
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words

FORM = "house"
HITS = 3 * 56


@dataclass(frozen=True, slots=True)
class Housing:
    """What was entered; without ``household`` it is the own one, or a new one."""

    household: UUID | None
    relation: str
    on: str
    village: UUID | None
    address: str


class HouseSheet(Sheet):
    """``saved`` carries the :class:`Housing`; ``sought`` what was typed to find a household."""

    saved = Signal(object)
    sought = Signal(str)

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Enter the household"))
        self._joined: UUID | None = None
        read = reader(today, past=False)
        self.who = Words("", "strong", wrap=True)
        self.search = Field(_("Lives with: head, village (empty for an own household)"))
        self.search.changed.connect(self._seek)
        self.hits = ListPane(_("Households"), row=56)
        self.hits.setFixedHeight(px(HITS))
        self.hits.opened.connect(self._join)
        self.hits.hide()
        self.village = ComboField(_("Village"), [])
        self.relation = ComboField(
            _("Relation to the head"),
            [(one, _(words)) for one, words in choices.RELATION.items() if one != "chu_ho"],
        )
        self.fields: dict[str, Field] = {
            "village": self.village,
            "address": Field(_("Address")),
            "relation": self.relation,
            "valid_from": DateField(_("Since"), read=read),
        }
        for widget in (self.who, self.search, self.hits, *self.fields.values()):
            self.body.addWidget(widget)
        self.save = self.add_save(_("Save"), self._save)

    def open_for(self, page: PersonPage, villages: Sequence[VillageRow]) -> None:
        """Ask for the household of this person, since the day of the move."""
        self.who.setText(page.file.person.name)
        self.village.set_choices([(str(one.id), one.name) for one in villages])
        for field in self.fields.values():
            field.set_error(None)
            if isinstance(field, ComboField):
                field.set_value(None)
            else:
                field.set_text("")
        move = page.moves[-1] if page.moves else None
        self.fields["valid_from"].set_text(shown(move.moved_on) if move else "")
        self._joined = None
        self.search.set_text("")
        self._show_choice("")
        self.open_sheet(self.search)

    def show_hits(self, found: Sequence[HouseholdLine]) -> None:
        """The households that fit what was typed."""
        self.hits.setVisible(bool(found))
        self.hits.set_lines(
            [
                ListLine(key=str(one.id), title=one.head_name, right="", second=one.village or "")
                for one in found
            ]
        )

    def refuse(self, error: Correctable) -> bool:
        """Show what to do at the field; whether the sheet has such a field."""
        field = self.fields.get(error.field or "")
        if field is not None:
            field.set_error(error.words())
            field.setFocus()
        return field is not None

    def _seek(self, typed: str) -> None:
        self._joined = None
        self._show_choice("")
        self.sought.emit(typed)

    def _join(self, key: str) -> None:
        if not key:
            return
        line = self.hits.line_at(self.hits.currentIndex().row())
        self._joined = UUID(key)
        self.hits.hide()
        self._show_choice(line.title)
        self.relation.setFocus()

    def _show_choice(self, head: str) -> None:
        told = _("Joins the household of {head}.").format(head=head)
        self.search.set_hint(told if head else "")
        self.relation.setVisible(bool(head))
        self.village.setVisible(not head)
        self.fields["address"].setVisible(not head)

    def _save(self) -> None:
        for field in self.fields.values():
            field.set_error(None)
        village = self.village.value()
        if self._joined is None and not village:
            self.village.set_error(_("Choose the village, or the household that is joined."))
            self.village.setFocus()
            return
        self.saved.emit(
            Housing(
                self._joined,
                self.relation.value() or "khac",
                self.fields["valid_from"].text(),
                UUID(village) if village else None,
                self.fields["address"].text(),
            )
        )
