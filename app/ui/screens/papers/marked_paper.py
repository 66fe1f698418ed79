"""A paper with its open places marked: amber, each with the number of its field at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent

from app.ui.theme import font, px
from app.ui.widgets.paper_view import PaperView

POINTS = 72  # a point is 1/72 inch
BADGE = 16
OVER = 4  # pixels of a short blank that its number may cover
WASH = 90  # of 255: the dots of the form stay readable below


@dataclass(frozen=True, slots=True)
class Mark:
    """One open place: its number, its page from 1, points from the sheet's upper left corner."""

    number: int
    page: int
    x: float
    y: float
    w: float
    h: float


class MarkedPaper(PaperView):
    """Paints the marks over the pages in sight; the paper itself is not touched."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self._marks: tuple[Mark, ...] = ()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these places."""
        self._marks = tuple(marks)
        self.viewport().update()

    def sheets(self) -> list[tuple[QPointF, float]]:
        """Each page's upper left corner in the viewport, and pixels for a point of paper."""
        document, room = self.document(), self.viewport().width()
        dots = QGuiApplication.primaryScreen().logicalDotsPerInch() / POINTS
        margins = self.documentMargins()
        scales, wide = [], 0.0
        for page in range(document.pageCount()):
            size = document.pagePointSize(page)
            scale = dots * self.zoomFactor()
            if self.zoomMode() == self.ZoomMode.FitToWidth and size.width():
                scale = (room - margins.left() - margins.right()) / size.width()
            scales.append(scale)
            wide = max(wide, size.width() * scale + margins.left() + margins.right())
        found, top = [], float(margins.top())
        for page, scale in enumerate(scales):
            size = document.pagePointSize(page)
            left = (max(wide, room) - size.width() * scale) / 2
            corner = QPointF(
                left - self.horizontalScrollBar().value(), top - self.verticalScrollBar().value()
            )
            found.append((corner, scale))
            top += size.height() * scale + self.pageSpacing()
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages, then the marks."""
        super().paintEvent(event)
        sheets = self.sheets()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        badged: set[int] = set()
        for mark in self._marks:
            if mark.page > len(sheets):
                continue
            corner, scale = sheets[mark.page - 1]
            place = QRectF(
                corner.x() + mark.x * scale,
                corner.y() + mark.y * scale,
                max(mark.w * scale, 4.0),
                mark.h * scale,
            )
            self._paint_mark(painter, place, mark.number, badge=mark.number not in badged)
            badged.add(mark.number)

    def _paint_mark(self, painter: QPainter, place: QRectF, number: int, *, badge: bool) -> None:
        # The sheet is white in both themes, so the mark keeps the light theme's amber.
        wash = QColor("#F2CE85")
        wash.setAlpha(WASH)
        amber = QColor("#7F5200")
        painter.fillRect(place, wash)
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), amber)
        if not badge:
            return
        side = float(px(BADGE))
        # Inside the blank, or above a short one: the form's words beside it stay uncovered.
        short = place.width() < 2 * side
        top = place.top() + OVER - side if short else place.center().y() - side / 2
        round_one = QRectF(place.left(), top, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(amber)
        painter.drawEllipse(round_one)
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(font("small_strong"))
        painter.drawText(round_one, Qt.AlignmentFlag.AlignCenter, str(number))
