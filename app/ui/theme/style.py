"""What Qt's own style sheet can say of the look; the rest is painted by the widgets."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme.fonts import font, load_fonts
from app.ui.theme.palette import Palette, palette, use_palette
from app.ui.theme.scale import px, set_text_percent

# Words for QApplication: ``setStyle`` would answer with the style, which costs 5 ms of names.
STYLE_WORDS = ("-style", "Fusion")


def apply_theme(app: QApplication, scheme: str = "light", text: int = 100) -> None:
    """As :func:`use_theme`, and dress every window there is or will be."""
    app.setStyleSheet(sheet(use_theme(app, scheme, text)))


def use_theme(app: QApplication, scheme: str = "light", text: int = 100) -> Palette:
    """Take a scheme (``light``, ``dark``, ``contrast``) and a text size of 100 to 150 %.

    The application was made with :data:`STYLE_WORDS`; windows are dressed with :func:`dress`.
    """
    load_fonts()
    set_text_percent(text)
    colours = use_palette(scheme, app.palette())
    app.setPalette(_qt_palette(colours))
    app.setFont(font("base"))
    return colours


def dress(window: QWidget) -> None:
    """Give a window and all within it the style sheet.

    The window, not the application: a screen is put together before it comes into the window,
    and under a sheet Qt would look at every part again each time it is put into another.
    """
    window.setStyleSheet(sheet())


def _qt_palette(colours: Palette) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, colours.bg), (role.Base, colours.surf), (role.AlternateBase, colours.sunk),
        (role.WindowText, colours.tx), (role.Text, colours.tx), (role.ButtonText, colours.tx),
        (role.Button, colours.surf), (role.Highlight, colours.acc), (role.Link, colours.acc),
        (role.HighlightedText, colours.onacc), (role.PlaceholderText, colours.tx3),
        (role.ToolTipBase, colours.surf), (role.ToolTipText, colours.tx),
        (role.Mid, colours.line2), (role.Light, colours.surf), (role.Dark, colours.ctl),
    ):  # fmt: skip
        made.setColor(where, QColor(colour))
    return made


def sheet(colours: Palette | None = None) -> str:
    """The style sheet; widgets name their role in the property ``role``."""
    c = colours or palette()
    return f"""
    QWidget {{ color: {c.tx}; }}
    QLabel {{ background: transparent; }}
    QToolTip {{ color: {c.tx}; background: {c.surf}; border: 1px solid {c.line2};
                padding: {px(4)}px; }}
    QLineEdit, QPlainTextEdit, QComboBox {{
        background: {c.surf}; border: none; selection-background-color: {c.acc};
        selection-color: {c.onacc}; }}
    QLineEdit:disabled {{ color: {c.tx2}; background: {c.sunk}; }}
    QAbstractScrollArea {{ background: {c.surf}; border: none; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QComboBox QAbstractItemView {{ background: {c.surf}; border: 1px solid {c.line2};
        selection-background-color: {c.acctint}; selection-color: {c.tx}; outline: 0; }}
    QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 0; }}
    QScrollBar::handle {{ background: {c.line2}; border-radius: 3px; margin: 2px;
        min-height: {px(24)}px; min-width: {px(24)}px; }}
    QScrollBar::handle:hover {{ background: {c.ctl}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QHeaderView::section {{ background: {c.sunk}; color: {c.tx2}; border: none;
        border-bottom: 1px solid {c.line2}; padding: 0 {px(8)}px; height: {px(32)}px; }}
    QTableView {{ gridline-color: {c.line}; selection-background-color: {c.acctint};
        selection-color: {c.tx}; outline: 0; }}
    QListView {{ outline: 0; }}
    QMenu {{ background: {c.surf}; border: 1px solid {c.line2}; padding: {px(4)}px; }}
    QMenu::item {{ padding: {px(6)}px {px(16)}px; }}
    QMenu::item:selected {{ background: {c.acctint}; color: {c.tx}; }}
    """
