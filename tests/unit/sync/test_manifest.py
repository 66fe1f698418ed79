"""What does not fit the description does not decode: limits, counts, one spelling, no extras."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.sync import limits
from app.sync.canonical import decode, encode
from app.sync.manifest import (
    BundleKind,
    Header,
    Manifest,
    OpsSegment,
    SegmentEntry,
    SegmentKind,
    StreamRange,
)
from app.sync.reject import Reject

VECTOR = Path(__file__).parents[3] / "docs" / "formats" / "vectors" / "bundle-1.json"
HEADER: list[Any] = [1, 1, 1, bytes(16), bytes(8), [bytes(8)]]
ENTRY: list[Any] = [1, 10, 20, bytes(32), 2]
RANGE: list[Any] = [b"d", 1, 2, bytes(32), bytes(32), 2, bytes(64)]
MANIFEST: list[Any] = [
    *(1, bytes(16), bytes(32), [bytes(32)], 0, 0, 1, 1, [], [], 1),
    *([RANGE], [[bytes(16), 2, bytes(32)]], 7, [[bytes(16), 1, 2]], [ENTRY], 0),
]
OPS: list[Any] = [0, 1, [b"op"]]


def raw(values: list[Any]) -> bytes:
    return msgspec.msgpack.encode(values)


def changed(values: list[Any], place: int, value: Any) -> list[Any]:
    return [*values[:place], value, *values[place + 1 :]]


@pytest.mark.parametrize(
    ("shape", "values"),
    [(Header, HEADER), (SegmentEntry, ENTRY), (StreamRange, RANGE), (Manifest, MANIFEST),
     (OpsSegment, OPS)],
)  # fmt: skip
def test_what_fits_comes_back_as_it_was(shape: type[Any], values: list[Any]) -> None:
    assert encode(decode(raw(values), shape)) == raw(values)
    for wrong in (values[:-1], [*values, 0], list(reversed(values)), []):
        with pytest.raises(Reject):
            decode(raw(wrong), shape)


@pytest.mark.parametrize(
    ("shape", "values", "place", "wrong"),
    [
        (Header, HEADER, 3, bytes(15)),
        (Header, HEADER, 4, bytes(9)),
        (Header, HEADER, 5, []),
        (Header, HEADER, 5, [bytes(8)] * (limits.MAX_RECIPIENTS + 1)),
        (Header, HEADER, 0, 65_536),
        (Header, HEADER, 0, -1),
        (Header, HEADER, 0, "1"),
        (SegmentEntry, ENTRY, 0, 0),
        (SegmentEntry, ENTRY, 1, limits.MAX_SEGMENT + 1),
        (SegmentEntry, ENTRY, 2, limits.MAX_SEGMENT_PLAIN + 1),
        (SegmentEntry, ENTRY, 1, 0),
        (SegmentEntry, ENTRY, 3, bytes(31)),
        (SegmentEntry, ENTRY, 4, 1_000_001),
        (StreamRange, RANGE, 0, b""),
        (StreamRange, RANGE, 0, bytes(4097)),
        (StreamRange, RANGE, 1, 0),
        (StreamRange, RANGE, 2, 2**63),
        (StreamRange, RANGE, 6, bytes(63)),
        (Manifest, MANIFEST, 2, bytes(8)),
        (Manifest, MANIFEST, 4, 1.0),
        (Manifest, MANIFEST, 8, [0] * 65),
        (Manifest, MANIFEST, 9, [b""]),
        (Manifest, MANIFEST, 9, [bytes(limits.MAX_DOCUMENT + 1)]),
        (Manifest, MANIFEST, 16, 2 * limits.PADDING),
        (OpsSegment, OPS, 2, []),
        (OpsSegment, OPS, 2, [b""]),
        (OpsSegment, OPS, 2, [bytes(limits.MAX_OP + 1)]),
        (OpsSegment, OPS, 2, [b"o"] * (limits.MAX_OPS + 1)),
    ],
)
def test_a_limit_is_part_of_the_shape(
    shape: type[Any], values: list[Any], place: int, wrong: Any
) -> None:
    with pytest.raises(Reject):
        decode(raw(changed(values, place, wrong)), shape)


def test_names_of_fields_are_nobodys_business() -> None:
    with pytest.raises(Reject):
        decode(msgspec.msgpack.encode({"version": 1, "suite": 1}), Header)


def test_a_number_has_one_spelling() -> None:
    short = raw(HEADER)
    assert short[1:2] == b"\x01"
    long = short[:1] + b"\xcc\x01" + short[2:]  # the same 1 in two bytes
    assert msgspec.msgpack.decode(long) == msgspec.msgpack.decode(short)
    with pytest.raises(Reject):
        decode(long, Header)


def test_numbers_given_out_stay() -> None:
    assert {kind.name: kind.value for kind in BundleKind} == {"EXCHANGE": 1, "ATTACHMENTS": 2}
    assert {kind.name: kind.value for kind in SegmentKind} == {
        "OPS": 1,
        "BLOB": 2,
        "POLICY": 3,
        "TRUST": 4,
        "RECEIPT": 5,
        "REDACTION": 6,
        "OLDER_TOTALS": 7,
        "TOTALS_ROWS": 8,
        "FORK": 9,
        "TOTALS": 10,
        "POLICY_HELD": 11,
    }


def test_the_published_manifest_reads_as_described() -> None:
    published = json.loads(VECTOR.read_text(encoding="utf-8"))
    manifest = decode(bytes.fromhex(published["manifest_bytes"]), Manifest)
    assert encode(manifest).hex() == published["manifest_bytes"]
    assert manifest.version == 1
    assert [entry.kind for entry in manifest.segments] == [SegmentKind.OPS]
    assert manifest.streams[0].first == 1


def test_limits_stand_before_anything_is_decoded() -> None:
    """Read late, they would be whatever a caller had changed them to at the first bundle."""
    for shape in (OpsSegment, Manifest, SegmentEntry, StreamRange):
        assert not any(isinstance(one, str) for one in shape.__annotations__.values())
