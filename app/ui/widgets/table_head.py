"""The head of tables and grids: small strong words on the sunk ground, in one or two lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui.theme import font, palette, px
from app.ui.widgets import draw

PAD = 8


class TableHead(QHeaderView):
    """``lead`` tells how far the words of the first column are moved in, as its cells are."""

    def __init__(self, parent: QWidget, *, high: int, lead: Callable[[], int]) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._lead = lead
        self.setFixedHeight(px(high))
        self.setMinimumSectionSize(px(24))
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Ground, words, the line below."""
        p, model = palette(), self.model()
        across = Qt.Orientation.Horizontal
        title = str(model.headerData(section, across, Qt.ItemDataRole.DisplayRole) or "")
        align = model.headerData(section, across, Qt.ItemDataRole.TextAlignmentRole)
        right = bool(align & Qt.AlignmentFlag.AlignRight)
        painter.save()
        painter.fillRect(rect, QColor(p.sunk))
        draw.rule(painter, rect.left(), rect.bottom(), rect.width(), color="line2")
        inner = rect.adjusted(px(PAD) + (0 if section else self._lead()), 0, -px(PAD), -1)
        painter.setFont(font("small_strong"))
        painter.setPen(QColor(p.tx2))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), title)
        painter.restore()
