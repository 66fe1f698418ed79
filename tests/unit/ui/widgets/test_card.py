from __future__ import annotations

from PySide6.QtGui import QColor

from app.ui.theme import palette
from app.ui.widgets.card import Card, Panel
from app.ui.widgets.tag import Tag
from app.ui.widgets.words import Words
from tests.fakes.stage import Stage


def test_card_says_its_title() -> None:
    card = Card("Đối chiếu", "tháng 12")
    assert card.accessibleName() == "Đối chiếu"
    card.set_title("Chi trả")
    card.set_aside("bước 2/6", tone="warn")
    assert card.accessibleName() == "Chi trả"


def test_lines_and_text_are_added_below_each_other(stage: Stage) -> None:
    card = Card("Đối chiếu")
    card.add_to_head(Tag("warn", "chưa nạp mức của tỉnh"))
    figure = card.add_line("Tháng 11", "801.750.000", below="1.118 người")
    card.add_rule()
    note = card.add_text("Tám trăm ba mươi triệu đồng")
    card.add(Words("cuối"))
    stage(card)
    assert figure.text() == "801.750.000"
    assert note.y() > figure.y()


def test_wrapped_words_make_the_card_higher(stage: Stage) -> None:
    short, long = Card("Một"), Card("Hai")
    short.add_text("ngắn")
    long.add_text("In quyết định điều chỉnh lên 1.000.000 đ, trình ký trước 25/11. " * 5)
    stage(short, long)
    assert long.heightForWidth(220) > short.heightForWidth(220) + 60


def test_reason_has_a_bar_at_its_left(stage: Stage) -> None:
    card = Card("Vì sao", accent=True)
    stage(card)
    image = card.grab().toImage()
    assert image.pixelColor(1, card.height() // 2) == QColor(palette().acc)


def test_panel_paints_its_ground_and_lines(stage: Stage) -> None:
    panel = Panel("sunk", lines="right top")
    stage(panel)
    image = panel.grab().toImage()
    assert image.pixelColor(5, 5) == QColor(palette().sunk)
    assert image.pixelColor(image.width() - 1, 5) == QColor(palette().line)
    assert image.pixelColor(5, 0) == QColor(palette().line)
    assert image.pixelColor(0, 5) == QColor(palette().sunk)
