"""Nothing here: what was looked for, one way on, one button. At the left, never a drawing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import px
from app.ui.widgets import draw
from app.ui.widgets.buttons import Button
from app.ui.widgets.words import Words


class EmptyState(QWidget):
    """``text`` says what was looked for, ``second`` how to go on; ``acted`` is its button."""

    acted = Signal()

    def __init__(
        self,
        text: str,
        second: str = "",
        *,
        button: str = "",
        key: str = "",
        icon: str = "search",
        button_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(24), px(16), px(16))
        column.setSpacing(px(8))
        self._text = Words(text, wrap=True)
        self._text.setContentsMargins(px(24), 0, 0, 0)
        column.addWidget(self._text)
        self._second = Words(second, "small", tone="tx2", wrap=True)
        column.addWidget(self._second)
        column.addSpacing(px(4))
        row = QHBoxLayout()
        self.button = Button(button, key, icon=button_icon)
        self.button.clicked.connect(self.acted)
        if not button:  # showing it here, without a parent yet, would open a window
            self.button.hide()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)  # given more room, it stays at the top of it
        self.set_words(text, second)

    def set_words(self, text: str, second: str = "") -> None:
        """Say something else."""
        self._text.setText(text)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.setAccessibleName(f"{text} {second}".strip())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon before the first line."""
        top = self._text.y() + px(10)
        draw.icon_at(QPainter(self), px(16), top, self._icon, color="tx2")
