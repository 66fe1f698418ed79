"""A card: a white sheet with a 1 px line, a title and quiet words at its right.

``accent`` draws the 3 px bar of a reason; ``question`` the accent's line of an open question.
"""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import palette, px
from app.ui.widgets import draw
from app.ui.widgets.words import Rule, Words

BAR = 3


class Card(QFrame):
    """Add to it with ``add``, ``add_line`` and ``add_rule``; ``body`` is its layout."""

    def __init__(
        self,
        title: str = "",
        aside: str = "",
        *,
        accent: bool = False,
        question: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._accent, self._question = accent, question
        # Minimum, not Fixed: words that wrap need more height than the hint in one line.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(16) + (BAR if accent else 0), px(12), px(16), px(14))
        self.body.setSpacing(px(6))
        self._title = Words(title, "strong")
        self._aside = Words(aside, "small", tone="tx2")
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._head.addWidget(self._aside)
        if title or aside:
            self.body.addLayout(self._head)
            self.setAccessibleName(title)
        else:
            self._title.setParent(self)
            self._aside.setParent(self)
            self._title.hide()
            self._aside.hide()

    def set_title(self, title: str) -> None:
        """Another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_aside(self, words: str, *, tone: str = "tx2") -> None:
        """Quiet words at the title's right."""
        self._aside.setText(words)
        self._aside.set_tone(tone)

    def add_to_head(self, widget: QWidget) -> None:
        """A tag or link at the title's right."""
        self._head.addWidget(widget)

    def add(self, widget: QWidget) -> None:
        """Something more, below the rest."""
        self.body.addWidget(widget)

    def add_text(self, words: str, *, tone: str = "tx2", role: str = "base") -> Words:
        """A paragraph that wraps."""
        label = Words(words, role, tone=tone, wrap=True)
        self.body.addWidget(label)
        return label

    def add_line(self, left: str, right: str, *, strong: bool = False, below: str = "") -> Words:
        """A row of a sum: words left, figure right, a second line small below; the figure."""
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(Words(left, "strong" if strong else "base", tone="tx" if strong else "tx2"))
        row.addStretch(1)
        figure = Words(right, "strong" if strong else "base")
        row.addWidget(figure)
        self.body.addLayout(row)
        if below:
            self.body.addSpacing(-px(6))
            self.body.addWidget(Words(below, "small", tone="tx2", wrap=True))
        return figure

    def add_rule(self) -> None:
        """A line between two parts."""
        self.body.addWidget(Rule())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, line and bar."""
        painter, p = QPainter(self), palette()
        line = p.accline if self._question else p.line
        draw.box(painter, self.rect(), fill=p.surf, line=line)
        if self._accent:
            painter.fillRect(QRect(0, 1, BAR, self.height() - 2), QColor(p.acc))


class Panel(QFrame):
    """A plain ground for a column: ``surf``, ``bg`` or ``sunk``, with lines where named."""

    def __init__(
        self, ground: str = "surf", *, lines: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ground, self._lines = ground, lines.split()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and lines; ``lines`` holds left, right, top, bottom."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(draw.tone(self._ground)))
        line = QColor(palette().line)
        places = {
            "left": QRect(0, 0, 1, self.height()),
            "right": QRect(self.width() - 1, 0, 1, self.height()),
            "top": QRect(0, 0, self.width(), 1),
            "bottom": QRect(0, self.height() - 1, self.width(), 1),
        }
        for side in self._lines:
            painter.fillRect(places[side], line)
