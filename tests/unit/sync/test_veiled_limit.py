"""Only who holds a stream reads up to where it counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.sync.veiled_limit import blind, unveil, veil

ids = st.binary(min_size=16, max_size=16)
numbers = st.integers(0, 2**63 - 1)


@given(stream=ids, last=numbers)
def test_the_holder_reads_the_number(stream: bytes, last: int) -> None:
    place, number = veil(stream, last)
    assert len(place) == 16
    assert 0 <= number < 2**63
    assert unveil(stream, place, number) == last


@given(stream=ids, other=ids, last=numbers)
def test_whoever_holds_another_stream_reads_nothing(stream: bytes, other: bytes, last: int) -> None:
    if stream != other:
        assert unveil(other, *veil(stream, last)) is None
    assert unveil(other, *blind()) is None


def test_the_published_values() -> None:
    """As in ``docs/formats/trust.md``."""
    place, number = veil(b"s" * 16, 40, salt=bytes(8))
    assert (place.hex(), number) == ("00000000000000001dd945ae11e2f2b3", 1452641704128320737)


def test_no_two_entries_are_alike() -> None:
    assert len({veil(b"s" * 16, 40) for _ in range(8)} | {blind() for _ in range(8)}) == 16
