"""The officers who can sign in, by initials: a stolen laptop shows no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.core.i18n import _
from app.core.station import OfficerEntry
from app.ui.theme import palette, px
from app.ui.widgets import draw

if TYPE_CHECKING:
    from uuid import UUID

ROW = 40
LABEL = 20


class OfficerChoice(QWidget):
    """One row for each officer; arrows choose."""

    def __init__(self, officers: tuple[OfficerEntry, ...]) -> None:
        super().__init__()
        self._officers = officers
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.several else Qt.FocusPolicy.NoFocus)
        self._tell()

    @property
    def several(self) -> bool:
        """Whether there is anybody to choose between."""
        return len(self._officers) > 1

    def chosen(self) -> UUID:
        """The officer whose row is marked."""
        return self.entry().id

    def entry(self) -> OfficerEntry:
        """The same with the initials."""
        return self._officers[self._at]

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(LABEL) + len(self._officers) * px(ROW) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._at = min(max(self._at + step, 0), len(self._officers) - 1)
        self._tell()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() - px(LABEL)) // px(ROW)
        if 0 <= row < len(self._officers):
            self._at = row
            self._tell()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        inside = self.rect().adjusted(4, 0, -4, 0)
        draw.text(
            painter,
            QRect(inside.left(), 0, inside.width(), px(16)),
            _("Officer"),
            role="small",
            color="tx2",
        )
        frame = inside.adjusted(0, px(LABEL), 0, 0)
        draw.box(painter, frame, fill=colours.surf, line=colours.line2)
        for number, officer in enumerate(self._officers):
            area = QRect(
                frame.left() + 1, frame.top() + 1 + number * px(ROW), frame.width() - 2, px(ROW)
            )
            on = number == self._at
            if on:
                painter.fillRect(area, QColor(colours.acctint))
                painter.fillRect(
                    QRect(area.left(), area.top(), px(3), area.height()), QColor(colours.acc)
                )
            _mark(painter, area, on=on)
            draw.text(
                painter,
                area.adjusted(px(40), 0, -px(8), 0),
                officer.label,
                role="strong" if on else "base",
            )
        if self.hasFocus():
            draw.ring(painter, frame)

    def _tell(self) -> None:
        self.setAccessibleName(_("Officer: {label}").format(label=self._officers[self._at].label))


def _mark(painter: QPainter, area: QRect, *, on: bool) -> None:
    """A ring, with a dot when chosen; painted, because icons are not loaded yet."""
    middle = QPointF(area.left() + px(20), area.center().y() + 0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    pen.setColor(QColor(palette().acc if on else palette().tx3))
    pen.setWidthF(1.5)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, px(7), px(7))
    if on:
        painter.setBrush(QColor(palette().acc))
        painter.drawEllipse(middle, 1.0, 1.0)
