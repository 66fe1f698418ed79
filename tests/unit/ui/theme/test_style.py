"""The style sheet and the application that wears it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme import palette, px
from app.ui.theme.palette import DARK, LIGHT, use_palette
from app.ui.theme.style import apply_theme, dress, sheet, use_theme


@pytest.fixture(autouse=True)
def plain_afterwards(qtbot: QtBot, qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, "light", 100)
    qapp.setStyleSheet("")


def test_a_theme_sets_colours_type_and_sizes(qapp: QApplication) -> None:
    apply_theme(qapp, "dark", 125)
    assert palette() is DARK
    assert px(32) == 40
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == DARK.surf.lower()
    assert qapp.palette().color(QPalette.ColorRole.Highlight).name() == DARK.acc.lower()
    assert qapp.font().family() == "Noto Sans"
    assert qapp.font().pixelSize() == 18
    assert DARK.surf in qapp.styleSheet()


def test_windows_are_dressed_one_by_one(qapp: QApplication) -> None:
    qapp.setStyleSheet("")
    use_theme(qapp, "dark", 100)
    assert not qapp.styleSheet()
    window = QWidget()
    dress(window)
    assert DARK.surf in window.styleSheet()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheet_speaks_of_the_scheme_only(scheme: str) -> None:
    mine, other = (LIGHT, DARK) if scheme == "light" else (DARK, LIGHT)
    words = sheet(use_palette(scheme))
    assert mine.acc in words
    assert other.acc not in words


def test_the_sheet_is_understood_by_qt(qapp: QApplication) -> None:
    # A sheet that Qt cannot parse is told as a warning, which fails the test.
    qapp.setStyleSheet(sheet())
    assert qapp.styleSheet()


def test_the_sheet_has_no_shadow_gradient_or_capitals() -> None:
    words = sheet()
    for refused in ("gradient", "shadow", "uppercase"):
        assert refused not in words
