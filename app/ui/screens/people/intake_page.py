"""The quick intake: where the household lives, then its members in a grid; Ctrl S saves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _
from app.services import choices
from app.ui.actions import Action
from app.ui.screens.people.intake_presenter import IntakeEntry, IntakePresenter, MemberEntry
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Panel
from app.ui.widgets.entry_fields import ComboField
from app.ui.widgets.field import Field
from app.ui.widgets.grid_edit import GridEdit
from app.ui.widgets.grid_model import GridColumn
from app.ui.widgets.head import RecordHead
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.words import Rule, Words

if TYPE_CHECKING:
    from app.services.households import VillageRow

CELLS = ("name", "sex", "birth", "relation", "pin", "ethnic_name")
CODED = {"sex": choices.SEX, "relation": choices.RELATION}


class IntakePage(QWidget):
    """A form of its own presenter.

    Signals:
        left: Esc; what was typed is in the draft.
        saved: entered; the first person's id.
    """

    left = Signal()
    saved = Signal(object)

    def __init__(self, presenter: IntakePresenter, household_name: str = "") -> None:
        super().__init__()
        self.presenter = presenter
        self._into = presenter.into is not None
        self.head = RecordHead(
            _("New person of the household {name}").format(name=household_name)
            if self._into
            else _("New household"),
            _("Only the name is needed now; the rest can follow. Everything typed is kept."),
        )
        self.note = NoticeBar("info")
        self.village = ComboField(_("Village"))
        self.new_village = Field(_("Name of the new village"))
        self.add_village = LinkButton(_("Add a village"), icon="plus")
        self.address = Field(_("Address, landmark"))
        self.phone = Field(_("Telephone"))
        self.poverty = ComboField(
            _("Poverty list of the year"),
            [("", _("not known yet")), *((v, _(w)) for v, w in choices.POVERTY.items())],
        )
        self.grid = GridEdit(
            _("Members, the head first"),
            [
                GridColumn(_("Full name"), 0),
                GridColumn(_("Sex"), 76, "choice", _words("sex")),
                GridColumn(_("Date of birth"), 110),
                GridColumn(_("Relation to head"), 140, "choice", _words("relation")),
                GridColumn(_("ID number"), 150),
                GridColumn(_("Ethnicity"), 90),
            ],
            grows=not self._into,
            numbered=True,
        )
        self.save = Button(_("Save"), "Ctrl S", primary=True)
        self.discard = Button(_("Throw away"))
        self._lay_out()
        self._connect()
        self.grid.set_rows([[""] * len(CELLS)] if self._into else [])
        presenter.load()

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
        sheet = Panel("surf")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(px(20), px(16), px(20), px(16))
        inner.setSpacing(px(12))
        inner.addWidget(self.note)
        self.note.hide()
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, field in enumerate((self.village, self.address, self.phone, self.poverty)):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        grid.addWidget(self.add_village, 1, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.new_village, 1, 0)
        self.new_village.hide()
        inner.addWidget(fields)
        fields.setVisible(not self._into)
        members = Words(_("Members, the head first"), "strong")
        members.setContentsMargins(4, 0, 0, 0)
        told = _("Birth as told: 1/7/45, 07-1945, 1945, about 1945. Ctrl V pastes from Excel.")
        row = QHBoxLayout()  # where the eye is before it types the first date
        row.setSpacing(px(16))
        row.addWidget(members)
        row.addWidget(Words(told, "small", tone="tx2"), 1, Qt.AlignmentFlag.AlignBottom)
        inner.addLayout(row)
        inner.addWidget(self.grid, 1)
        column.addWidget(sheet, 1)
        column.addWidget(Rule())
        foot = Panel("surf")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(24), px(12), px(16), px(12))
        row.setSpacing(px(8))
        row.addWidget(self.save)
        row.addWidget(self.discard)
        row.addStretch(1)
        self.kept = Words("", "small", tone="tx2")
        row.addWidget(self.kept)
        column.addWidget(foot)
        # From the last field straight into the grid; a new village is the exception.
        order = (self.poverty.editor, self.grid.view, self.save, self.discard, self.add_village)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        presenter = self.presenter
        for field in (self.address, self.phone):
            field.changed.connect(lambda _text: self._typed())
        for combo in (self.village, self.poverty):
            combo.chosen.connect(lambda _value: self._typed())
        self.grid.changed.connect(self._cell_changed)
        self.grid.pasted.connect(self._pasted)
        self.add_village.clicked.connect(self._ask_village)
        self.new_village.entered.connect(self._add_village)
        self.save.clicked.connect(self.save_now)
        self.discard.clicked.connect(self._throw_away)
        presenter.villages.connect(self._show_villages)
        presenter.restored.connect(self._restore)
        presenter.kept.connect(self._tell_kept)
        presenter.refused.connect(self._refuse)
        presenter.known.connect(self._tell_known)
        presenter.saved.connect(self.saved)

    # Methods, not lambdas: Qt lets go of them when the page is gone, the presenter may write on.
    def _tell_kept(self) -> None:
        self.kept.setText(_("Draft kept"))

    def _tell_known(self, words: str) -> None:
        self.note.show_text(words, kind="warn")

    def keys_told(self) -> list[Action]:
        """The keys that act while a household is entered, for the key bar."""
        return [
            Action("Return", _("next field")),
            Action("Ctrl+S", _("save")),
            Action("Ctrl+V", _("paste from Excel")),
            Action("Esc", _("back, the draft stays")),
        ]

    def give_focus(self) -> None:
        """Start typing: the village, or the name of the new member."""
        if self._into:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grid.view.setCurrentIndex(self.grid.model.index(0, 0))
        else:
            self.village.setFocus(Qt.FocusReason.OtherFocusReason)

    def entry(self) -> IntakeEntry:
        """What is typed now."""
        household = {
            "village": self.village.value() or "",
            "address": self.address.text(),
            "phone": self.phone.text(),
            "poverty": self.poverty.value() or "",
        }
        members = tuple(_member(row, first=place == 0) for place, row in enumerate(self._rows()))
        return IntakeEntry({} if self._into else household, members)

    def save_now(self) -> None:
        """Save; what must be mended is told at its field."""
        for field in (self.village, self.address, self.phone, self.poverty):
            field.set_error(None)
        for place, column in list(self.grid.model.wrong):
            self.grid.set_error(place, column, None)
        self.presenter.save(self.entry())

    def leave(self) -> None:
        """Go away; the draft is written at once."""
        self.presenter.typed(self.entry())
        self.presenter.keep_now()
        self.left.emit()

    def _throw_away(self) -> None:
        self.presenter.forget()
        self.left.emit()

    def _rows(self) -> list[list[str]]:
        return self.grid.rows()

    def _typed(self) -> None:
        self.kept.setText("")
        self.presenter.typed(self.entry())

    def _cell_changed(self, row: int, column: int, text: str) -> None:
        self.grid.set_error(row, column, None)
        if CELLS[column] == "pin":
            self.presenter.check_number(text)
        self._typed()

    def _pasted(self, row: int, column: int, cells: list[list[str]]) -> None:
        rows = [*self._rows(), *([""] * len(CELLS) for _row in cells)]
        for down, line in enumerate(cells):
            for right, text in enumerate(line[: len(CELLS) - column]):
                rows[row + down][column + right] = text
        self.grid.set_rows([line for line in rows if any(line)])
        self._typed()

    def _ask_village(self) -> None:
        self.add_village.hide()
        self.new_village.show()
        self.new_village.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_village(self) -> None:
        if self.new_village.text():
            self.presenter.add_village(self.new_village.text())

    def _show_villages(self, villages: Sequence[VillageRow]) -> None:
        self.village.set_choices([(str(one.id), village_words(one, villages)) for one in villages])
        typed = self.new_village.text()
        made = next((str(one.id) for one in villages if typed and one.name == typed), None)
        if made is not None:
            self.village.set_value(made)
            self.new_village.set_text("")
            self.new_village.hide()
            self.add_village.show()
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not villages and not self._into:
            self._ask_village()

    def _restore(self, entry: IntakeEntry, when: datetime) -> None:
        household = entry.household
        self.village.set_value(household.get("village") or None)
        self.poverty.set_value(household.get("poverty") or None)
        self.address.set_text(household.get("address", ""))
        self.phone.set_text(household.get("phone", ""))
        self.grid.set_rows([_cells(one) for one in entry.members])
        words = _("What was typed until {time} is still here.")
        self.note.show_text(words.format(time=when.strftime("%H:%M %d/%m/%Y")), kind="info")

    def _refuse(self, member: int, field: str, words: str) -> None:
        if member >= 0 and field in CELLS:
            column = CELLS.index(field)
            self.grid.set_error(member, column, words)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grid.view.setCurrentIndex(self.grid.model.index(member, column))
            return
        fields: dict[str, Field] = {
            "village": self.new_village if self.new_village.isVisible() else self.village,
            "address": self.address, "phone": self.phone, "poverty": self.poverty,
            "name": self.new_village,
        }  # fmt: skip
        target = fields.get(field, self.address)
        target.set_error(words)
        target.setFocus()


def village_words(one: VillageRow, every: Sequence[VillageRow]) -> str:
    """The village's name; with the former commune only where the name exists twice."""
    twice = sum(other.name == one.name for other in every) > 1
    return f"{one.name} ({one.former_unit})" if twice and one.former_unit else one.name


def _words(field: str) -> tuple[str, ...]:
    return tuple(_(words) for words in CODED[field].values())


def _member(cells: Sequence[str], *, first: bool) -> MemberEntry:
    values = dict(zip(CELLS, cells, strict=True))
    for field, words in CODED.items():
        values[field] = next((code for code, text in words.items() if _(text) == values[field]), "")
    if first and not values["relation"]:
        values["relation"] = "chu_ho"
    return MemberEntry(**values)


def _cells(member: MemberEntry) -> list[str]:
    values = {field: str(getattr(member, field)) for field in CELLS}
    for field, words in CODED.items():
        values[field] = _(words[values[field]]) if values[field] else ""
    return [values[field] for field in CELLS]
