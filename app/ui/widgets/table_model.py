"""Rows of a table: texts ready to show, kinds and icons for states, heads that fold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from app.ui.widgets.list_model import Index

CELL = int(Qt.ItemDataRole.UserRole)
ROW = CELL + 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` in pixels at 100 %, 0 takes the room that is left."""

    title: str
    width: int
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a tone (tx, tx2, bad, warn, ok, info) and an icon beside it."""

    text: str
    kind: str = "tx"
    icon: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a ``head`` folds the rows under it up to the next head."""

    key: str
    cells: tuple[str | Cell, ...]
    head: bool = False


def as_cell(cell: str | Cell) -> Cell:
    """Plain text as a cell."""
    return cell if isinstance(cell, Cell) else Cell(cell)


class TableModel(QAbstractTableModel):
    """What :class:`app.ui.widgets.table.Table` shows."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self._places: dict[str, int] = {}

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self._places = {row.key: place for place, row in enumerate(self.rows)}
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The place of a key, -1 when it is not there."""
        return self._places.get(key, -1)

    def under(self, head: int) -> range:
        """The rows that a head folds."""
        end = head + 1
        while end < len(self.rows) and not self.rows[end].head:
            end += 1
        return range(head + 1, end)

    def head_of(self, row: int) -> int:
        """The head above a row, the row itself when it is one, -1 without."""
        while row >= 0 and not self.rows[row].head:
            row -= 1
        return row

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows, heads included."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        """A cell; a short row ends with empty ones."""
        cells = self.rows[row].cells
        return as_cell(cells[column]) if column < len(cells) else Cell("")

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Text, the cell itself, its row."""
        if not index.isValid():
            return None
        if role == CELL:
            return self.cell(index.row(), index.column())
        if role == ROW:
            return self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.cell(index.row(), index.column()).text
            return f"{self.columns[index.column()].title}: {text}"
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Titles of the columns, aligned as their values."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if self.columns[section].align == "right":
                side = Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
