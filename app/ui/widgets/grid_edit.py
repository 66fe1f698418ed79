"""A grid typed into like a spreadsheet: Enter goes down, Tab right, Ctrl D copies from above.

A wrong cell keeps what was typed; its sentence stands in a strip under the grid, with the one-key
repair when there is one (Alt S). What is pasted from a spreadsheet is told whole, so that the
screen can make it one undo.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import font, palette, px
from app.ui.widgets import draw
from app.ui.widgets.grid_model import GridColumn, GridModel, Wrong
from app.ui.widgets.list_model import Index
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.table_head import TableHead

HIGH, HEAD, PAD = 32, 44, 8
REPAIR = "Alt S"


class GridEdit(QWidget):
    """Small grids of a form and the large one of an event; ``grows`` adds rows by typing.

    Signals:
        changed: row, column and text, when the person changed a cell.
        pasted: row and column of the first cell, and the rows of texts to put there.
        repaired: row and column of the wrong cell whose repair was asked for.
        row_added: the row that was begun at the foot.
    """

    changed = Signal(int, int, str)
    pasted = Signal(int, int, list)
    repaired = Signal(int, int)
    row_added = Signal(int)

    def __init__(
        self,
        label: str,
        columns: Sequence[GridColumn],
        *,
        grows: bool = False,
        numbered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = GridModel(columns, grows=grows, parent=self)
        self.view = GridView(self.model, numbered=numbered)
        self.view.setAccessibleName(label)
        self.setAccessibleName(label)
        self.setFocusProxy(self.view)
        self._strip = NoticeBar("bad")
        self._strip.acted.connect(self.repair)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.view, 1)
        column.addWidget(self._strip)
        self.model.edited.connect(self.changed)
        self.model.row_added.connect(self.row_added)
        self.view.moved.connect(self._show_sentence)
        self.view.pasted.connect(self.pasted)
        self.view.repair_asked.connect(self.repair)

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Other rows of texts; what was wrong is forgotten."""
        self.model.set_rows(rows)
        self._show_sentence()

    def rows(self) -> list[list[str]]:
        """The texts as they stand, without the empty row at the foot."""
        return self.model.rows()

    def set_cell(self, row: int, column: int, text: str) -> None:
        """Fill a cell without telling."""
        self.model.put(row, column, text)

    def set_error(self, row: int, column: int, sentence: str | None, *, repair: str = "") -> None:
        """Mark a cell with what to do about it, or take the mark away."""
        wrong = Wrong(sentence, repair) if sentence else None
        self.model.set_wrong(row, column, wrong)
        self._show_sentence()

    def show_all_rows(self) -> None:
        """As high as its rows, for a grid inside a form that scrolls itself."""
        head = self.view.horizontalHeader().height()
        self.view.setFixedHeight(head + px(HIGH) * self.model.rowCount() + 2)

    def sentence(self) -> str:
        """What the strip says: about the cell in focus, else about the first wrong one."""
        return "" if self._strip.isHidden() else self._strip.text()

    def repair(self) -> None:
        """Ask for the repair that the strip offers."""
        place = self._place()
        if place is not None and self.model.wrong[place].repair:
            self.repaired.emit(*place)

    def _place(self) -> tuple[int, int] | None:
        now = self.view.currentIndex()
        here = (now.row(), now.column())
        if here in self.model.wrong:
            return here
        return min(self.model.wrong, default=None)

    def _show_sentence(self) -> None:
        place = self._place()
        if place is None:
            self._strip.say("bad", "")
            return
        wrong = self.model.wrong[place]
        title = self.model.columns[place[1]].title.replace("\n", " ")
        self._strip.set_action(wrong.repair, REPAIR if wrong.repair else "")
        # Row and column first: the strip may speak of a cell that is not in sight.
        self._strip.say("bad", f"{place[0] + 1} · {title}: {wrong.sentence}")


