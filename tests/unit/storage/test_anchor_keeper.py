"""The anchor follows the saves and has the last word when the workstation is closed."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.core.errors import Environment
from app.storage import anchor_keeper
from app.storage.anchor import AnchorPoint, read_anchor
from app.storage.anchor_keeper import AnchorKeeper

DATABASE = UUID(int=7)
STREAM = UUID(int=8)


def point(seq: int) -> AnchorPoint:
    return AnchorPoint(STREAM, seq, bytes([seq]) * 32)


def test_the_last_word_is_written_when_it_is_closed() -> None:
    keeper = AnchorKeeper(DATABASE)
    for seq in range(1, 30):
        keeper.note([point(seq)])
    keeper.close([point(30)])
    assert read_anchor(DATABASE) == (point(30),)


def test_closing_without_a_save_writes_too() -> None:
    AnchorKeeper(DATABASE).close([point(3)])
    assert read_anchor(DATABASE) == (point(3),)


def test_a_disk_that_refuses_harms_no_save(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Environment("disk_full", "full")

    monkeypatch.setattr(anchor_keeper, "write_anchor", refuse)
    keeper = AnchorKeeper(DATABASE)
    keeper.note([point(1)])
    keeper.close([point(2)])
    assert read_anchor(DATABASE) is None
