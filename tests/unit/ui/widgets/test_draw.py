from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui.theme import palette
from app.ui.widgets import draw


def painted(run: str) -> QImage:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    whole = QRect(10, 10, 40, 20)
    if run == "box":
        draw.box(painter, whole, fill="#00FF00", line="#FF0000")
    elif run == "ring":
        draw.ring(painter, whole)
    elif run == "rule":
        draw.rule(painter, 10, 20, 40)
    painter.end()
    return image


def test_line_of_a_box_lies_inside_of_it() -> None:
    image = painted("box")
    assert image.pixelColor(30, 10) == QColor("#FF0000")
    assert image.pixelColor(30, 9) == QColor("#FFFFFF")
    assert image.pixelColor(30, 20) == QColor("#00FF00")


def test_ring_is_two_pixels_of_the_accent() -> None:
    image, accent = painted("ring"), QColor(palette().acc)
    assert image.pixelColor(30, 10) == accent
    assert image.pixelColor(30, 11) == accent
    assert image.pixelColor(30, 12) == QColor("#FFFFFF")


def test_rule_is_one_pixel() -> None:
    image = painted("rule")
    assert image.pixelColor(30, 20) == QColor(palette().line)
    assert image.pixelColor(30, 21) == QColor("#FFFFFF")


@pytest.mark.parametrize(
    ("name", "role"), [("info", "acc"), ("plain", "tx2"), ("bad", "bad"), ("tx3", "tx3")]
)
def test_kinds_and_roles_have_a_colour(name: str, role: str) -> None:
    assert draw.tone(name) == getattr(palette(), role)


@pytest.mark.parametrize("kind", draw.KINDS)
def test_every_kind_has_ground_and_line(kind: str) -> None:
    ground, line = draw.tint(kind)
    assert ground != line


def test_text_too_long_is_shortened() -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    taken = draw.text(painter, QRect(0, 0, 40, 20), "Người dân, hộ gia đình")
    whole = draw.text(painter, QRect(0, 20, 4000, 20), "Người dân, hộ gia đình")
    painter.end()
    assert taken <= 40
    assert whole == draw.width_of("Người dân, hộ gia đình", "base")


def test_cap_is_at_least_square() -> None:
    assert draw.cap_width("1") == 18
    assert draw.cap_width("Ctrl Enter") > 18


def test_no_icon_takes_no_room() -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    widths = draw.icon_at(painter, 0, 20, ""), draw.icon_at(painter, 0, 20, "check", size=14)
    painter.end()
    assert widths == (0, 14)


def test_the_mark_is_drawn() -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw.mark(painter, 4, 4, 32)
    painter.end()
    assert image.pixelColor(20, 32).name() == palette().acc.lower()
    assert image.pixelColor(20, 26).name() == palette().onacc.lower()
