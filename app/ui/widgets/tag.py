"""A tag: an icon with a word in a tinted box; the word tells, the colour only helps."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import px
from app.ui.widgets import draw

ICONS = {"bad": "circle-alert", "warn": "info", "ok": "check", "info": "info", "plain": ""}


class Tag(QWidget):
    """``kind`` is bad, warn, ok, info or plain; without ``icon`` the kind's own is taken."""

    def __init__(
        self, kind: str, text: str, *, icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(kind, text, icon=icon)

    def set(self, kind: str, text: str, *, icon: str | None = None) -> None:
        """Say something else."""
        self._kind, self._text = kind, text
        self._icon = ICONS[kind] if icon is None else icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word shown."""
        return self._text

    def sizeHint(self) -> QSize:
        """20 high, as wide as its word."""
        lead = px(12) + px(4) if self._icon else 0
        return QSize(draw.width_of(self._text, "small") + lead + 2 * px(6) + 2, px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and word."""
        painter = QPainter(self)
        fill, line = draw.tint(self._kind)
        draw.box(painter, self.rect(), fill=fill, line=line, radius=3)
        x = px(6) + 1
        middle = self.height() // 2
        if self._icon:
            x += draw.icon_at(painter, x, middle, self._icon, color=self._kind, size=12) + px(4)
        place = QRect(x, 0, self.width() - x, self.height())
        draw.text(painter, place, self._text, role="small", color=self._kind)
