"""One look: colours, type, spacing and icons, each asked for by its role."""

from app.ui.theme.fonts import font
from app.ui.theme.icons import icon, icon_pixmap
from app.ui.theme.palette import Palette, palette
from app.ui.theme.scale import px
from app.ui.theme.style import STYLE_WORDS, apply_theme, dress, use_theme

__all__ = [
    "STYLE_WORDS",
    "Palette",
    "apply_theme",
    "dress",
    "font",
    "icon",
    "icon_pixmap",
    "palette",
    "px",
    "use_theme",
]
