"""A list of the exchange with what stands above it, beside the page it leads through.

With large text it stands above that page: side by side, neither would be readable.
"""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import px
from app.ui.theme.scale import LARGE, text_percent
from app.ui.widgets.card import Panel
from app.ui.widgets.list_pane import ListPane

WIDTH = 264
LOW = 92  # of the list above the page: a line and the head of its group


class SideList(Panel):
    """``above`` brings its own edges; the list takes the rest of the height."""

    def __init__(self, above: QWidget, lines: ListPane) -> None:
        super().__init__("surf", lines="bottom" if is_large() else "right")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 1, 1)
        column.addWidget(above)
        column.addWidget(lines, 1)
        if is_large():
            lines.setFixedHeight(px(LOW))
        else:
            self.setFixedWidth(px(WIDTH))


def with_page(side: SideList, page: QWidget, whole: QWidget) -> None:
    """Fill ``whole`` with the list and the page it leads through."""
    way = QBoxLayout.Direction.TopToBottom if is_large() else QBoxLayout.Direction.LeftToRight
    both = QBoxLayout(way, whole)
    both.setContentsMargins(0, 0, 0, 0)
    both.setSpacing(0)
    both.addWidget(side)
    both.addWidget(page, 1)


def is_large() -> bool:
    """Whether the words are so large that two columns do not fit."""
    return text_percent() >= LARGE
