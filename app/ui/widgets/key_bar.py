"""The bar at the window's foot: the keys that act now, and whether everything is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.i18n import _
from app.ui.theme import palette, px
from app.ui.widgets import draw

Keys = Sequence[tuple[str | Sequence[str], str]]


class KeyBar(QWidget):
    """32 px of keys at the left; F1 and the state of saving at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[tuple[tuple[str, ...], str]] = []
        self._state, self._kind, self._right = "", "ok", ""
        self.setFixedHeight(px(32))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_keys(self, keys: Keys) -> None:
        """What acts now: (``"Ctrl S"`` or several caps, words), in order of use."""
        self._keys = [
            ((caps,) if isinstance(caps, str) else tuple(caps), words) for caps, words in keys
        ]
        told = (f"{' '.join(caps)} {words}" for caps, words in self._keys)
        self.setAccessibleName(", ".join(told))
        self.update()

    def keys(self) -> list[tuple[tuple[str, ...], str]]:
        """The keys told now."""
        return list(self._keys)

    def set_saved(self, words: str) -> None:
        """Everything is saved: "Đã lưu lúc 08:41"."""
        self._say(words, "ok")

    def set_saving(self) -> None:
        """A write is under way."""
        self._say(_("Saving…"), "plain")

    def set_trouble(self, sentence: str) -> None:
        """Saving did not work; the sentence says what to do."""
        self._say(sentence, "bad")

    def set_right(self, words: str) -> None:
        """Plain words at the right instead of F1 and the state, as before signing in."""
        self._right = words
        self.update()

    def state(self) -> str:
        """The words about saving."""
        return self._state

    def _say(self, words: str, kind: str) -> None:
        self._state, self._kind = words, kind
        self.setAccessibleDescription(words)
        if kind == "bad":
            # Late: the first window does without, and its names take 3 ms.
            from PySide6.QtGui import QAccessible, QAccessibleEvent

            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(px(600), px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the state first: when room is short, keys give way, the state never."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette().sunk))
        draw.rule(painter, 0, 0, self.width())
        room = self._paint_right(painter)
        x, middle = px(16), self.height() // 2
        for caps, words in self._keys:
            wide = sum(draw.cap_width(cap) + px(4) for cap in caps)
            wide += px(3) + draw.width_of(words, "small")
            if x + wide > room:
                break
            for cap in caps:
                x += draw.cap(painter, x, middle, cap) + px(4)
            x += px(3)
            place = QRect(x, 0, room - x, self.height())
            x += draw.text(painter, place, words, role="small", color="tx2") + px(16)

    def _paint_right(self, painter: QPainter) -> int:
        """F1 and the state at the right; where they begin."""
        middle, right = self.height() // 2, self.width() - px(16)
        if self._right:
            right -= draw.width_of(self._right, "small")
            place = QRect(right, 0, self.width() - right, self.height())
            draw.text(painter, place, self._right, role="small", color="tx2")
            return right - px(16)
        if self._state:
            right -= draw.width_of(self._state, "small")
            place = QRect(right, 0, self.width() - right, self.height())
            color = "bad" if self._kind == "bad" else "tx2"
            draw.text(painter, place, self._state, role="small", color=color)
            right -= px(20)
            name = {"ok": "check", "bad": "circle-alert"}.get(self._kind, "save")
            draw.icon_at(painter, right, middle, name, color=self._kind, size=14)
            right -= px(16)
        words = _("Help, keys")
        right -= draw.width_of(words, "small")
        place = QRect(right, 0, self.width() - right, self.height())
        draw.text(painter, place, words, role="small", color="tx2")
        right -= px(6) + draw.cap_width("F1")
        draw.cap(painter, right, middle, "F1")
        return right - px(16)
