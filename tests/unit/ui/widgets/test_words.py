from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme import apply_theme, font
from app.ui.theme.palette import DARK, LIGHT
from app.ui.widgets.words import Rule, Words
from tests.fakes.stage import Stage


def painted(widget: QWidget, colour: str) -> bool:
    """Whether the colour stands somewhere in the picture of a widget."""
    image = widget.grab().toImage()
    return any(
        image.pixelColor(x, y) == QColor(colour)
        for x in range(image.width())
        for y in range(image.height())
    )


def test_role_gives_the_font() -> None:
    words = Words("Việc hôm nay", "title")
    assert words.font().pixelSize() == font("title").pixelSize()
    words.set_role("small")
    assert words.font().pixelSize() == 12


def test_label_follows_the_theme(stage: Stage) -> None:
    words = Words("Quá hạn", "title", tone="bad")
    stage(words)
    assert painted(words, LIGHT.bad)
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    apply_theme(app, "dark", 125)

    assert painted(words, DARK.bad)
    assert words.font().pixelSize() == font("title").pixelSize() == 25


def test_tone_may_change(stage: Stage) -> None:
    words = Words("Đã lưu", "title")
    stage(words)
    words.set_tone("ok")
    assert painted(words, LIGHT.ok)
    assert not painted(words, LIGHT.tx)


def test_what_is_selected_is_seen(stage: Stage) -> None:
    words = Words("Giàng A Páo", "title")
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    stage(words)
    assert not painted(words, LIGHT.acc)
    words.setSelection(0, 5)
    assert painted(words, LIGHT.acc)


def test_names_are_never_read_as_markup() -> None:
    assert Words("<b>Y</b> Pher").text() == "<b>Y</b> Pher"
    assert Words("<b>Y</b>").sizeHint().width() > Words("Y").sizeHint().width()


def test_a_line_too_long_says_so_and_tells_the_whole(stage: Stage) -> None:
    words = Words("Lốc xoáy kèm mưa đá · Tổ dân phố 4")
    words.setMinimumWidth(1)
    words.setFixedWidth(120)
    stage(words)
    words.grab()
    assert words.shown_text().startswith("Lốc xoáy")
    assert words.shown_text().endswith("…")
    assert words.toolTip() == words.text()
    words.setFixedWidth(400)
    words.grab()
    assert words.shown_text() == words.text()
    assert words.toolTip() == ""


def test_a_tip_that_somebody_else_gave_stays(stage: Stage) -> None:
    words = Words("Lốc xoáy kèm mưa đá · Tổ dân phố 4")
    words.setToolTip("Xem bản đồ")
    words.setFixedWidth(120)
    stage(words)
    words.grab()
    assert words.toolTip() == "Xem bản đồ"


def test_wrapped_words_are_never_cut() -> None:
    words = Words("Lốc xoáy kèm mưa đá · Tổ dân phố 4", wrap=True)
    words.setFixedWidth(60)
    words.grab()
    assert words.shown_text() == words.text()
    assert words.toolTip() == ""


def test_rule_is_one_pixel_high() -> None:
    assert Rule().sizeHint().height() == 1
