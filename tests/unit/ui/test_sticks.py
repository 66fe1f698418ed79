from __future__ import annotations

from pathlib import Path

import pytest

from app.ui.sticks import Stick, _removable, find_sticks


@pytest.mark.parametrize(
    ("root", "removable"),
    [
        ("/media/hanh/KINGSTON", True),
        ("/run/media/hanh/KINGSTON", True),
        ("/Volumes/KINGSTON", True),
        ("E:/", True),
        ("/mnt/usb", True),
        ("/media/cdrom", True),
        ("/mnt/tools/env/v1/python", False),
        ("/media/hanh/KINGSTON/deeper", False),
        ("C:/", False),
        ("c:/", False),
        ("/", False),
        ("/home", False),
        ("/boot/efi", False),
    ],
)
def test_what_looks_like_a_stick(root: str, *, removable: bool) -> None:
    assert _removable(root) is removable


def test_a_disc_is_not_a_stick_that_somebody_locked() -> None:
    place = Path("/media/hanh/DISC")
    assert not Stick(place, "DISC", 0, writable=False, disc=True).locked
    assert Stick(place, "KINGSTON", 0, writable=False).locked
    assert not Stick(place, "KINGSTON", 0).locked


def test_looking_never_fails() -> None:
    for stick in find_sticks():
        assert stick.free >= 0
        assert stick.name
