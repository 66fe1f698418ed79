"""The card of the minimum, copied whole."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QApplication

from app.services.emergency_minimum import Harm, Hurt, minimum_of
from app.ui.screens.emergency.minimum_card import MinimumCard, amount_words, as_text

VIEW = minimum_of(
    Harm(
        on=date(2025, 11, 12),
        received=datetime.fromisoformat("2025-11-13T06:10"),
        cause="thien_tai",
        persons=5,
        needs=("gao", "leu_bat"),
        hurt=(Hurt("Thị Ƀrơi", "thuong_nang", 5), Hurt("Thị Dơr", "thuong_nhe", 1)),
    )
)


def test_sums_as_people_read_them() -> None:
    assert [amount_words(row) for row in VIEW.rows][:2] == ["5.000.000", "75 kg"]
    text = as_text(VIEW)
    assert "5.000.000 đ" in text
    assert "Điều 13.1" in text
    assert as_text(None) == ""


def test_the_card_tells_it_to_a_reader(dressed_app: QApplication) -> None:
    card = MinimumCard()
    assert card.accessibleDescription() == ""
    card.show_minimum(VIEW)
    assert card.accessibleDescription() == as_text(VIEW)
    card.show_minimum(None)
    assert card.accessibleDescription() == ""
