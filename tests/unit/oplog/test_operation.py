"""Operations as bytes: one form each, limits kept, everything else refused."""

from __future__ import annotations

import itertools
import random
import unicodedata
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Untrusted
from app.oplog.fold import Origin, verdict
from app.oplog.operation import (
    LONG,
    MAX_BASES,
    MAX_BINARY,
    MAX_BYTES,
    MAX_WRITES,
    NOBODY,
    Operation,
    Write,
    decode,
    encode,
    operation_hash,
    read,
)
from app.oplog.registry import Channel

FINE: list[Any] = [
    1, 7, 1 << 56, 1, b"o" * 16, 1, 4, 224611, b"r" * 16, [[1, "Y Blô", [b"h" * 16]]], None,
]  # fmt: skip
VERSION, SEQ, HLC, SCHEMA, ACTOR, ACTION, KIND, SCOPE, ROW, WRITES, NONCE = range(11)


def changed(place: int, value: object) -> bytes:
    return msgspec.msgpack.encode([*FINE[:place], value, *FINE[place + 1 :]])


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(1 << 63), (1 << 63) - 1),
    st.text("aâơ̆đƀ –7", max_size=20),
    st.binary(max_size=MAX_BINARY),
)


@given(st.lists(values, min_size=1, max_size=8), st.booleans(), st.integers(0, (1 << 63) - 1))
def test_what_is_encoded_is_decoded(found: list[Any], restricted: bool, hlc: int) -> None:
    writes = [
        Write(
            number,
            unicodedata.normalize("NFC", value) if isinstance(value, str) else value,
            [bytes([number]) * 16],
        )
        for number, value in enumerate(found)
    ]
    operation = Operation(
        1, 1, hlc, 1, b"o" * 16, 1, 4, 1, b"r" * 16, writes, b"n" * 16 if restricted else None
    )
    assert decode(encode(operation)) == operation


def test_the_form_is_fixed() -> None:
    """The bytes are signed and named by their hash: they must never come out otherwise."""
    raw = encode(decode(msgspec.msgpack.encode(FINE)))
    assert raw.hex() == (
        "9b0107cf010000000000000001c4106f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f0104ce00036d63"
        "c41072727272727272727272727272727272919301a65920426cc3b491c410686868686868686868686868"
        "68686868c0"
    )


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (VERSION, 0), (VERSION, 2), (VERSION, "1"),
        (SEQ, 0), (SEQ, -1), (SEQ, 1 << 63), (SEQ, 1.0),
        (HLC, -1), (HLC, 1 << 63),
        (SCHEMA, 0), (SCHEMA, 1 << 31),
        (ACTOR, b"o" * 15), (ACTOR, b"o" * 17), (ACTOR, "o" * 16),
        (ACTION, 0), (ACTION, 1 << 15),
        (KIND, 0), (KIND, 1 << 31),
        (SCOPE, 0), (SCOPE, 1 << 31),
        (ROW, b""), (ROW, b"r" * 17), (ROW, None),
        (NONCE, b""), (NONCE, b"n" * 15), (NONCE, "n" * 16),
        (WRITES, []),
        (WRITES, [[n, 1, []] for n in range(MAX_WRITES + 1)]),
        (WRITES, [[2, 1, []], [1, 1, []]]),  # fields in order
        (WRITES, [[1, 1, []], [1, 2, []]]),  # each field once
        (WRITES, [[-1, 1, []]]),
        (WRITES, [[1 << 31, 1, []]]),
        (WRITES, [[1, "e\u0302", []]]),  # text in its composed form
        (WRITES, [[1, "a\0", []]]),
        (WRITES, [[1, 1.5, []]]),  # no floats near money or law
        (WRITES, [[1, 1 << 63, []]]),
        (WRITES, [[1, b"x" * (MAX_BINARY + 1), []]]),
        (WRITES, [[1, [1], []]]),
        (WRITES, [[1, {"a": 1}, []]]),
        (WRITES, [[1, 1, [b"h" * 15]]]),
        (WRITES, [[1, 1, [b"h" * 16, b"h" * 16]]]),  # each base once
        (WRITES, [[1, 1, [b"i" * 16, b"h" * 16]]]),  # bases in order
        (WRITES, [[1, 1, [n.to_bytes(16, "big") for n in range(MAX_BASES + 1)]]]),
        (WRITES, [[1, 1]]),
        (WRITES, [[1, 1, [], 1]]),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_refused(place: int, value: object) -> None:
    decode(msgspec.msgpack.encode(FINE))
    with pytest.raises(Untrusted):
        decode(changed(place, value))


