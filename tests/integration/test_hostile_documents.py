"""Each bit and each cut of what is believed: documents, keys, every kind of bundle, unpadded."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from app.core.errors import Correctable, Untrusted
from app.sync import canonical, key_file, recovery
from app.sync.container import Segment
from app.sync.container_reader import read_bundle
from app.sync.container_writer import Statement, ops_segment
from app.sync.manifest import SegmentKind, StreamRange
from app.sync.policy_pack import Held
from tests.fakes import stations
from tests.fakes.drawer import drawer
from tests.fakes.outside_bytes import (
    DRAWER,
    OPERATION,
    PACK,
    RAW_REOPEN,
    REGISTER_KEY,
    REOPENED,
    ROOT,
    SIGNED,
    reopened,
)
from tests.fakes.stations import COMMUNE, OFFICE, ROOT_SEED

FORK = canonical.encode((1, ((b"s" * 16, 1, bytes(32)),)))
TOTALS = canonical.encode((1, 224611, "base", 1, 1, bytes(32), (bytes(8),) * 256))
HELD = canonical.encode(Held(1, 3, bytes(32)))
ROWS = canonical.encode((1, 224611, "base", b"\x01", ((4, b"r" * 16, bytes(8)),)))
BUNDLES: dict[str, list[Segment]] = {
    "without anything": [],
    "with operations": [ops_segment(0, 1, [OPERATION, OPERATION])],
    "with totals": [Segment(SegmentKind.TOTALS, TOTALS, 1)],
    "with the version of its figures": [Segment(SegmentKind.POLICY_HELD, HELD, 1)],
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
    stream = StreamRange(SIGNED["stream"][0], 1, 2, bytes(32), bytes(32), 2, bytes(64))
    streams = (stream,) if name == "with operations" else ()
    statement = Statement(1_795_000_000_000, 1_795_000_000_000 << 16, 1, 1, streams=streams)
    raw = stations.sealed(BUNDLES[name], statement=statement, padding=1)
    assert accepted(raw, read)
    for what, spoilt in (*flips(raw), *cuts(raw)):
        assert not accepted(spoilt, read), what


def test_every_bit_of_a_request_to_reopen_changes_its_digits() -> None:
    """It is unsigned: what the office hears by telephone covers all of it."""
    honest = recovery.request_digits(RAW_REOPEN)
    for what, spoilt in (*flips(RAW_REOPEN), *cuts(RAW_REOPEN)):
        assert recovery.request_digits(spoilt) != honest, what


def test_every_bit_of_an_answer_that_reopens() -> None:
    """Nothing but the key that was asked for comes out; the day in it is only shown."""
    assert reopened(REOPENED) == REGISTER_KEY
    taken = []
    for what, spoilt in (*flips(REOPENED), *cuts(REOPENED)):
        with suppress(Untrusted):
            assert reopened(spoilt) == REGISTER_KEY, what
            taken.append(what)
    assert len(taken) <= 64  # eight bytes of the day


def test_every_bit_and_every_cut_of_a_key_in_a_drawer() -> None:
    secret = "bốn con suối"
    assert key_file.unlock(DRAWER, secret) == ROOT_SEED
    for what, spoilt in (*flips(DRAWER), *cuts(DRAWER)):
        with suppress(Correctable):
            pytest.fail(f"{what}: {key_file.unlock(spoilt, secret)!r}")


def test_a_drawer_that_would_take_years_to_open_is_refused_at_once() -> None:
    assert key_file.unlock(drawer(ROOT_SEED, "x", price=10), "x") == ROOT_SEED
    for price in (30, 40, 63):
        with pytest.raises(Correctable, match="key_not_opened"):
            key_file.unlock(drawer(ROOT_SEED, "x", price=price), "x")
