"""A table to read: whole rows are chosen, heads fold, the total stays at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import palette, px
from app.ui.widgets import draw
from app.ui.widgets.list_model import Index
from app.ui.widgets.table_head import TableHead
from app.ui.widgets.table_model import CELL, ROW, Cell, Column, Row, TableModel, as_cell

HIGH, PAD, BAR = 32, 8, 3


class Table(QWidget):
    """Rows of 32 px under a head of 32 px; ``label`` is spoken.

    Signals:
        current_changed: another row is chosen; its key, "" for none.
        opened: Enter or a double click on a row that is no head; its key.
    """

    current_changed = Signal(str)
    opened = Signal(str)

    def __init__(
        self, label: str, columns: Sequence[Column], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = TableModel(columns, self)
        self.view = _View(self.model)
        self.view.setAccessibleName(label)
        self.setAccessibleName(label)
        self.setFocusProxy(self.view)
        self._total = _Total(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._total)
        self._told = ""
        self.view.moved.connect(self._tell)
        self.view.asked.connect(self._ask)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these; chosen and folded rows stay so while they exist."""
        kept, folded = self.current_key(), self.view.folded
        self.model.set_rows(rows)
        self.view.folded = {key for key in folded if self.model.row_of(key) >= 0}
        self.view.refold()
        if not (kept and self.set_current(kept)):
            self.view.choose(0)
        self._tell()

    def set_total(self, cells: Sequence[str | Cell] | None) -> None:
        """The pinned row of sums, cell by cell; ``None`` takes it away."""
        self._total.set_cells([as_cell(cell) for cell in cells or ()])

    def current_key(self) -> str:
        """The key of the chosen row, "" for none."""
        row = self.view.currentIndex().row()
        return self.model.rows[row].key if 0 <= row < len(self.model.rows) else ""

    def set_current(self, key: str) -> bool:
        """Choose a row; whether it is there."""
        row = self.model.row_of(key)
        if row >= 0:
            self.view.choose(row)
        return row >= 0

    def fold(self, key: str, *, folded: bool) -> None:
        """Fold or unfold the rows under a head."""
        (self.view.folded.add if folded else self.view.folded.discard)(key)
        self.view.refold()

    def show_all_rows(self) -> None:
        """As high as its rows, for a table inside a card that does not scroll."""
        rows = self.model.rowCount() + 1 + (0 if self._total.isHidden() else 1)
        self.setFixedHeight(px(HIGH) * rows)

    def _tell(self) -> None:
        key = self.current_key()
        if key != self._told:
            self._told = key
            self.current_changed.emit(key)

    def _ask(self, row: int) -> None:
        chosen = self.model.rows[row]
        if not chosen.head:
            self.opened.emit(chosen.key)


