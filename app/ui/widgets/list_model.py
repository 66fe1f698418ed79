"""Lines of a list, whole or fetched by the page: 200,000 people cost what is on the screen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItemModel

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)
PAGE, PAGES = 100, 40


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line; texts are ready to show.

    ``second`` stands under the title with ``status`` at its right; without ``second`` the
    status stands under the title and ``aside`` at its right. ``group`` names the head it
    belongs to. ``action`` is the word of what Enter does (rows of 44 px only).
    """

    key: str
    title: str
    right: str = ""
    second: str = ""
    status: str = ""
    status_kind: str = "plain"
    status_icon: str = ""
    group: str = ""
    aside: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class GroupHead:
    """A head between lines: its words and how many lines stand under it."""

    title: str
    count: str


Fetch = Callable[[list[int]], list[ListLine]]


def spoken(line: ListLine | GroupHead) -> str:
    """A line as a screen reader says it."""
    if isinstance(line, GroupHead):
        return f"{line.title} {line.count}".strip()
    parts = (line.title, line.right, line.second, line.status, line.aside, line.action)
    return ", ".join(part for part in parts if part)


def shown(line: ListLine | GroupHead, role: int) -> object:
    """A line for the painter, its words for typing ahead and for screen readers."""
    if role == LINE:
        return line
    if role == Qt.ItemDataRole.DisplayRole:
        return line.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return spoken(line)
    if role == Qt.ItemDataRole.ToolTipRole:  # what the row may have no room for
        return spoken(line)
    return None


class ListModel(QAbstractListModel):
    """All lines in memory, with a head before each run of the same group."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ListLine | GroupHead] = []
        self._places: dict[str, int] = {}

    def set_lines(self, lines: Sequence[ListLine], counts: dict[str, str] | None = None) -> None:
        """Show these; ``counts`` replaces the number beside a group's name."""
        self.beginResetModel()
        self._rows, group = [], ""
        sizes: dict[str, int] = {}
        for line in lines:
            sizes[line.group] = sizes.get(line.group, 0) + 1
        for line in lines:
            if line.group and line.group != group:
                told = (counts or {}).get(line.group, str(sizes[line.group]))
                self._rows.append(GroupHead(line.group, told))
            group = line.group
            self._rows.append(line)
        self._places = {
            row.key: place for place, row in enumerate(self._rows) if isinstance(row, ListLine)
        }
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines and heads together."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def line(self, row: int) -> ListLine | GroupHead:
        """The line or head of a row."""
        return self._rows[row]

    def row_of(self, key: str) -> int:
        """The row of a key, -1 when it is not there."""
        return self._places.get(key, -1)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What :func:`shown` tells of the line."""
        return shown(self._rows[index.row()], role) if index.isValid() else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads cannot be chosen."""
        if index.isValid() and isinstance(self._rows[index.row()], GroupHead):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)


class LazyListModel(QStandardItemModel):
    """``count`` lines, fetched a hundred at a time and kept for the last forty pages.

    Qt's own model does the counting: a list asks once for each line how many there are, and asked
    in Python that takes as long as all the rest. It holds no items, only their number.
    """

    def __init__(self, count: int, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(count, 1, parent)
        self._fetch = fetch
        self._pages: OrderedDict[int, list[ListLine]] = OrderedDict()

    def line(self, row: int) -> ListLine:
        """The line of a row, fetching its page when it is not kept."""
        page, place = divmod(row, PAGE)
        if page not in self._pages:
            rows = list(range(page * PAGE, min((page + 1) * PAGE, self.rowCount())))
            self._pages[page] = self._fetch(rows)
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        lines = self._pages[page]
        # The register may have become shorter between counting and fetching.
        return lines[place] if place < len(lines) else ListLine("", "")

    def row_of(self, key: str) -> int:
        """The row of a key among the pages that are kept, else -1."""
        for page, lines in self._pages.items():
            for place, line in enumerate(lines):
                if line.key == key:
                    return page * PAGE + place
        return -1

    def forget(self) -> None:
        """Fetch again what is on the screen, after something was saved."""
        self._pages.clear()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What :func:`shown` tells of the line."""
        return shown(self.line(index.row()), role) if index.isValid() else None


LineModel = ListModel | LazyListModel
