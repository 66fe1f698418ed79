"""One module asks the computer for the time; everybody else is handed a clock."""

from __future__ import annotations

from tools import check_house


def test_only_the_clock_asks_the_time() -> None:
    assert list(check_house.one_clock()) == []


def test_nobody_waits_for_a_time() -> None:
    assert list(check_house.fixed_waits()) == []
