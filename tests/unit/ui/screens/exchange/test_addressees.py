from __future__ import annotations

from pathlib import Path

import pytest

from app.ui.screens.exchange.addressees import FOLDER, places, size
from app.ui.sticks import Stick


def test_sticks_come_before_the_folder_and_each_has_its_number() -> None:
    found = places([Stick(Path("/media/a"), "KINGSTON", 64_000), Stick(Path("/media/b"), "B", 0)])
    assert [(one.value, one.key) for one in found] == [
        ("/media/a", "1"),
        ("/media/b", "2"),
        (FOLDER, "3"),
    ]
    assert found[0].second == "còn trống 64 kB"


@pytest.mark.parametrize(
    ("number", "words"),
    [(12_400_000_000, "12,4 GB"), (1_250_000, "1,2 MB"), (64_000, "64 kB"), (0, "0 kB")],
)
def test_sizes(number: int, words: str) -> None:
    assert size(number) == words
