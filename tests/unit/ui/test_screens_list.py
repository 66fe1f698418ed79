from __future__ import annotations

import pytest

from app.ui.screens_list import entries_for


@pytest.mark.parametrize("role", ["commune", "office"])
def test_every_screen_has_its_own_key_and_letter(role: str) -> None:
    rails = [entry.rail for entry in entries_for(role)]
    assert len({rail.key for rail in rails}) == len(rails)
    assert len({rail.letter for rail in rails}) == len(rails)
    assert all(rail.label and rail.icon for rail in rails)


def test_an_office_has_its_board_and_its_arrivals() -> None:
    keys = {entry.rail.key for entry in entries_for("office")}
    assert {"communes", "incoming", "exchange"} <= keys
    assert "communes" not in {entry.rail.key for entry in entries_for("commune")}
