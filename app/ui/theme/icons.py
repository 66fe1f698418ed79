"""Lucide icons, drawn in the colour of the text beside them and kept by size and colour."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.core.paths import resource
from app.ui.theme.palette import palette
from app.ui.theme.scale import px

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

STROKE = "1.5"


def icon_pixmap(name: str, color: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` in ``color``, ``size`` pixels at 100 % text."""
    return _drawn(name, color, px(size), ratio)


def icon(name: str, color: str | None = None, size: int = 16) -> QIcon:
    """As :func:`icon_pixmap`, for controls; without a colour that of plain text."""
    from PySide6.QtGui import QIcon  # late, as below

    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, color or palette().tx, size, ratio))
    return made


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, pixels: int, ratio: float) -> QPixmap:
    from PySide6.QtCore import QByteArray  # late: the first window shows no icon
    from PySide6.QtSvg import QSvgRenderer

    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    source = source.replace("currentColor", color).replace(
        'stroke-width="2"', f'stroke-width="{STROKE}"'
    )
    pixmap = QPixmap(round(pixels * ratio), round(pixels * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(
        painter, QRectF(0, 0, pixels * ratio, pixels * ratio)
    )
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
