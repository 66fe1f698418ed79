"""Row ids: version 7, in the order they were made, told by nothing about the person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import ids
from app.core.ids import new_id


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has made no id yet."""
    monkeypatch.setattr(ids, "_last", 0)


@pytest.mark.usefixtures("morning")
def test_the_time_leads_the_id() -> None:
    made = new_id(0x0192_3456_789A)
    assert made.hex.startswith("01923456789a7000")
    assert (made.version, made.variant) == (7, RFC_4122)


@pytest.mark.usefixtures("morning")
def test_within_one_millisecond_the_order_stays() -> None:
    made = [new_id(1_700_000_000_000) for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == 5000
    # More than 4096 in a millisecond borrow from the next.
    assert made[-1].int >> 80 == 1_700_000_000_001


@pytest.mark.usefixtures("morning")
def test_a_clock_set_back_does_not_turn_the_order() -> None:
    late, early = new_id(1_800_000_000_000), new_id(1_500_000_000_000)
    assert late < early
    assert early.version == 7


@given(st.integers(0, (1 << 48) - 2))
def test_every_time_gives_a_valid_id(ms: int) -> None:
    ids._last = 0
    made = new_id(ms)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == ms


def test_threads_never_make_the_same_id() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: new_id(), range(2000)))
    assert len(set(made)) == 2000
    assert all(isinstance(one, UUID) for one in made)
