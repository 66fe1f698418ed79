"""A paper as it will print: PDF bytes, white in both themes, page by page.

Only screens that show paper import this module; the window's first paint does without it.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMargins, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from app.ui.theme import palette, px

STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)
DESK = ("#DDE2E7", "#0E1114")  # what the paper lies on, light and dark


class PaperView(QPdfView):
    """PgUp and PgDn turn pages, Ctrl + and Ctrl − zoom, Ctrl 0 fits the width.

    Signals:
        page_changed: the page in sight, from 1, and how many there are.
    """

    page_changed = Signal(int, int)

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]  # the stub lacks None
        self.setAccessibleName(label)
        # No parent: a document that is deleted as a child of its view takes the program down.
        self._document = QPdfDocument()
        self._bytes = QByteArray()
        self._buffer = QBuffer()
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setPageSpacing(px(12))
        edge = px(16)
        self.setDocumentMargins(QMargins(edge, edge, edge, edge))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fit_width()
        self._dress()
        self.pageNavigator().currentPageChanged.connect(self._told)

    def show_pdf(self, data: bytes) -> bool:
        """Show a paper from its first page; whether it could be read."""
        self._document.close()
        self._buffer.close()
        self._bytes = QByteArray(data)
        self._buffer.setData(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        ready = bool(self._document.status() == QPdfDocument.Status.Ready)
        if ready:
            self.go_to(1)
        self._told()
        return ready

    def clear(self) -> None:
        """Show nothing."""
        self._document.close()
        self._buffer.close()
        self._told()

    def pages(self) -> int:
        """How many pages the paper has."""
        return int(self._document.pageCount())

    def page(self) -> int:
        """The page in sight, from 1; 0 when there is no paper."""
        return self.pageNavigator().currentPage() + 1 if self.pages() else 0

    def go_to(self, page: int) -> None:
        """Turn to a page, from 1; beyond the ends the nearest one."""
        if self.pages():
            place = min(max(page, 1), self.pages()) - 1
            self.pageNavigator().jump(place, QPointF(0, 0), 0)

    def zoom(self, step: int) -> None:
        """Larger or smaller by one step."""
        now = self.zoomFactor()
        larger = [one for one in STEPS if one > now + 0.01]
        smaller = [one for one in STEPS if one < now - 0.01]
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        if step > 0 and larger:
            self.setZoomFactor(larger[0])
        elif step < 0 and smaller:
            self.setZoomFactor(smaller[-1])

    def fit_width(self) -> None:
        """As wide as the room there is."""
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pages and zoom."""
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        ends = {Qt.Key.Key_Home: 1, Qt.Key.Key_End: self.pages()}
        if not held and key in turns:
            self.go_to(self.page() + turns[Qt.Key(key)])
        elif not held and key in ends:
            self.go_to(ends[Qt.Key(key)])
        elif control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif control and key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif control and key == Qt.Key.Key_0:
            self.fit_width()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme; the paper itself stays white."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._dress()

    def _dress(self) -> None:
        desk = QColor(DESK[1] if palette().dark else DESK[0])
        colours = self.palette()
        # Setting it changes the palette again: only when it differs.
        if colours.color(QPalette.ColorRole.Dark) != desk:
            colours.setColor(QPalette.ColorRole.Dark, desk)
            self.setPalette(colours)

    def _told(self, _page: int = 0) -> None:
        self.setAccessibleDescription(f"{self.page()} / {self.pages()}")
        self.page_changed.emit(self.page(), self.pages())
