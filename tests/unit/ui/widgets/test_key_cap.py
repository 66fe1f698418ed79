from __future__ import annotations

from app.ui.widgets.key_cap import KeyCap


def test_cap_is_18_high_and_as_wide_as_its_key() -> None:
    cap = KeyCap("Ctrl S")
    assert cap.sizeHint().height() == 18
    assert cap.sizeHint().width() > KeyCap("1").sizeHint().width() == 18
    assert cap.text() == cap.accessibleName() == "Ctrl S"
