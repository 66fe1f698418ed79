"""A tick box with a second line under its words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from app.ui.theme import palette, px
from app.ui.widgets import draw


class Tick(QCheckBox):
    """Space or Enter ticks; ``key`` is only shown, the screen's action binds it."""

    def __init__(
        self, text: str, second: str = "", key: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._second, self._key = second, key
        self.setAccessibleName(text)
        self.setAccessibleDescription(second)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row takes the mouse."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        """Words beside the box, the second line under them."""
        wide = max(draw.width_of(self.text(), "base"), draw.width_of(self._second, "small"))
        cap = draw.cap_width(self._key) + px(12) if self._key else 0
        return QSize(wide + px(28) + cap, px(24) + (px(18) if self._second else 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, tick, words and key."""
        painter, p = QPainter(self), palette()
        on = self.isChecked()
        square = QRect(2, px(4), px(16), px(16))
        draw.box(painter, square, fill=p.acc if on else p.surf, line=p.acc if on else p.ctl,
                 radius=3)  # fmt: skip
        if on:
            draw.icon_at(painter, square.left() + px(1), square.center().y() + 1, "check",
                         color="onacc", size=14)  # fmt: skip
        words = QRect(px(26), 0, self.width() - px(26), px(24))
        color = "tx" if self.isEnabled() else "tx3"
        draw.text(painter, words, self.text(), color=color)
        below = QRect(px(26), px(24), self.width() - px(26), px(16))
        draw.text(painter, below, self._second, role="small", color="tx2")
        if self._key:
            wide = draw.cap_width(self._key)
            draw.cap(painter, self.width() - wide - px(4), px(12), self._key)
        if self.hasFocus():
            draw.ring(painter, square.adjusted(-2, -2, 2, 2))
