"""What an enrolled workstation may sign and nobody should believe, by name.

``REFUSED`` is refused whole; ``HARMLESS`` may be taken and harms nothing.
"""

from __future__ import annotations

import os
from typing import Any

import msgspec

from app.sync import canonical, crowd, limits
from app.sync.container import Segment
from app.sync.container_writer import ops_segment
from app.sync.manifest import Have, Need, SegmentKind, StreamRange
from app.sync.own_device import OwnDevice
from tests.fakes.forged_bundles import (
    Bundle,
    Change,
    named,
    signed_end,
    stream_of,
)

HUGE = 2**63 - 1
OPS, POLICY, TRUST = SegmentKind.OPS, SegmentKind.POLICY, SegmentKind.TRUST
TOTALS, ROWS, FORK = SegmentKind.TOTALS, SegmentKind.TOTALS_ROWS, SegmentKind.FORK
JUNK = Segment(FORK, canonical.encode((1, ((b"s" * 16, 1, bytes(32)),))), 1)


def first(bundle: Bundle) -> StreamRange:
    """The first range of a bundle."""
    return bundle.manifest.streams[0]


def range_is(**fields: Any) -> Change:
    """The first range says something else, and the device vouches for it."""

    def change(bundle: Bundle, own: OwnDevice) -> Bundle:
        other = signed_end(own, msgspec.structs.replace(first(bundle), **fields))
        return bundle.saying(streams=(other, *bundle.manifest.streams[1:]))

    return change


def says(**fields: Any) -> Change:
    """The manifest says something else."""
    return lambda bundle, own: bundle.saying(**fields)


def opened(**fields: Any) -> Change:
    """A new stream of the sender that claims ``fields``, with one operation."""

    def change(bundle: Bundle, own: OwnDevice) -> Bundle:
        made = stream_of(own, first(bundle), [b"\x90"], **fields)
        return bundle.saying(streams=(made,)).carrying(ops_segment(0, 1, [b"\x90"]))

    return change


def many_streams(count: int) -> Change:
    """So many new streams of the sender."""

    def change(bundle: Bundle, own: OwnDevice) -> Bundle:
        made = tuple(stream_of(own, first(bundle), [b"\x90"]) for _ in range(count))
        return bundle.saying(streams=made).carrying(
            *(ops_segment(at, 1, [b"\x90"]) for at in range(len(made)))
        )

    return change


def both_channels(bundle: Bundle, own: OwnDevice) -> Bundle:
    """A restricted stream in a bundle of everybody."""
    made = stream_of(own, first(bundle), [b"\x90"], channel="case")
    return bundle.saying(streams=(first(bundle), made)).carrying(
        *bundle.segments, ops_segment(1, 1, [b"\x90"])
    )


def twice(bundle: Bundle, own: OwnDevice) -> Bundle:
    """One stream named twice."""
    return bundle.saying(streams=(first(bundle), first(bundle)))


def readers_own(bundle: Bundle, own: OwnDevice) -> Bundle:
    """A stream of the reader itself, said to be further than it is."""
    mine = named(first(bundle)).stream
    stated = next(one for one in bundle.manifest.have if one.seq and one.stream_id != mine)
    made = stream_of(own, first(bundle), [b"\x90"], stream=stated.stream_id)
    return bundle.saying(streams=(made,)).carrying(ops_segment(0, 1, [b"\x90"]))


def segments(make: Any) -> Change:
    """Other segments, made of those that are there."""
    return lambda bundle, own: bundle.carrying(*make(bundle.segments))


def of(bundle: tuple[Segment, ...]) -> Segment:
    """The segment of operations."""
    return next(one for one in bundle if one.kind == OPS)


