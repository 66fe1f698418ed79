"""Descriptions of streams, and the chain that binds every operation to all before it."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec
import pytest

from app.core.errors import Untrusted
from app.oplog.stream import (
    Descriptor,
    chain_next,
    chain_start,
    decode_descriptor,
    encode_descriptor,
)

FINE: list[Any] = [1, b"s" * 16, b"d" * 16, "base", 224611, "commune", None, 0, None, 1_785_000]
CHILD: list[Any] = [*FINE[:6], b"p" * 16, 9, b"c" * 32, 1_785_000]


@pytest.mark.parametrize("told", [FINE, CHILD, [*FINE[:3], "ctl", 1, "office", *FINE[6:]]])
def test_a_description_is_read_as_it_was_written(told: list[Any]) -> None:
    raw = encode_descriptor(Descriptor(*told))
    assert raw == msgspec.msgpack.encode(told)
    assert decode_descriptor(raw) == Descriptor(*told)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 2), (1, b"s" * 15), (2, b"d" * 17), (3, "policy"), (3, 1), (4, 0), (4, 1 << 31),
        (5, "hub"), (6, b"p" * 16), (7, -1), (8, b"c" * 32), (9, -1), (9, 1.0),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_refused(place: int, value: object) -> None:
    with pytest.raises(Untrusted):
        decode_descriptor(msgspec.msgpack.encode([*FINE[:place], value, *FINE[place + 1 :]]))


@pytest.mark.parametrize(("place", "value"), [(6, b"p" * 15), (8, b"c" * 31)])
def test_a_parent_is_named_in_full(place: int, value: bytes) -> None:
    with pytest.raises(Untrusted):
        decode_descriptor(msgspec.msgpack.encode([*CHILD[:place], value, *CHILD[place + 1 :]]))


@pytest.mark.parametrize("raw", [b"", b"\x90", b"\x91" * 50_000, b"\xc1", b"\xa1\xff"])
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(Untrusted):
        decode_descriptor(raw)


def test_another_spelling_of_the_same_is_refused() -> None:
    raw = msgspec.msgpack.encode(FINE)
    with pytest.raises(Untrusted):
        decode_descriptor(raw[:1] + b"\xcc\x01" + raw[2:])


def test_the_chain_is_what_the_format_says() -> None:
    start = sha256(b"tgxh/stream/1\0" + b"told").digest()
    assert chain_start(b"told") == start
    after = sha256(b"tgxh/chain/1\0" + start + sha256(b"op").digest()).digest()
    assert chain_next(start, b"op") == after


def test_every_operation_and_their_order_count() -> None:
    start = chain_start(b"told")
    chains = {
        chain_next(chain_next(start, first), second)
        for first, second in ((b"a", b"b"), (b"b", b"a"), (b"a", b"a"), (b"ab", b""), (b"", b"ab"))
    }
    assert len(chains) == 5
