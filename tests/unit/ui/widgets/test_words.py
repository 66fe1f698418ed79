from __future__ import annotations

from PySide6.QtWidgets import QApplication

from app.ui.theme import apply_theme, font
from app.ui.widgets.words import Rule, Words
from tests.fakes.stage import Stage


def test_role_gives_the_font() -> None:
    words = Words("Việc hôm nay", "title")
    assert words.font().pixelSize() == font("title").pixelSize()
    words.set_role("small")
    assert words.font().pixelSize() == 12


def test_label_follows_the_theme(stage: Stage) -> None:
    words = Words("Quá hạn", tone="bad")
    stage(words)
    assert "#AE2A20" in words.styleSheet()
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    apply_theme(app, "dark", 100)

    assert "#F29B92" in words.styleSheet()


def test_tone_may_change() -> None:
    words = Words("Đã lưu")
    words.set_tone("ok")
    assert "#1F6A3B" in words.styleSheet()


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
    assert words.shown_text() == words.text()
    assert words.toolTip() == ""


def test_wrapped_words_are_never_cut() -> None:
    words = Words("Lốc xoáy kèm mưa đá · Tổ dân phố 4", wrap=True)
    words.setFixedWidth(60)
    assert words.shown_text() == words.text()
    assert words.toolTip() == ""


def test_rule_is_one_pixel_high() -> None:
    assert Rule().sizeHint().height() == 1
