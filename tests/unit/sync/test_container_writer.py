from __future__ import annotations

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sync import limits
from app.sync.container import Segment
from app.sync.container_reader import read_bundle
from app.sync.container_writer import PackedSegment, Statement, ops_segment, pack, seal
from app.sync.manifest import SegmentEntry, SegmentKind
from tests.fakes.forger import manifest_of, taken_apart
from tests.fakes.stations import COMMUNE, OFFICE, OTHER, sealed

STATEMENT = Statement(created_ms=1, created_hlc=2, schema=3, statement=4)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from([3, 4, 5, 9]), st.binary(min_size=1, max_size=2000))),
    st.sampled_from([1, 16, 4096]),
)
def test_what_was_sealed_is_read(parts: list[tuple[int, bytes]], padding: int) -> None:
    segments = [Segment(kind, payload, 1) for kind, payload in parts]
    bundle = sealed(segments, padding=padding, to=(OFFICE, COMMUNE))
    for reader in (OFFICE, COMMUNE):
        got: list[Segment] = []
        opened = read_bundle(
            io.BytesIO(bundle),
            secret=reader.age_secret,
            senders=[OTHER.sign_key, COMMUNE.sign_key],
            on_segment=got.append,
        )
        assert got == segments
        assert opened.manifest.sender == COMMUNE.sign_key
    assert len(taken_apart(bundle)[2]) % padding == 0


@pytest.mark.parametrize("size", [*range(3300, 3340), *range(3560, 3590), *range(3690, 3720)])
def test_every_size_can_be_filled_up(size: int) -> None:
    """The number of zeros is one, two or three bytes long and changes what it fills up."""
    plain = taken_apart(sealed([Segment(4, os.urandom(size), 1)], padding=4096))[2]
    assert len(plain) % 4096 == 0
    manifest, _ = manifest_of(plain)
    assert manifest.padding < 8192
    assert plain.endswith(bytes(manifest.padding))


def test_the_inside_follows_from_the_input() -> None:
    segments = [Segment(4, b"x" * 100, 1)]
    one, two = taken_apart(sealed(segments)), taken_apart(sealed(segments))
    assert one[0] == two[0]
    assert one[2] == two[2]


def test_recipients_are_sorted_and_named_once() -> None:
    one = taken_apart(sealed(to=(OFFICE, COMMUNE, OFFICE)))
    two = taken_apart(sealed(to=(COMMUNE, OFFICE)))
    assert one[2] == two[2]
    assert len(one[1].recipients) == 2


def test_seal_tells_hash_and_size() -> None:
    out = io.BytesIO()
    done = seal(
        out,
        statement=STATEMENT,
        segments=[],
        seed=COMMUNE.seed,
        recipients=[OFFICE.age_key],
        bundle_id=b"b" * 16,
    )
    assert done.size == len(out.getvalue())
    assert done.bundle_id == b"b" * 16


@pytest.mark.parametrize("payload", [b"", bytes(limits.MAX_SEGMENT_PLAIN + 1)])
def test_segments_have_a_size(payload: bytes) -> None:
    with pytest.raises(ValueError, match="no bytes or too many"):
        pack(Segment(4, payload, 1))


def test_a_segment_that_does_not_shrink_is_cut_smaller() -> None:
    with pytest.raises(ValueError, match="too large when packed"):
        pack(Segment(4, os.urandom(limits.MAX_SEGMENT + 1), 1))


def test_largest_bundle_is_within_15_mb() -> None:
    data = os.urandom(limits.MAX_SEGMENTS_SUM // 7)
    entry = SegmentEntry(4, len(data), len(data), bytes(32), 1)
    segments = [PackedSegment(entry, data)] * 7
    out = io.BytesIO()

    def write(parts: list[PackedSegment]) -> int:
        return seal(
            out,
            statement=STATEMENT,
            segments=parts,
            seed=COMMUNE.seed,
            recipients=[OFFICE.age_key],
            bundle_id=b"b" * 16,
        ).size

    assert write(segments) <= limits.MAX_BUNDLE
    with pytest.raises(ValueError, match="more segments"):
        write([*segments, PackedSegment(entry, data[:100])])


def test_a_failing_disk_is_told_as_it_is() -> None:
    class Full:
        def write(self, data: bytes, /) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            """Nothing to do."""

    with pytest.raises(OSError, match="No space"):
        seal(
            Full(),
            statement=STATEMENT,
            segments=[],
            seed=COMMUNE.seed,
            recipients=[OFFICE.age_key],
            bundle_id=b"b" * 16,
        )


def test_operations_are_packed_with_their_place() -> None:
    segment = ops_segment(0, 5, [b"one", b"two"])
    assert segment.kind == SegmentKind.OPS
    assert segment.count == 2
    assert segment.payload == b"\x93\x00\x05\x92\xc4\x03one\xc4\x03two"