REFUSED: dict[str, Change] = {
    "more streams than a device may open": many_streams(crowd.MOST),
    "a day that no calendar has": says(created_ms=HUGE),
    "first after last": range_is(first=2, last=1, head=1),
    "last beyond what is there": range_is(last=900, head=900),
    "last before what is there": range_is(last=1, head=1),
    "the largest last": range_is(last=HUGE, head=HUGE),
    "first beyond what is there": range_is(first=HUGE, last=HUGE, head=HUGE),
    "another chain before": range_is(chain_before=bytes(32)),
    "another chain after": range_is(chain_after=bytes(32)),
    "own head beyond the last": range_is(head=HUGE),
    "head before the last": range_is(head=1),
    "another's word": lambda bundle, own: bundle.with_range(head_signature=bytes(64)),
    "no description": lambda bundle, own: bundle.with_range(descriptor=b"\x90"),
    "another scope": opened(pv=224615),
    "no scope there is": opened(pv=1),
    "the largest scope": opened(pv=HUGE),
    "a negative scope": opened(pv=-1),
    "another role": opened(role="office"),
    "another device": opened(device=bytes(16)),
    "a channel nobody exchanges": opened(channel="policy"),
    "two channels": both_channels,
    "one stream twice": twice,
    "a stream of the reader's": readers_own,
    "no operations": segments(lambda have: [one for one in have if one.kind != OPS]),
    "operations twice": segments(lambda have: [*have, of(have)]),
    "of a stream that is not named": lambda bundle, own: bundle.carrying(ops_segment(7, 1, [b"x"])),
    "a segment that says another count": segments(lambda have: [Segment(OPS, of(have).payload, 1)]),
    "a hundred thousand brackets": segments(
        lambda have: [Segment(OPS, b"\x91" * 100_000, 1), of(have)]
    ),
    "a rider beyond its size": segments(
        lambda have: [*have, Segment(FORK, bytes(limits.MAX_RIDER + 1), 1)]
    ),
    "seventeen riders": segments(lambda have: [*have, *[JUNK] * 17]),
    "a root behind the operations": segments(lambda have: [*have, Segment(TRUST, b"\x92", 1)]),
    "certificates that are none": says(certificates=(b"\x90", b"\xc0")),
    **{
        f"segment {kind.name} that is none": segments(
            lambda have, kind=kind: [*have, Segment(kind, b"\x93\x01\xc0\xc0", 1)]
        )
        for kind in (TRUST, POLICY, TOTALS, ROWS, FORK)
    },
    **{
        f"totals {name}": segments(
            lambda have, told=told: [*have, Segment(TOTALS, canonical.encode(told), 1)]
        )
        for name, told in {
            "of another scope": (1, 224615, "base", 1, 1, bytes(32), (bytes(8),) * 256),
            "of another channel": (1, 224611, "case", 1, 1, bytes(32), (bytes(8),) * 256),
            "of no channel": (1, 224611, "xxx", 1, 1, bytes(32), (bytes(8),) * 256),
        }.items()
    },
}
HARMLESS: dict[str, Change] = {
    "the largest stamp": says(created_hlc=HUGE),
    "the last day there is": says(created_ms=limits.MAX_MS - 1),
    "a day before all others": says(created_ms=0, created_hlc=0, statement=0),
    "the largest statement": says(statement=HUGE, trust_version=HUGE, schema=65_535),
    "thousands of streams nobody has": says(
        have=tuple(Have(os.urandom(16), HUGE, bytes(32)) for _ in range(5000))
    ),
    "the same stream said twice": lambda bundle, own: bundle.saying(
        have=(*bundle.manifest.have, *bundle.manifest.have)
    ),
    "everything is had": lambda bundle, own: bundle.saying(
        have=tuple(Have(one.stream_id, HUGE, bytes(32)) for one in bundle.manifest.have)
    ),
    "everything is needed": lambda bundle, own: bundle.saying(
        need=tuple(Need(one.stream_id, 1, HUGE) for one in bundle.manifest.have)
    ),
    "need backwards": lambda bundle, own: bundle.saying(
        need=tuple(Need(one.stream_id, HUGE, 1) for one in bundle.manifest.have)
    ),
    "abilities of later versions": says(capabilities=tuple(range(64))),
    "kinds of later versions": segments(
        lambda have: [Segment(kind, b"\xff", 1) for kind in (99, 177, 255)] + list(have)
    ),
    "a parent that is not there": opened(parent=b"p" * 16, parent_seq=HUGE, parent_chain=bytes(32)),
    "ten riders about streams nobody has": segments(lambda have: [*have, *[JUNK] * 10]),
    "totals that differ everywhere": segments(
        lambda have: [
            *have,
            *[
                Segment(
                    TOTALS,
                    canonical.encode(
                        (
                            1,
                            224611,
                            "base",
                            HUGE,
                            HUGE,
                            bytes(32),
                            tuple(os.urandom(8) for _ in range(256)),
                        )
                    ),
                    1,
                )
            ]
            * 2,
        ]
    ),
    "rows that are nowhere": segments(
        lambda have: [
            *have,
            Segment(
                ROWS,
                canonical.encode(
                    (
                        1,
                        224611,
                        "base",
                        bytes(range(256)),
                        tuple(
                            (4, os.urandom(15) + bytes([n % 256]), os.urandom(8))
                            for n in range(6000)
                        ),
                    )
                ),
                1,
            ),
        ]
    ),
    "two hundred streams": many_streams(200),
}