@pytest.mark.parametrize(
    "value",
    [
        [[n, 1, []] for n in range(MAX_WRITES)],
        [[0, True, [n.to_bytes(16, "big") for n in range(MAX_BASES)]]],
        [[1, b"x" * MAX_BINARY, []]],
        [[1, -(1 << 63), []], [2, (1 << 63) - 1, []]],
    ],
)
def test_the_limits_themselves_are_allowed(value: object) -> None:
    decode(changed(WRITES, value))


def test_a_very_long_operation_is_refused_before_it_is_read() -> None:
    with pytest.raises(Untrusted):
        decode(changed(WRITES, [[1, "x" * MAX_BYTES, []]]))


def test_another_spelling_of_the_same_is_refused() -> None:
    raw = msgspec.msgpack.encode(FINE)
    assert raw[1:3] == b"\x01\x07"
    for other in (b"\xcc\x07", b"\xcd\x00\x07", b"\xd0\x07"):
        with pytest.raises(Untrusted):
            decode(raw[:2] + other + raw[3:])


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xc0", b"\x90", b"\x91" * 100_000, msgspec.msgpack.encode([*FINE, None]),
     msgspec.msgpack.encode(FINE[:9]), msgspec.msgpack.encode(FINE) + b"\0"],
)  # fmt: skip
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(Untrusted):
        decode(raw)


@given(st.integers(0, 2**32))
def test_damaged_bytes_never_do_anything_else_than_be_refused(seed: int) -> None:
    chance = random.Random(seed)
    raw = bytearray(msgspec.msgpack.encode(FINE))
    for _ in range(chance.randint(1, 4)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    with suppress(Untrusted):
        assert encode(decode(bytes(raw))) == raw


def test_names_are_short_and_depend_on_stream_and_content() -> None:
    found = {operation_hash(s * 16, raw) for s, raw in itertools.product((b"a", b"b"), (b"", b"x"))}
    assert len(found) == 4
    assert {len(name) for name in found} == {16}


def test_whatever_stands_there_is_read_as_something() -> None:
    good = decode(changed(SEQ, 7))
    assert read(encode(good), good.seq) == good
    elsewhere = read(encode(good), good.seq + 1)
    assert (elsewhere.kind, elsewhere.seq, elsewhere.writes) == (NOBODY, good.seq + 1, [])
    newer = bytes([0x9B, 2]) + encode(good)[2:]
    origin = Origin(b"s" * 16, Channel.BASE, good.pv, "commune")
    for raw, expected in (
        (b"", "denied"),
        (b"\xff" * 40, "denied"),
        (b"\x91" * 5_000, "denied"),  # lists in lists
        (encode(good)[:-3], "denied"),
        (bytes([0x91, 0xC3]), "denied"),  # true is no version
        (newer, "unknown"),
        (bytes([0x91, 9]), "unknown"),
    ):
        found = read(raw, 7)
        assert (found.kind, found.seq) == (NOBODY, 7)
        assert verdict(found, origin) == expected


def test_long_operations_are_looked_at_before_they_are_built() -> None:
    """What is long and flat is read; lists and maps in place of a value are not even made."""
    long = "x" * (LONG + 1)
    whole = Operation(
        1, 1, 1, 1, bytes(16), 1, 4, 224611, bytes(16), [Write(20, long, [])]
    )  # fmt: skip
    assert decode(encode(whole)).writes[0].value == long
    shapes: list[Any] = [[[]] * LONG, [{}] * LONG, {"a": long}]
    for nested in shapes:
        raw = encode(msgspec.structs.replace(whole, writes=[Write(20, nested, [])]))
        assert len(raw) > LONG
        with pytest.raises(Untrusted):
            decode(raw)
