"""A toast: says what has happened and offers to take it back, for eight seconds.

It stands at the foot of the rail, where it covers nothing that is being typed or read. It waits
while it has the focus, is announced to screen readers, and steals no focus.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import palette, px
from app.ui.widgets import draw
from app.ui.widgets.words import Words

STAYS = 8_000  # milliseconds
EDGE = 8


class Toast(QFrame):
    """As wide as ``parent`` and at its foot; ``show_text`` replaces what it said before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._callback: Callable[[], object] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16) + px(16) + px(8), px(10), px(10), px(10))
        column.setSpacing(px(4))
        self._words = Words("", tone="surf", wrap=True)
        self._button = _Undo(self)
        self._button.clicked.connect(self._act)
        self._button.installEventFilter(self)
        column.addWidget(self._words)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def show_text(
        self,
        text: str,
        action: str = "",
        callback: Callable[[], object] | None = None,
        *,
        key: str = "Ctrl Z",
    ) -> None:
        """Say ``text``; ``callback`` runs when the act is pressed within eight seconds."""
        self._callback = callback
        self._words.setText(text)
        self._button.say(action, key)
        self._button.setVisible(bool(action and callback))
        self.setAccessibleName(text)
        self.show()
        self.place()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """What is being said."""
        return self._words.text()

    def waiting(self) -> bool:
        """Whether the eight seconds are running."""
        return self._timer.isActive()

    def undo(self) -> bool:
        """Take it back while shown (the screen's Ctrl Z); whether there was something."""
        if self.isHidden() or self._callback is None:
            return False
        self._act()
        return True

    def _act(self) -> None:
        callback, self._callback = self._callback, None
        self.hide()
        self._timer.stop()
        if callback is not None:
            callback()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner; wait while the act has the focus."""
        kind = event.type()
        if watched is self._host and kind == QEvent.Type.Resize:
            self.place()
        elif watched is self._button and kind == QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is self._button and kind == QEvent.Type.FocusOut and not self.isHidden():
            self._timer.start()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Stand at the foot of the host, as high as the words need."""
        wide = self._host.width() - 2 * px(EDGE)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        high = max(layout.totalHeightForWidth(wide), px(40))
        self.setGeometry(px(EDGE), self._host.height() - high - px(EDGE), wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground in the colour of text, a tick beside the first line."""
        painter = QPainter(self)
        draw.box(painter, self.rect(), fill=palette().tx, line=None)
        draw.icon_at(painter, px(14), px(20), "check", color="surf")


class _Undo(QPushButton):
    """The act of a toast: strong words and a key on the dark ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(px(28))

    def say(self, words: str, key: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self._key = key
        wide = draw.width_of(words, "strong") + px(8) + (draw.cap_width(key) if key else 0)
        self.setFixedWidth(wide + 2 * px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, middle = QPainter(self), self.height() // 2
        place = self.rect().adjusted(px(6), 0, 0, 0)
        wide = draw.text(painter, place, self.text(), role="strong", color="surf")
        if self._key:
            x = px(6) + wide + px(8)
            draw.cap(painter, x, middle, self._key, color="surf", line="surf")
        if self.hasFocus():
            draw.ring(painter, self.rect(), color="surf")
