"""A list of lines: arrows move, Enter opens, the mouse is never needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.ui.theme import px
from app.ui.widgets.list_delegate import ListDelegate
from app.ui.widgets.list_model import (
    Fetch,
    GroupHead,
    Index,
    LazyListModel,
    LineModel,
    ListLine,
    ListModel,
)

QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own, which the binding does not name


class ListPane(QListView):
    """Rows of 44 (today), 56 or 60 (two lines) or 72 px (three lines); ``label`` is spoken.

    Signals:
        current_changed: another line is chosen; its key, "" for none.
        opened: Enter or a double click on a line; its key.
    """

    current_changed = Signal(str)
    opened = Signal(str)

    def __init__(self, label: str, *, row: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self._delegate = ListDelegate(row, self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._model: LineModel = ListModel(self)
        self._told = ""
        self._take(self._model)
        self.doubleClicked.connect(self._open)

    def set_lines(self, lines: Sequence[ListLine], counts: dict[str, str] | None = None) -> None:
        """Show these lines; the chosen one stays chosen while it exists, else the first is."""
        kept = self.current_key()
        model = self._model
        if not isinstance(model, ListModel):
            model = ListModel(self)
            self._take(model)
        self.setUniformItemSizes(not any(line.group for line in lines))
        model.set_lines(lines, counts)
        if not (kept and self.set_current(kept)):
            self.set_current_row(0)
        self._tell()

    def set_lazy(self, count: int, fetch: Fetch) -> None:
        """Show ``count`` lines that ``fetch`` gives by their numbers, a page at a time."""
        self.setUniformItemSizes(True)
        self._take(LazyListModel(count, fetch, self))
        self.set_current_row(0)
        self._tell()

    def fit_rows(self, *, fitted: bool) -> None:
        """Be no higher than the lines, so that what follows the last one stands under it."""
        high = self.lines() * px(self._delegate.row)
        self.setMaximumHeight(high if fitted else QWIDGETSIZE_MAX)

    def refetch(self) -> None:
        """Fetch the lines on the screen again, after something was saved."""
        if isinstance(self._model, LazyListModel):
            self._model.forget()

    def lines(self) -> int:
        """How many rows there are, heads included."""
        return self._model.rowCount()

    def line_at(self, row: int) -> ListLine | GroupHead:
        """The line or head of a row."""
        return self._model.line(row)

    def current_key(self) -> str:
        """The key of the chosen line, "" for none."""
        index = self.currentIndex()
        line = self._model.line(index.row()) if index.isValid() else None
        return line.key if isinstance(line, ListLine) else ""

    def set_current(self, key: str) -> bool:
        """Choose a line by its key; whether it is there."""
        row = self._model.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))
        return row >= 0

    def set_current_row(self, row: int) -> None:
        """Choose the line of a row, or the next one when a head stands there."""
        while row < self._model.rowCount():
            if isinstance(self._model.line(row), ListLine):
                self.setCurrentIndex(self._model.index(row, 0))
                return
            row += 1

    def step(self, by: int) -> None:
        """Choose the line ``by`` rows on (Alt ↑ ↓ while typing elsewhere), over heads."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._model.rowCount():
            if isinstance(self._model.line(row), ListLine):
                self.setCurrentIndex(self._model.index(row, 0))
                return
            row += 1 if by > 0 else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Alt with arrows is the screen's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A list that gets the focus always has a line chosen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.set_current_row(0)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell of another line, once."""
        super().currentChanged(current, previous)
        self._tell()

    def _tell(self) -> None:
        key = self.current_key()
        if key != self._told:
            self._told = key
            self.current_changed.emit(key)

    def _open(self, index: QModelIndex) -> None:
        line = self._model.line(index.row()) if index.isValid() else None
        if isinstance(line, ListLine):
            self.opened.emit(line.key)

    def _take(self, model: LineModel) -> None:
        before, self._model = self._model, model
        chosen = self.selectionModel()
        self.setModel(model)
        if before is not model:
            before.deleteLater()
            chosen.deleteLater()  # a view leaves the old one behind
