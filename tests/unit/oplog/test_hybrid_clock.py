"""Stamps: near the wall clock, never back, and not to be pushed far by others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.oplog.hybrid_clock import ADOPT_AHEAD_MS, COUNTER_BITS, adopt, next_stamp, stamp_ms

NOW = 1_785_000_000_000
stamps = st.integers(0, (1 << 63) - 1)
walls = st.integers(0, 1 << 42)


@given(stamps, walls)
def test_stamps_never_go_back(last: int, wall: int) -> None:
    assert next_stamp(last, wall) > last
    assert next_stamp(last, wall) >= wall << COUNTER_BITS


@given(stamps, stamps, walls)
def test_what_comes_from_elsewhere_never_pulls_back(last: int, remote: int, wall: int) -> None:
    found = adopt(last, remote, wall)
    assert found >= last
    assert found in (last, remote)


@pytest.mark.parametrize(
    ("ahead_ms", "taken"),
    [(-5_000, True), (0, True), (ADOPT_AHEAD_MS, True), (ADOPT_AHEAD_MS + 1, False)],
)
def test_a_stamp_is_taken_over_up_to_a_day_ahead(ahead_ms: int, taken: bool) -> None:
    remote = (NOW + ahead_ms) << COUNTER_BITS
    assert (adopt(5, remote, NOW) == remote) is taken


def test_a_stamp_tells_its_time() -> None:
    assert stamp_ms(next_stamp(0, NOW)) == NOW
    assert stamp_ms(next_stamp(NOW << COUNTER_BITS, NOW)) == NOW
