from __future__ import annotations

import pytest

from app.ui.sticks import _removable, find_sticks


@pytest.mark.parametrize(
    ("root", "removable"),
    [
        ("/media/hanh/KINGSTON", True),
        ("/run/media/hanh/KINGSTON", True),
        ("/Volumes/KINGSTON", True),
        ("E:/", True),
        ("C:/", False),
        ("c:/", False),
        ("/", False),
        ("/home", False),
        ("/boot/efi", False),
    ],
)
def test_what_looks_like_a_stick(root: str, *, removable: bool) -> None:
    assert _removable(root) is removable


def test_looking_never_fails() -> None:
    for stick in find_sticks():
        assert stick.free >= 0
        assert stick.name