class GridView(QTableView):
    """The cells."""

    moved = Signal()
    pasted = Signal(int, int, list)
    repair_asked = Signal()

    def __init__(self, model: GridModel, *, numbered: bool) -> None:
        super().__init__()
        self._cells = model
        self.setModel(model)
        self.setItemDelegate(GridDelegate(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)  # Tab is ours: see focusNextPrevChild
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        rows = self.verticalHeader()
        rows.setVisible(numbered)
        rows.setDefaultSectionSize(px(HIGH))
        rows.setMinimumWidth(px(36))
        rows.setFont(font("small"))
        two = any("\n" in column.title for column in model.columns)
        head = TableHead(self, high=HEAD if two else HIGH, lead=lambda: 0)
        self.setHorizontalHeader(head)
        for place, column in enumerate(model.columns):
            if column.width:
                self.setColumnWidth(place, px(column.width))
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def event(self, event: QEvent) -> bool:
        """Ctrl D copies from above, whatever the screen around does by that key."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _copies_from_above(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet; Tab leaves the grid only at its last cell."""
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif _copies_from_above(event):
            self._copy_from_above()
        elif held == Qt.KeyboardModifier.AltModifier and key == Qt.Key.Key_S:
            self.repair_asked.emit()
        elif not held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(1, 0)
        elif not held and key == Qt.Key.Key_Delete:
            self._put("")
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next cell, after the last one to the next control."""
        if self.go(0, 1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def go(self, down: int, right: int) -> bool:
        """Move; sideways the row's end leads to the next row. Whether there was a cell."""
        now = self.currentIndex()
        wide, high = len(self._cells.columns), self._cells.rowCount()
        if not now.isValid():
            return False
        if down:
            row, column = min(now.row() + down, high - 1), now.column()
        else:
            row, column = divmod(now.row() * wide + now.column() + right, wide)
        if not 0 <= row < high:
            return False
        self.setCurrentIndex(self._cells.index(row, column))
        return True

    def _put(self, text: str) -> None:
        now = self.currentIndex()
        if now.isValid() and now.flags() & Qt.ItemFlag.ItemIsEditable:
            self._cells.setData(now, text)

    def _copy_from_above(self) -> None:
        now = self.currentIndex()
        if now.row() > 0:
            self._put(self._cells.cells[now.row() - 1][now.column()])

    def _paste(self) -> None:
        lines = QGuiApplication.clipboard().text().rstrip("\r\n").splitlines()
        rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
        now = self.currentIndex()
        if not now.isValid() or not rows:
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            self._put(rows[0][0])
        else:
            self.pasted.emit(now.row(), now.column(), rows)


class GridDelegate(QStyledItemDelegate):
    """Paints the cells and makes their editors."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, text, column lines; the ring of the cell in focus or of a wrong one."""
        p, rect, model = palette(), option.rect, self._view._cells
        column = model.columns[index.column()]
        wrong = model.wrong.get((index.row(), index.column()))
        fill = p.badtint if wrong else p.sunk if column.kind == "computed" else p.surf
        painter.save()
        painter.fillRect(rect, QColor(fill))
        draw.rule(painter, rect.left(), rect.bottom(), rect.width())
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), QColor(p.line))
        inner = rect.adjusted(px(PAD), 0, -px(PAD), -1)
        number = column.kind in ("number", "computed")
        text = str(index.data() or "")
        draw.text(painter, inner, text, align=draw.RIGHT if number else draw.LEFT)
        on = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        if wrong:
            draw.ring(painter, rect, color="bad", radius=0)
        if on:
            draw.ring(painter, rect.adjusted(2, 2, -2, -2) if wrong else rect, radius=0)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line of text, or the choices."""
        column = self._view._cells.columns[index.column()]
        editor: QLineEdit | QComboBox
        if column.kind == "choice":
            editor = QComboBox(parent)
            editor.addItems(list(column.choices))
            editor.activated.connect(lambda _place: self.commitData.emit(editor))
        else:
            editor = QLineEdit(parent)
            if column.kind == "number":
                editor.setAlignment(draw.RIGHT)
        editor.setFont(font("base"))
        editor.setAccessibleName(column.title.replace("\n", " "))
        editor.setStyleSheet(
            f"border: 2px solid {palette().acc}; padding: 0 {px(PAD) - 2}px;"
            f"background: {palette().surf};"
        )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands in the cell."""
        text = str(index.data() or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(text), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """What was typed or chosen."""
        if isinstance(editor, QComboBox):
            self._view._cells.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            self._view._cells.setData(index, editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab inside an editor keep the text and move on, as outside of it."""
        if isinstance(watched, QWidget) and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.type() == QEvent.Type.KeyPress and enter:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self._view.go(1, 0)
                return True
        return super().eventFilter(watched, event)


def _copies_from_above(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_D
