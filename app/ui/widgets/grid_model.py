"""The texts of a grid that is typed into, and the sentence of each wrong cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from app.ui.widgets.list_model import Index

KINDS = ("text", "number", "choice", "computed")


@dataclass(frozen=True, slots=True)
class GridColumn:
    """``kind`` is text, number, choice or computed; ``width`` in pixels at 100 %, 0 the rest."""

    title: str
    width: int
    kind: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """What to do about a cell, and the words of a repair by one key, if there is one."""

    sentence: str
    repair: str = ""


class GridModel(QAbstractTableModel):
    """Rows of text; ``grows`` keeps one empty row at the foot to type into."""

    edited = Signal(int, int, str)
    row_added = Signal(int)

    def __init__(
        self, columns: Sequence[GridColumn], *, grows: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns, self._grows = tuple(columns), grows
        self.cells: list[list[str]] = []
        self.wrong: dict[tuple[int, int], Wrong] = {}
        self.set_rows([])

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Other rows; what was wrong is forgotten."""
        self.beginResetModel()
        wide = len(self.columns)
        self.cells = [[*row, *[""] * wide][:wide] for row in rows]
        if self._grows:
            self.cells.append([""] * wide)
        self.wrong = {}
        self.endResetModel()

    def rows(self) -> list[list[str]]:
        """What is in the grid, without the empty row at the foot."""
        return [list(row) for row in (self.cells[:-1] if self._grows else self.cells)]

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows, the empty one included."""
        return 0 if parent is not None and parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Computed cells cannot be typed into."""
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].kind != "computed":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Text; for screen readers with its column and its sentence."""
        if not index.isValid():
            return None
        text = self.cells[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].title}: {text}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            wrong = self.wrong.get((index.row(), index.column()))
            return wrong.sentence if wrong else ""
        return None

    def setData(
        self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        """The person typed: keep it and tell, if it differs."""
        text = str(value).strip()
        row, column = index.row(), index.column()
        if role != Qt.ItemDataRole.EditRole or self.cells[row][column] == text:
            return False
        self.put(row, column, text)
        self.edited.emit(row, column, text)
        if self._grows and row == len(self.cells) - 1 and text:
            self.beginInsertRows(self.index(-1, -1), row + 1, row + 1)
            self.cells.append([""] * len(self.columns))
            self.endInsertRows()
            self.row_added.emit(row)
        return True

    def put(self, row: int, column: int, text: str) -> None:
        """The program fills a cell; nothing is told."""
        self.cells[row][column] = text
        index = self.index(row, column)
        self.dataChanged.emit(index, index)

    def set_wrong(self, row: int, column: int, wrong: Wrong | None) -> None:
        """Mark a cell, or take the mark away."""
        if wrong is None:
            self.wrong.pop((row, column), None)
        else:
            self.wrong[row, column] = wrong
        index = self.index(row, column)
        self.dataChanged.emit(index, index)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Titles; rows are numbered from one."""
        if role == Qt.ItemDataRole.DisplayRole:
            across = orientation == Qt.Orientation.Horizontal
            return self.columns[section].title if across else str(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = orientation == Qt.Orientation.Vertical or self.columns[section].kind in (
                "number",
                "computed",
            )
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
