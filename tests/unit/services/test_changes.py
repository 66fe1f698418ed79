"""What a write tells the screens: which kinds, which rows, which row was asked for."""

from __future__ import annotations

from uuid import UUID

from app.services.changes import Changes

ROW = UUID(int=7)


def test_a_change_names_its_row_and_kinds() -> None:
    changes = Changes.of(ROW, "person", "fact", "person")
    assert changes.kinds == {"person", "fact"}
    assert changes.ids == {ROW}
    assert changes.made == ROW


def test_a_change_without_a_row_of_its_own() -> None:
    changes = Changes.of(None, "settlement")
    assert (changes.ids, changes.made) == (frozenset(), None)
    assert changes == Changes(frozenset({"settlement"}))
