from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QPageSize, QPainter, QPalette, QPdfWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.theme import apply_theme
from app.ui.widgets.paper_view import DESK, PaperView
from tests.fakes.stage import Stage
from tests.fakes.typist import CTRL, press


def pdf(pages: int) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        painter.drawText(200, 400, f"trang {page + 1}")
    painter.end()
    buffer.close()
    return bytes(data.data())


def test_pages_are_turned_by_keys(stage: Stage) -> None:
    view = PaperView("Mẫu số 1đ")
    stage(view)
    told: list[tuple[int, int]] = []
    view.page_changed.connect(lambda page, pages: told.append((page, pages)))
    assert view.page() == 0

    assert view.show_pdf(pdf(3))
    assert (view.page(), view.pages()) == (1, 3)
    assert told[-1] == (1, 3)

    press(view, Qt.Key.Key_PageDown)
    assert view.page() == 2
    press(view, Qt.Key.Key_End)
    assert view.page() == 3
    press(view, Qt.Key.Key_PageDown)
    assert view.page() == 3
    press(view, Qt.Key.Key_Home)
    assert view.page() == 1
    assert view.accessibleDescription() == "1 / 3"


def test_zoom_goes_by_steps_and_back_to_the_width(qtbot: QtBot, stage: Stage) -> None:
    view = PaperView("Mẫu số 1đ")
    stage(view)
    view.show_pdf(pdf(1))
    view.setZoomMode(PaperView.ZoomMode.Custom)
    view.setZoomFactor(1.0)
    press(view, Qt.Key.Key_Plus, held=CTRL)
    assert view.zoomFactor() == 1.25
    press(view, Qt.Key.Key_Minus, held=CTRL)
    press(view, Qt.Key.Key_Minus, held=CTRL)
    assert view.zoomFactor() == 0.8
    press(view, Qt.Key.Key_0, held=CTRL)
    assert view.zoomMode() == PaperView.ZoomMode.FitToWidth


def test_what_is_no_paper_is_refused(stage: Stage) -> None:
    view = PaperView("Mẫu số 1đ")
    stage(view)
    view.show_pdf(pdf(2))
    assert not view.show_pdf("không phải giấy".encode())
    assert view.pages() == 0
    view.clear()
    assert view.page() == 0


def test_paper_lies_on_a_dark_desk_in_the_dark(stage: Stage) -> None:
    view = PaperView("Mẫu số 1đ")
    stage(view)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert view.palette().color(QPalette.ColorRole.Dark) == QColor(DESK[0])
    apply_theme(app, "dark", 100)
    assert view.palette().color(QPalette.ColorRole.Dark) == QColor(DESK[1])


def test_no_other_widget_loads_the_reader_of_pdf() -> None:
    code = (
        "import sys, pkgutil, importlib, app.ui.widgets as w\n"
        "for one in pkgutil.iter_modules(w.__path__):\n"
        "    if one.name != 'paper_view': importlib.import_module('app.ui.widgets.' + one.name)\n"
        "print('PySide6.QtPdf' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
