"""Long work: what is done, how far in words, how it is stopped. Never a spinner."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.theme import palette, px
from app.ui.widgets import draw
from app.ui.widgets.buttons import Button
from app.ui.widgets.words import Words

WHOLE = 1000


class ProgressLine(QWidget):
    """A title, a bar of 8 px, words such as "0,7 trong 1,2 MB", and Stop (Esc)."""

    stopped = Signal()

    def __init__(
        self, title: str, *, stoppable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        self._title = Words(title)
        self._percent = Words("", "strong")
        head.addWidget(self._title, 1)
        head.addWidget(self._percent)
        column.addLayout(head)
        self.bar = _Bar()
        self.bar.setAccessibleName(title)
        column.addWidget(self.bar)
        foot = QHBoxLayout()
        self._words = Words("", "small", tone="tx2")
        self.stop = Button(_("Stop"), "Esc")
        if not stoppable:  # showing it here, without a parent yet, would open a window
            self.stop.hide()
        self.stop.clicked.connect(self.stopped)
        foot.addWidget(self._words, 1)
        foot.addWidget(self.stop)
        column.addLayout(foot)

    def set_title(self, title: str) -> None:
        """What is being done now."""
        self._title.setText(title)
        self.bar.setAccessibleName(title)

    def set_progress(self, fraction: tuple[int, int] | None, words: str) -> None:
        """``fraction`` is (done, of); ``None`` when the end is not known, then words alone tell."""
        if fraction is None or fraction[1] <= 0:
            self.bar.setRange(0, 0)
            self._percent.setText("")
        else:
            done = min(fraction[0] * WHOLE // fraction[1], WHOLE)
            self.bar.setRange(0, WHOLE)
            self.bar.setValue(done)
            self._percent.setText(f"{done * 100 // WHOLE} %")
        self._words.setText(words)
        self.bar.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops."""
        if event.key() == Qt.Key.Key_Escape and not self.stop.isHidden():
            self.stop.press()
            return
        super().keyPressEvent(event)


class _Bar(QProgressBar):
    """The bar itself; nothing moves by itself on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, WHOLE)
        self.setTextVisible(False)
        self.setFixedHeight(px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, p = QPainter(self), palette()
        draw.box(painter, self.rect(), fill=p.line, line=None, radius=px(4))
        span = self.maximum() - self.minimum()
        if span > 0 and self.value() > self.minimum():
            wide = self.width() * (self.value() - self.minimum()) // span
            place = QRect(0, 0, max(wide, self.height()), self.height())
            draw.box(painter, place, fill=p.acc, line=None, radius=px(4))
