"""A paper onto a printer: each page drawn at the printer's own resolution."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

POINTS = 72


def printers() -> list[str]:
    """The names of the printers this computer knows, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names: list[str] = list(QPrinterInfo.availablePrinterNames())
    return sorted(names, key=lambda name: name != usual)


def print_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Print every page; the number of pages, 0 when the printer does not take the job."""
    held, buffer, document = QByteArray(pdf), QBuffer(), QPdfDocument()
    buffer.setData(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    painter = QPainter()
    if not document.pageCount() or not painter.begin(printer):
        return 0
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        size, dots = document.pagePointSize(page), printer.resolution()
        pixels = QSize(round(size.width() * dots / POINTS), round(size.height() * dots / POINTS))
        image = document.render(page, pixels)
        # The form's own margins count from the sheet's edge, not from the printable area's.
        edge = printer.pageLayout().marginsPixels(dots)
        painter.drawImage(QRectF(-edge.left(), -edge.top(), pixels.width(), pixels.height()), image)
    painter.end()
    count: int = document.pageCount()
    document.close()
    return count
