"""The bundled type: two weights, nothing small, every letter of the highlands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont
from pytestqt.qtbot import QtBot

from app.core.paths import resource
from app.ui.theme.fonts import FAMILY, FILES, ROLES, font, load_fonts
from app.ui.theme.scale import set_text_percent

SMALLEST = 12  # pixels at 96 dots an inch: 9 pt
VIETNAMESE = "ăâđêôơưĂÂĐÊÔƠƯ" + "áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
HIGHLANDS = "ƀɃčČĕĔĭĬñÑŏŎŭŬ’\u0306"


@pytest.fixture(autouse=True)
def loaded(qtbot: QtBot) -> Iterator[None]:
    load_fonts()
    yield
    set_text_percent(100)


@pytest.mark.parametrize("name", FILES)
def test_every_letter_is_in_the_bundled_fonts(name: str) -> None:
    raw = QRawFont(str(resource("fonts", name)), 14)
    assert raw.isValid()
    missing = [
        letter for letter in VIETNAMESE + HIGHLANDS if not raw.supportsCharacter(ord(letter))
    ]
    assert missing == []


def test_the_bundled_font_is_the_one_drawn() -> None:
    assert QFontInfo(font("base")).family() == FAMILY


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_smaller_than_nine_points_and_only_two_weights(role: str) -> None:
    assert font(role).pixelSize() >= SMALLEST
    assert font(role).weight() in (QFont.Weight.Normal, QFont.Weight.DemiBold)


def test_sizes_follow_the_text_size() -> None:
    assert [font(role).pixelSize() for role in ("title", "base", "small")] == [20, 14, 12]
    set_text_percent(150)
    assert [font(role).pixelSize() for role in ("title", "base", "small")] == [30, 21, 18]
