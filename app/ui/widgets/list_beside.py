"""A list at the left and what is open beside it; with large text, one of the two at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.theme import px
from app.ui.theme.scale import LARGE, text_percent
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.card import Panel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.words import Rule

ALMOST_ALL = 1000  # the share of the height that the list takes before what stands under it


class ListBeside(QWidget):
    """``width`` is the list's at 100 %; ``top`` stands over it, ``none`` under it.

    Signals:
        list_asked: the way back, offered while the list gives way to what is open.
    """

    list_asked = Signal()

    def __init__(
        self, width: int, top: QLayout, lines: ListPane, none: EmptyState, *, middle: QWidget
    ) -> None:
        super().__init__()
        self.side = Panel("surf", lines="right")
        self.side.setMinimumWidth(px(width))
        if _both():
            self.side.setMaximumWidth(px(width))
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, px(12), 1, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Rule())
        # What a short list leaves over belongs under it, never between the filter and its lines.
        column.addWidget(lines, ALMOST_ALL)
        column.addWidget(none, 1)
        self.way_back = LinkButton(_("List"), "Esc", icon="arrow-left")
        self.way_back.clicked.connect(self.list_asked)
        self.open = QWidget()
        beside = QVBoxLayout(self.open)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self._back = Panel("surf")
        above = QHBoxLayout(self._back)
        above.setContentsMargins(px(8), px(4), 0, 0)
        above.addWidget(self.way_back, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self._back)
        beside.addWidget(middle, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.open, 1)
        self.show_list()

    def show_list(self) -> None:
        """The list, and what is open where there is room for both."""
        self._show(listed=True, opened=_both())

    def show_open(self) -> None:
        """What is open, and the list where there is room for both."""
        self._show(listed=_both(), opened=True)

    def _show(self, *, listed: bool, opened: bool) -> None:
        self.side.setVisible(listed)
        self._back.setVisible(not listed)
        self.open.setVisible(opened)


def _both() -> bool:
    return text_percent() < LARGE
