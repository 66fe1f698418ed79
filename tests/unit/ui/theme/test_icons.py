"""Icons: drawn in the colour of their text, at their size, and there at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPixmap
from pytestqt.qtbot import QtBot

from app.core.paths import resource
from app.ui.theme.icons import icon, icon_pixmap
from app.ui.theme.scale import set_text_percent

NAMED = re.compile(r"""\b(?:icon|icon_pixmap|_picture)\(\s*"([a-z][a-z0-9-]*)\"""")


@pytest.fixture(autouse=True)
def application(qtbot: QtBot) -> Iterator[None]:
    yield
    set_text_percent(100)


def colours_of(pixmap: QPixmap) -> set[str]:
    """The colours of the solid dots."""
    image = pixmap.toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("colour", ["#ae2a20", "#1a5baa"])
def test_the_icon_has_the_colour_asked_for(colour: str) -> None:
    drawn = colours_of(icon_pixmap("lock", colour, 48))
    assert drawn
    wanted = QColor(colour)
    for one in drawn:
        found = QColor(one)
        near = (
            abs(found.red() - wanted.red()),
            abs(found.green() - wanted.green()),
            abs(found.blue() - wanted.blue()),
        )
        assert max(near) <= 3  # alpha is premultiplied and rounds


def test_the_size_follows_text_and_screen() -> None:
    assert icon_pixmap("lock", "#000000", 16).width() == 16
    assert icon_pixmap("lock", "#000000", 16, 2.0).width() == 32
    assert icon_pixmap("lock", "#000000", 16, 2.0).deviceIndependentSize().width() == 16
    set_text_percent(150)
    assert icon_pixmap("lock", "#000000", 16).width() == 24


def test_an_icon_for_controls_has_both_densities() -> None:
    assert {size.width() for size in icon("lock").availableSizes()} == {16, 32}


def test_every_icon_named_in_the_window_is_shipped() -> None:
    window = resource("..").resolve() / "app" / "ui"
    named = {
        name
        for path in window.rglob("*.py")
        for name in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert named
    assert [name for name in sorted(named) if not resource("icons", f"{name}.svg").is_file()] == []


def test_every_icon_takes_the_colour_of_its_text() -> None:
    for path in resource("icons").glob("*.svg"):
        assert 'stroke="currentColor"' in path.read_text(encoding="utf-8"), path.name


def test_the_licence_stands_beside_the_icons() -> None:
    words = resource("icons", "LICENSE-Lucide.txt").read_text(encoding="utf-8")
    assert "ISC" in words
    assert "Copyright" in words
