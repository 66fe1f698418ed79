"""The grid of an intake: each member of the household with condition and days of treatment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.core.i18n import _
from app.services import choices
from app.ui.screens.emergency.intake_presenter import SAFE, VictimEntry
from app.ui.widgets.grid_edit import GridEdit
from app.ui.widgets.grid_model import GridColumn

NAME, BORN, STATUS, DAYS = range(4)
COLUMN_OF = {"name": NAME, "status": STATUS, "treatment_days": DAYS}


class VictimGrid(GridEdit):
    """``told`` when the person changed anything; F8 changes the condition of the row in focus."""

    told = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("6  Victims"),
            [
                GridColumn(_("Member of the household"), 0),
                GridColumn(_("Born"), 100),
                GridColumn(_("Condition"), 118, "choice", conditions()),
                GridColumn(_("Days of treatment"), 116, "number"),
            ],
            grows=True,
        )
        self._people: list[str] = []  # the register's id of each row, "" for none
        self.changed.connect(lambda _row, _column, _text: self._changed())
        self.pasted.connect(self._paste)

    def set_victims(self, victims: Sequence[VictimEntry]) -> None:
        """Other members."""
        self._people = [one.person for one in victims]
        self.set_rows([_cells(one) for one in victims])
        self.show_all_rows()

    def victims(self) -> list[VictimEntry]:
        """The members as they are typed."""
        codes = {_(words): code for code, words in choices.VICTIM_STATUS.items()}
        rows = self.rows()
        people = [*self._people, *[""] * len(rows)]
        return [
            VictimEntry(row[NAME], row[BORN], codes.get(row[STATUS], SAFE), row[DAYS], person)
            for row, person in zip(rows, people, strict=False)
        ]

    def change_condition(self) -> None:
        """The next condition of the row in focus."""
        row, rows = self.view.currentIndex().row(), self.rows()
        if 0 <= row < len(rows):
            words, now = list(conditions()), rows[row][STATUS]
            following = words.index(now) + 1 if now in words else 0
            self.set_cell(row, STATUS, words[following % len(words)])
            self._changed()

    def refuse(self, row: int, field: str, words: str) -> None:
        """Show what to do at the cell."""
        column = COLUMN_OF.get(field, NAME)
        self.set_error(row, column, words)
        self.view.setCurrentIndex(self.model.index(row, column))
        self.setFocus()

    def errors_away(self) -> None:
        """Forget what was wrong."""
        for row, column in list(self.model.wrong):
            self.set_error(row, column, None)

    def _paste(self, row: int, column: int, cells: list[list[str]]) -> None:
        rows = [*self.rows(), *([""] * (DAYS + 1) for _line in cells)]
        for down, line in enumerate(cells):
            for right, text in enumerate(line[: DAYS + 1 - column]):
                rows[row + down][column + right] = text
        self.set_rows([line for line in rows if any(line)])
        self._changed()

    def _changed(self) -> None:
        self.show_all_rows()
        self.told.emit()


def conditions() -> tuple[str, ...]:
    """The words of a condition, in the order F8 walks through them."""
    return tuple(_(words) for words in choices.VICTIM_STATUS.values())


def _cells(one: VictimEntry) -> list[str]:
    return [one.name, one.born, _(choices.VICTIM_STATUS[one.status]), one.days]