class _View(QTableView):
    """The rows themselves."""

    moved = Signal()
    asked = Signal(int)

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self._rows = model
        self.folded: set[str] = set()
        self.setModel(model)
        self.setItemDelegate(_Paint(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(px(HIGH))
        rows.setMinimumSectionSize(px(HIGH))
        head = TableHead(self, high=HIGH, lead=self.lead)
        self.setHorizontalHeader(head)
        for place, column in enumerate(model.columns):
            if column.width:
                self.setColumnWidth(place, px(column.width))
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.asked.emit(index.row()))
        self.clicked.connect(self._clicked)

    def lead(self) -> int:
        """Room before the words of the first column: for the arrows of heads, if there are."""
        first = self._rows.rows[:1]
        return px(24) if first and first[0].head else px(PAD)

    def choose(self, row: int) -> None:
        """Choose a row."""
        if 0 <= row < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(row, 0))

    def refold(self) -> None:
        """Hide the rows under folded heads, show the others."""
        for place, row in enumerate(self._rows.rows):
            if row.head:
                for under in self._rows.under(place):
                    self.setRowHidden(under, row.key in self.folded)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a row or folds a head; ← folds, → unfolds."""
        row, key = self.currentIndex().row(), event.key()
        plain = not (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        if row >= 0 and plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._rows.rows[row].head:
                self._turn(row, folded=self._rows.rows[row].key not in self.folded)
            else:
                self.asked.emit(row)
            return
        head = self._rows.head_of(row)
        if head >= 0 and plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._turn(head, folded=key == Qt.Key.Key_Left)
            return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        row = self._rows.rows[index.row()]
        if row.head:
            self._turn(index.row(), folded=row.key not in self.folded)

    def _turn(self, head: int, *, folded: bool) -> None:
        key = self._rows.rows[head].key
        (self.folded.add if folded else self.folded.discard)(key)
        self.choose(head)
        self.refold()


class _Paint(QStyledItemDelegate):
    """Paints the cells; the ring of focus goes around the whole row."""

    def __init__(self, view: _View) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, cell = index.data(ROW), index.data(CELL)
        p, rect = palette(), option.rect
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(p.acctint if on else p.sunk if row.head else p.surf))
        draw.rule(painter, rect.left(), rect.bottom(), rect.width())
        inner = rect.adjusted(px(PAD), 0, -px(PAD), -1)
        if index.column() == 0:
            if on:
                painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), QColor(p.acc))
            inner = self._lead(painter, inner, row)
        align = self._view._rows.columns[index.column()].align
        paint_cell(painter, inner, cell, align=align, strong=row.head)
        if on and self._view.hasFocus():
            self._ring(painter, rect)
        painter.restore()

    def _lead(self, painter: QPainter, inner: QRect, row: Row) -> QRect:
        """Room before the first column: an arrow at heads, as much blank at rows under them."""
        if row.head:
            name = "chevron-right" if row.key in self._view.folded else "chevron-down"
            draw.icon_at(painter, inner.left() + 2, inner.center().y() + 1, name, color="tx2")
        return inner.adjusted(self._view.lead(), 0, 0, 0)

    def _ring(self, painter: QPainter, rect: QRect) -> None:
        """One ring across all cells: each cell paints its part."""
        header = self._view.horizontalHeader()
        left = header.sectionViewportPosition(header.logicalIndex(0))
        whole = QRect(left, rect.top(), header.length(), rect.height())
        painter.setClipRect(rect)
        draw.ring(painter, whole, radius=0)


def paint_cell(
    painter: QPainter, rect: QRect, cell: Cell, *, align: str = "left", strong: bool = False
) -> None:
    """A cell's icon and text; a state's word takes the small font only in narrow cells."""
    if cell.icon:
        wide = draw.icon_at(painter, rect.left(), rect.center().y() + 1, cell.icon,
                            color=cell.kind, size=14)  # fmt: skip
        rect = rect.adjusted(wide + px(6), 0, 0, 0)
    role = "strong" if strong or cell.strong else "base"
    side = draw.RIGHT if align == "right" else draw.LEFT
    draw.text(painter, rect, cell.text, role=role, color=cell.kind, align=side)


class _Total(QWidget):
    """The pinned sums, in the columns of the table above."""

    def __init__(self, view: _View) -> None:
        super().__init__()
        self._view = view
        self._cells: list[Cell] = []
        self.setFixedHeight(px(HIGH))
        view.horizontalHeader().sectionResized.connect(self.update)
        view.horizontalHeader().geometriesChanged.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        self.hide()

    def set_cells(self, cells: list[Cell]) -> None:
        self._cells = cells
        self.setAccessibleName(", ".join(cell.text for cell in cells if cell.text))
        self.setVisible(bool(cells))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, header = QPainter(self), self._view.horizontalHeader()
        painter.fillRect(self.rect(), QColor(palette().sunk))
        draw.rule(painter, 0, 0, self.width(), color="line2")
        lead = self._view.lead()
        for place, cell in enumerate(self._cells[: header.count()]):
            if header.isSectionHidden(place):
                continue
            left = header.sectionViewportPosition(place)
            rect = QRect(left, 1, header.sectionSize(place), self.height() - 1)
            inner = rect.adjusted(px(PAD) + (0 if place else lead), 0, -px(PAD), 0)
            align = self._view._rows.columns[place].align
            paint_cell(painter, inner, cell, align=align, strong=True)
