"""The recovery words as a sheet of paper: one A5 page to print, to sign and to lock away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from app.core.errors import Environment
from app.core.i18n import N_, _
from app.ui.theme.fonts import FAMILY

DOTS = 1200  # an inch; coarser, and letters stand apart unevenly
POINT = DOTS / 72
COLUMNS = 3
ROW = 24 * POINT
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def write_sheet(path: Path, *, unit: str, words: tuple[str, ...]) -> None:
    """Write the page to ``path`` as PDF; whoever holds it can open the register.

    Raises:
        Environment: the file cannot be written there.
    """
    writer = QPdfWriter(str(path))
    writer.setResolution(DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    writer.setTitle(_("Recovery words"))
    writer.setCreator("AnSinh")
    painter = QPainter()
    if not painter.begin(writer):
        raise Environment(
            "sheet_unwritable", N_("The sheet cannot be written there. Choose another folder.")
        )
    try:
        _draw(painter, QRectF(0, 0, writer.width(), writer.height()), unit, words)
    finally:
        painter.end()


def _draw(painter: QPainter, page: QRectF, unit: str, words: tuple[str, ...]) -> None:
    y = _paragraph(painter, page, 0, _("Recovery words"), 16, strong=True)
    y = _paragraph(painter, page, y, unit, 11)
    y = _paragraph(
        painter,
        page,
        y + 8 * POINT,
        _(
            "These words open the register when the passphrase is forgotten. Whoever has them can "
            "open it too: keep this sheet in a locked place, show it to nobody, make no copy."
        ),
        11,
    )
    y += 12 * POINT
    painter.setFont(_font(12, strong=True))
    wide = page.width() / COLUMNS
    for place, word in enumerate(words):
        cell = QRectF(place % COLUMNS * wide, y + place // COLUMNS * ROW, wide, ROW)
        painter.drawText(
            cell,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            f"{place + 1}.  {word}",
        )
    y += -(-len(words) // COLUMNS) * ROW + 16 * POINT
    _paragraph(painter, page, y, _("Kept by: ……………………   Signature: ……………………"), 11)


def _paragraph(
    painter: QPainter, page: QRectF, y: float, text: str, points: int, *, strong: bool = False
) -> float:
    """Draw wrapped text at ``y``; where the next one may begin."""
    painter.setFont(_font(points, strong=strong))
    flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
    room = QRectF(0, y, page.width(), page.height() - y)
    taken = painter.boundingRect(room, flags, text)
    painter.drawText(room, flags, text)
    return taken.bottom() + 6 * POINT


def _font(points: int, *, strong: bool) -> QFont:
    made = QFont(FAMILY, points)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made
