"""A row of widgets that goes on below when it is full.

A widget and not a ``QLayout``: the binding loses a reference to None at each call of an
overridden ``itemAt`` past the end, which ends the program after some hours of work.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import px


class FlowRow(QWidget):
    """Widgets ``gap`` apart (pixels at 100 % text), each as wide as its hint."""

    def __init__(self, *, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QWidget] = []
        self._gap = px(gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """One more at the end."""
        widget.setParent(self)
        self._keep_tab_order(widget)
        self._items.append(widget)
        widget.show()
        self._again()

    def clear(self) -> None:
        """Take all away."""
        for widget in self._items:
            widget.hide()
            widget.deleteLater()
        self._items = []
        self._again()

    def _keep_tab_order(self, widget: QWidget) -> None:
        """Tab reads as the eye does: Qt puts a widget that comes late behind the whole window."""
        if self._items:
            QWidget.setTabOrder(self._items[-1], widget)
            return
        # Qt skips a widget without focus here, yet the row's own place is the right one.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        QWidget.setTabOrder(self, widget)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def hasHeightForWidth(self) -> bool:
        """Narrow means more rows."""
        return True

    def heightForWidth(self, wide: int) -> int:
        """The height of all rows at a width."""
        return self._place(wide, move=False)

    def sizeHint(self) -> QSize:
        """One row of everything."""
        hints = [item.sizeHint() for item in self._items]
        wide = sum(hint.width() for hint in hints) + self._gap * max(len(hints) - 1, 0)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        """The widest widget alone; one whose words wrap may become narrower."""
        hints = [item.minimumSizeHint().expandedTo(item.minimumSize()) for item in self._items]
        wide = max((hint.width() for hint in hints), default=0)
        return QSize(wide, max((item.sizeHint().height() for item in self._items), default=0))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Put every widget."""
        self._place(self.width(), move=True)

    def event(self, event: QEvent) -> bool:
        """A widget that wants another size moves the ones after it."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._again()
        return super().event(event)

    def _again(self) -> None:
        self.updateGeometry()
        self._place(self.width(), move=True)

    def _place(self, room: int, *, move: bool) -> int:
        x, y, row = 0, 0, 0
        for item in self._items:
            hint = item.sizeHint()
            wide, high = min(hint.width(), max(room, 1)), hint.height()
            if item.hasHeightForWidth():
                high = item.heightForWidth(wide)
            if x > 0 and x + wide > room:
                x, y, row = 0, y + row + self._gap, 0
            if move:
                item.setGeometry(QRect(x, y, wide, high))
            x += wide + self._gap
            row = max(row, high)
        return y + row
