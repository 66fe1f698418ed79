"""Noto Sans in two weights, by role; no text below 9 pt."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from app.core.paths import resource
from app.ui.theme.scale import text_percent

FAMILY = "Noto Sans"
FILES = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf")

# Points at 100 % and whether the weight is SemiBold.
ROLES = {
    "title": (15.0, True),
    "section": (12.0, True),
    "base": (10.5, False),
    "strong": (10.5, True),
    "chip": (9.75, False),
    "chip_strong": (9.75, True),
    "small": (9.0, False),
    "small_strong": (9.0, True),
}

_fonts: dict[tuple[str, int], QFont] = {}


def load_fonts() -> None:
    """Register the bundled fonts, so that the window looks alike on every system."""
    for name in FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))


def font(role: str) -> QFont:
    """The font of a role: title, section, base, strong, chip, chip_strong, small, small_strong."""
    key = (role, text_percent())
    if key not in _fonts:
        points, strong = ROLES[role]
        made = QFont(FAMILY)
        # Pixels of 96 dots an inch: what the drawings were measured in.
        made.setPixelSize(round(points * 96 / 72 * text_percent() / 100))
        made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        made.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
        _fonts[key] = made
    return _fonts[key]
