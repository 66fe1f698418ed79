"""A page that scrolls up and down when the window is too low for it; never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.ui.theme import px

ROOM = 24  # around what has the focus


class _Scrolled(QScrollArea):
    """Follows the focus, also when a key or a saved step moves it."""

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        page = self.widget()
        if now is not None and page is not None and page.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, px(ROOM))


def scrolled(page: QWidget) -> QScrollArea:
    """``page`` in an area that takes no focus itself: what has it inside is always seen."""
    area = _Scrolled()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area
