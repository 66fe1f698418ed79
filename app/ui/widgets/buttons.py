"""Buttons: the one act of a screen, second acts, links; each shows its key.

A button that cannot act yet is never dead: it says in one sentence under it what is missing,
stays reachable by Tab, and Enter asks the screen to jump there (``blocked_pressed``).
The key cap only shows; the screen's action binds the key.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.theme import font, palette, px
from app.ui.widgets import draw

WRAP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class Button(QPushButton):
    """A button of 32 px, or 40 when ``large``; ``key`` is shown as a cap, e.g. "Ctrl S"."""

    blocked_pressed = Signal()

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        primary: bool = False,
        icon: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key, self._primary, self._icon, self._large = key, primary, icon, large
        self._blocked: str | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Another word; the accessible name follows."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_key(self, key: str) -> None:
        """Another cap, or none."""
        self._key = key
        self.updateGeometry()
        self.update()

    def set_blocked(self, sentence: str | None) -> None:
        """Not yet possible, because of ``sentence``; ``None`` makes it possible again."""
        self._blocked = sentence or None
        self.setAccessibleDescription(sentence or "")
        self.updateGeometry()
        self.update()

    def blocked(self) -> str | None:
        """What is missing before the button can act."""
        return self._blocked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts like Space; on a blocked button both ask for what is missing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.press()
            return
        super().keyPressEvent(event)

    def press(self) -> None:
        """What Enter, Space and the screen's key do."""
        if not self.isEnabled():
            return
        if self._blocked:
            self.blocked_pressed.emit()
        else:
            self.click()

    def event(self, event: QEvent) -> bool:
        """A mouse click on a blocked button asks for what is missing, and nothing else."""
        if self._blocked and event.type() == QEvent.Type.MouseButtonRelease:
            self.setDown(False)
            self.blocked_pressed.emit()
            return True
        return super().event(event)

    def hitButton(self, pos: QPoint) -> bool:
        """The sentence under the button is no part of it."""
        return pos.y() < self._high()

    def _high(self) -> int:
        return px(40 if self._large else 32)

    def _inner(self) -> int:
        wide = draw.width_of(self.text(), self._role())
        if self._icon:
            wide += px(16) + px(8)
        if self._key:
            wide += px(8) + draw.cap_width(self._key)
        return wide

    def _role(self) -> str:
        return "strong" if self._primary and not self._blocked else "base"

    def sizeHint(self) -> QSize:
        """As wide as icon, word and cap; higher while a sentence stands under it."""
        wide = self._inner() + 2 * px(12) + 2
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, wide: int) -> int:
        """The button and, when blocked, the sentence under it."""
        if not self._blocked:
            return self._high()
        lines = QFontMetrics(font("small")).boundingRect(
            QRect(0, 0, max(wide, 1), 1000), int(WRAP), self._blocked
        )
        return self._high() + px(8) + lines.height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button, its cap, its ring and its sentence."""
        painter = QPainter(self)
        p = palette()
        where = QRect(0, 0, self.width(), self._high())
        color, cap_line = "tx", "line2"
        if self._blocked or not self.isEnabled():
            fill, line, color = p.hover, p.line2, "tx3"
        elif self._primary:
            fill, line, color, cap_line = p.acc, p.acc, "onacc", "onacc"
        else:
            fill = p.hover if self.underMouse() or self.isDown() else p.surf
            line = p.ctl
        draw.box(painter, where, fill=fill, line=line)
        x = max((where.width() - self._inner()) // 2, px(8))
        middle = where.height() // 2
        if self._icon:
            x += draw.icon_at(painter, x, middle, self._icon, color=color) + px(8)
        place = QRect(x, 0, where.width() - x, where.height())
        x += draw.text(painter, place, self.text(), role=self._role(), color=color) + px(8)
        if self._key:
            cap_color = color if color != "tx" else "tx2"
            draw.cap(painter, x, middle, self._key, color=cap_color, line=cap_line)
        if self.hasFocus():
            self._paint_focus(painter, where)
        if self._blocked:
            below = self.rect().adjusted(0, self._high() + px(8), 0, 0)
            painter.setFont(font("small"))
            painter.setPen(p.tx2)
            painter.drawText(below, int(WRAP), self._blocked)

    def _paint_focus(self, painter: QPainter, where: QRect) -> None:
        if self._primary and not self._blocked:
            # On the accent's own fill the ring is the text's colour, one pixel in.
            draw.ring(painter, where.adjusted(2, 2, -2, -2), color="onacc", radius=3)
        else:
            draw.ring(painter, where)


class LinkButton(QPushButton):
    """An act that looks like a link: accent words, a cap, no box until it has the focus."""

    def __init__(
        self, text: str, key: str = "", *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key, self._icon = key, icon
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as its words, 4 px around for the ring."""
        wide = draw.width_of(self.text(), "base") + 2 * px(4)
        wide += px(22) if self._icon else 0
        wide += px(8) + draw.cap_width(self._key) if self._key else 0
        return QSize(wide, px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words and cap."""
        painter = QPainter(self)
        x, middle = px(4), self.height() // 2
        color = "acc" if self.isEnabled() else "tx3"
        if self._icon:
            x += draw.icon_at(painter, x, middle, self._icon, color=color) + px(6)
        place = QRect(x, 0, self.width() - x, self.height())
        x += draw.text(painter, place, self.text(), color=color) + px(8)
        if self._key:
            draw.cap(painter, x, middle, self._key)
        if self.hasFocus():
            draw.ring(painter, self.rect())
