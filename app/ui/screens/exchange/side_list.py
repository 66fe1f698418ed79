"""The list at the left of a page of the exchange, with what stands above it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import px
from app.ui.widgets.card import Panel
from app.ui.widgets.list_pane import ListPane

WIDTH = 264


class SideList(Panel):
    """``above`` brings its own edges; the list takes the rest of the height."""

    def __init__(self, above: QWidget, lines: ListPane) -> None:
        super().__init__("surf", lines="right")
        self.setFixedWidth(px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 1, 0)
        column.addWidget(above)
        column.addWidget(lines, 1)
