"""What is saved is saved in one place: the unit of work."""

from __future__ import annotations

from tools import check_house


def test_only_the_unit_of_work_commits() -> None:
    assert list(check_house.one_commit()) == []
