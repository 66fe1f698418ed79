"""Marks over a paper: they follow the width of the view and the page they belong to."""

from __future__ import annotations

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.services.printing import blank
from app.ui.screens.papers.marked_paper import Mark, MarkedPaper

WHITE = QColor("#FFFFFF")


def test_a_mark_colours_its_place_and_no_other(qtbot: QtBot) -> None:
    view = MarkedPaper("giấy")
    qtbot.addWidget(view)
    view.resize(700, 700)
    with qtbot.waitExposed(view):
        view.show()
    assert view.show_pdf(blank("1d").pdf)
    (corner, scale), second = view.sheets()
    assert second[0].y() > corner.y()
    view.set_marks([Mark(1, 1, 10, 10, 60, 12), Mark(2, 9, 0, 0, 5, 5)])
    picture = view.viewport().grab().toImage()
    inside = picture.pixelColor(round(corner.x() + 50 * scale), round(corner.y() + 15 * scale))
    outside = picture.pixelColor(round(corner.x() + 50 * scale), round(corner.y() + 40 * scale))
    assert inside.blue() < outside.blue()


def test_a_number_covers_no_words_beside_its_blank(qtbot: QtBot) -> None:
    view = MarkedPaper("giấy")
    qtbot.addWidget(view)
    view.resize(700, 700)
    with qtbot.waitExposed(view):
        view.show()
    assert view.show_pdf(blank("1d").pdf)
    before = view.viewport().grab().toImage()
    corner, scale = view.sheets()[0]
    for wide in (4, 60):
        view.set_marks([Mark(1, 1, 100, 100, wide, 12)])
        after = view.viewport().grab().toImage()
        beside = round(corner.x() + 100 * scale) - 3
        for down in range(round(100 * scale), round(112 * scale)):
            y = round(corner.y()) + down
            assert after.pixelColor(beside, y) == before.pixelColor(beside, y)
