"""Each bit and each cut of every trust document, and of every kind of bundle, unpadded."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest

from app.core.errors import Untrusted
from app.sync import canonical
from app.sync.container import Segment
from app.sync.container_reader import read_bundle
from app.sync.manifest import SegmentKind
from tests.fakes import stations
from tests.fakes.outside_bytes import PACK, ROOT, SIGNED
from tests.fakes.stations import COMMUNE, OFFICE

FORK = canonical.encode((1, ((b"s" * 16, 1, bytes(32)),)))
ROWS = canonical.encode((1, 224611, "base", b"\x01", ((4, b"r" * 16, bytes(8)),)))
BUNDLES: dict[str, list[Segment]] = {
    "without anything": [],
    "with totals": [Segment(SegmentKind.TOTALS, b"\x90", 1)],
    "with rows": [Segment(SegmentKind.TOTALS_ROWS, ROWS, 1)],
    "with a fork": [Segment(SegmentKind.FORK, FORK, 1)],
    "with a root": [Segment(SegmentKind.TRUST, ROOT.signed, 1)],
    "with a policy pack": [Segment(SegmentKind.POLICY, PACK, 1)],
}


def flips(raw: bytes) -> Iterator[tuple[str, bytes]]:
    spoilt = bytearray(raw)
    for place in range(len(raw)):
        for bit in range(8):
            spoilt[place] ^= 1 << bit
            yield f"byte {place}, bit {bit}", bytes(spoilt)
            spoilt[place] ^= 1 << bit


def cuts(raw: bytes) -> Iterator[tuple[str, bytes]]:
    for size in range(len(raw)):
        yield f"cut at {size}", raw[:size]
    for more in (b"\0", b"\xc0", raw):
        yield "continued", raw + more


def read(raw: bytes) -> object:
    return read_bundle(
        io.BytesIO(raw),
        secret=OFFICE.age_secret,
        senders=[COMMUNE.sign_key],
        on_segment=lambda segment: None,
    )


def accepted(raw: bytes, read: Callable[[bytes], object]) -> bool:
    try:
        read(raw)
    except Untrusted:
        return False
    return True


@pytest.mark.parametrize("name", SIGNED)
def test_every_bit_and_every_cut_of_a_trust_document(name: str) -> None:
    raw, believe = SIGNED[name]
    assert accepted(raw, believe)
    for what, spoilt in (*flips(raw), *cuts(raw)):
        assert not accepted(spoilt, believe), what


@pytest.mark.parametrize("name", BUNDLES)
def test_every_bit_and_every_cut_of_a_bundle(name: str) -> None:
    raw = stations.sealed(BUNDLES[name], padding=1)
    assert accepted(raw, read)
    for what, spoilt in (*flips(raw), *cuts(raw)):
        assert not accepted(spoilt, read), what
