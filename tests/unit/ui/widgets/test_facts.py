from __future__ import annotations

from app.ui.widgets.facts import Fact, FactStrip


def test_figures_are_spoken_with_their_names() -> None:
    strip = FactStrip([Fact("Bị nạn", "11 hộ", "54 người"), Fact("Gạo cần", "705 kg")])
    assert strip.accessibleName() == "Bị nạn: 11 hộ 54 người; Gạo cần: 705 kg"


def test_strip_is_as_wide_as_its_figures() -> None:
    strip = FactStrip()
    assert strip.sizeHint().width() == 0
    strip.set_facts([Fact("Tiền tối thiểu", "245.000.000 đ", "3 hộ cần xem", "warn")])
    assert strip.sizeHint().width() > 150
