"""How the painted widgets put text, icons, boxes and rings: one hand for all of them.

Colours are asked for while painting, so a changed theme shows with the next repaint.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from app.ui.theme import font, icon_pixmap, palette, px

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter

KINDS = ("bad", "warn", "ok", "info", "plain")


def tone(name: str) -> str:
    """The colour behind a palette role, ``info`` (the accent) or ``plain`` (second text)."""
    alias = {"info": "acc", "plain": "tx2"}
    colour: str = getattr(palette(), alias.get(name, name))
    return colour


def tint(kind: str) -> tuple[str, str]:
    """Ground and line of a kind: bad, warn, ok, info, plain."""
    p = palette()
    pairs = {
        "bad": (p.badtint, p.badline),
        "warn": (p.warntint, p.warnline),
        "ok": (p.oktint, p.okline),
        "info": (p.acctint, p.accline),
    }
    return pairs.get(kind, (p.surf, p.line2))


def width_of(words: str, role: str) -> int:
    """Pixels that ``words`` take in the font of a role."""
    return QFontMetrics(font(role)).horizontalAdvance(words)


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    *,
    role: str = "base",
    color: str = "tx",
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """One line, shortened with … where it does not fit; the pixels it took."""
    chosen = font(role)
    metrics = QFontMetrics(chosen)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
    painter.setFont(chosen)
    painter.setPen(QColor(tone(color)))
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def icon_at(
    painter: QPainter, x: int, middle: int, name: str, *, color: str = "tx", size: int = 16
) -> int:
    """An icon whose vertical middle is ``middle``; the pixels it took."""
    if not name:
        return 0
    ratio = painter.device().devicePixelRatio()
    pixmap = icon_pixmap(name, tone(color), size, ratio)
    side = px(size)
    painter.drawPixmap(QPointF(x, middle - side / 2), pixmap)
    return side


def box(
    painter: QPainter,
    rect: QRect,
    *,
    fill: str | None,
    line: str | None,
    radius: int = 4,
    width: int = 1,
    dashed: bool = False,
) -> None:
    """A rounded box whose line lies wholly inside ``rect``; colours as ``#RRGGBB``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    if line:
        pen = QPen(QColor(line), width)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        inset = width / 2
        shape = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        shape = QRectF(rect)
    painter.drawRoundedRect(shape, radius, radius)
    painter.restore()


def ring(painter: QPainter, rect: QRect, *, color: str = "acc", radius: int = 4) -> None:
    """The 2 px ring of focus (or of an error) just inside ``rect``."""
    box(painter, rect, fill=None, line=tone(color), radius=radius, width=2)


def rule(painter: QPainter, x: int, y: int, length: int, *, color: str = "line") -> None:
    """A line of 1 px from left to right."""
    painter.fillRect(QRect(x, y, length, 1), QColor(tone(color)))


def cap_width(words: str) -> int:
    """Pixels of a key cap holding ``words``."""
    return max(px(18), width_of(words, "small") + 2 * px(5))


def cap(
    painter: QPainter, x: int, middle: int, words: str, *, color: str = "tx2", line: str = "line2"
) -> int:
    """A key cap whose vertical middle is ``middle``; the pixels it took."""
    wide, high = cap_width(words), px(18)
    where = QRect(x, middle - high // 2, wide, high)
    box(painter, where, fill=None, line=tone(line), radius=3)
    text(painter, where, words, role="small", color=color, align=CENTER)
    return wide


def mark(painter: QPainter, left: int, top: int, size: int) -> None:
    """The program's mark: a roof over a line, white on the accent."""
    colours = palette()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.acc))
    painter.drawRoundedRect(left, top, size, size, size * 0.2, size * 0.2)
    pen = painter.pen()
    pen.setColor(QColor(colours.onacc))
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setWidthF(max(1.5, size * 0.09))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    unit = size / 20
    painter.drawPolyline(
        [
            QPointF(left + 4.5 * unit, top + 11 * unit),
            QPointF(left + 10 * unit, top + 5.5 * unit),
            QPointF(left + 15.5 * unit, top + 11 * unit),
        ]
    )
    painter.drawLine(
        QPointF(left + 7 * unit, top + 14 * unit), QPointF(left + 13 * unit, top + 14 * unit)
    )
