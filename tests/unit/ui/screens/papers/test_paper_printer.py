"""Printing: every page at the printer's resolution, nothing for what is no paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.services.printing import blank
from app.ui.screens.papers.paper_printer import print_pdf, printers


def test_pages_and_size_stay(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert print_pdf(blank("1d").pdf, printer) == 2
    document = QPdfDocument()
    document.load(str(tmp_path / "out.pdf"))
    assert document.pageCount() == 2
    document.close()
    assert print_pdf(b"no paper", printer) == 0


def test_the_usual_printer_comes_first_where_there_is_one(qtbot: QtBot) -> None:
    assert isinstance(printers(), list)
