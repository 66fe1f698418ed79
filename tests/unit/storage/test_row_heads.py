"""The heads column: small, complete, and different whenever the row's state is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.oplog.fold import Head, RowState
from app.storage.row_heads import HeadStream, decode, encode, groups

OURS, THEIRS = b"a" * 16, b"b" * 16
NUMBERS = {OURS: 1, THEIRS: 2}
STREAMS = {1: HeadStream(1, OURS, 0), 2: HeadStream(2, THEIRS, 1)}


def head(stream: bytes, seq: int, value: str | None, *, authority: int = 0) -> Head:
    return Head(stream[:8] + seq.to_bytes(8, "big"), stream, seq, 100 + seq, authority, value)


def settled() -> RowState:
    first, second = head(OURS, 1, "Y Blô"), head(THEIRS, 4, "0912", authority=1)
    return RowState({1: [first], 4: [replace(first, value="1941")], 13: [second]})


def test_what_goes_in_comes_out() -> None:
    state = settled()
    values = {number: heads[0].value for number, heads in state.heads.items()}
    found = dict(decode(encode(state, NUMBERS), STREAMS, values))
    assert found == {number: heads[0] for number, heads in state.heads.items()}


def test_fields_of_one_operation_share_a_group() -> None:
    assert [group.fields for group in groups(encode(settled(), NUMBERS))] == [[1, 4], [13]]


def test_a_row_written_at_once_costs_little() -> None:
    first = head(OURS, 1, "x")
    state = RowState({number: [first] for number in range(1, 21)})
    assert len(encode(state, NUMBERS)) < 64


@pytest.mark.parametrize(
    "change",
    [
        {"heads": {1: [head(OURS, 2, "Y Blô")]}},
        {"heads": {1: [head(OURS, 1, "Y Blô"), head(THEIRS, 1, "Y Blơ̆")]}},
        {"heads": {1: [head(OURS, 1, "Y Blô"), head(THEIRS, 2, "Y Blơ̆")]}},
        {"heads": {1: [head(OURS, 1, "Y Blô")]}, "awaited": {1: {b"n" * 16}}},
        {"heads": {1: [head(OURS, 1, "Y Blô")]}, "awaited": {2: {b"n" * 16}}},
    ],
)
def test_every_other_state_gives_another_column(change: dict[str, object]) -> None:
    """The guards of the database rest on it: a row changes together with its heads or not."""
    states = [
        RowState({1: [head(OURS, 1, "Y Blô")]}),
        RowState(**change),  # type: ignore[arg-type]  # a table of states
    ]
    assert len({encode(state, NUMBERS) for state in states}) == 2


def test_the_order_of_what_is_awaited_does_not_matter() -> None:
    names = [bytes([n]) * 16 for n in range(20)]
    first = RowState({1: [head(OURS, 1, "A")]}, {1: set(names)})
    second = RowState({1: [head(OURS, 1, "A")]}, {1: set()})
    for name in reversed(names):
        second.awaited[1].add(name)
    assert encode(first, NUMBERS) == encode(second, NUMBERS)
