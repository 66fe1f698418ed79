"""A note inside the window: one sentence, its kind as an icon, at most one act."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme import px
from app.ui.widgets import draw
from app.ui.widgets.buttons import Button
from app.ui.widgets.tag import ICONS
from app.ui.widgets.words import Words


class NoticeBar(QFrame):
    """``kind`` is bad, warn, ok, info or plain; ``acted`` tells that its button was pressed."""

    acted = Signal()

    def __init__(
        self,
        kind: str = "info",
        text: str = "",
        *,
        icon: str | None = None,
        action: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12) + px(16) + px(8), px(7), px(12), px(7))
        row.setSpacing(px(12))
        self._words = Words("", wrap=True)
        self._words.setAlignment(draw.LEFT)
        row.addWidget(self._words, 1)
        self._button = Button(action, key)
        self._button.clicked.connect(self.acted)
        row.addWidget(self._button)
        self._button.setVisible(bool(action))
        self._kind, self._icon = kind, icon
        self.say(kind, text, icon=icon)

    def show_text(self, text: str, *, kind: str = "info") -> None:
        """As ``say``, with the kind's own icon."""
        self.say(kind, text)

    def say(self, kind: str, text: str, *, icon: str | None = None) -> None:
        """Another sentence; an empty one hides the note."""
        self._kind, self._icon = kind, icon
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.update()
        if text and self.parentWidget() is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def set_action(self, words: str, key: str = "") -> None:
        """Offer one act, or none when ``words`` is empty."""
        self._button.set_key(key)
        self._button.setText(words)
        self._button.setVisible(bool(words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, line and icon."""
        painter = QPainter(self)
        fill, line = draw.tint(self._kind)
        draw.box(painter, self.rect(), fill=fill, line=line)
        name = self._icon or ICONS[self._kind] or "info"
        draw.icon_at(painter, px(12), self.height() // 2, name, color=self._kind)
