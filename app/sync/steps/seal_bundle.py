"""Signing and encrypting one parcel for one peer.

Own streams get their head signed at the parcel's end, so that one signature proves every
operation up to there; streams that are passed on keep the head their own device signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.oplog.kinds import CURRENT
from app.sync.container_writer import Sealed, Statement, seal
from app.sync.manifest import Have, Need, StreamRange
from app.sync.own_device import OwnDevice
from app.sync.parcel import Parcel, Stretch
from app.sync.signing import sign_head
from app.sync.sink import Sink
from app.sync.stream_description import describe
from app.sync.trust_store import Device


@dataclass(frozen=True, slots=True)
class Words:
    """What the sender says besides the parcel: its statement, its papers and the time."""

    number: int
    now_ms: int
    hlc: int
    have: tuple[Have, ...]
    need: tuple[Need, ...]
    certificates: Sequence[bytes]
    trust_version: int


def seal_parcel(
    out: Sink, parcel: Parcel, words: Words, *, own: OwnDevice, peer: Device, bundle_id: bytes
) -> Sealed:
    """Write the bundle to ``out``; OSError of ``out`` passes through."""
    statement = Statement(
        created_ms=words.now_ms,
        created_hlc=words.hlc,
        schema=CURRENT.edition,
        statement=words.number,
        trust_version=words.trust_version,
        certificates=tuple(words.certificates),
        streams=tuple(_range(stretch, own) for stretch in parcel.stretches),
        have=words.have,
        need=words.need,
    )
    return seal(
        out,
        statement=statement,
        segments=parcel.segments,
        seed=own.sign_secret,
        recipients=[peer.certificate.age_key],
        bundle_id=bundle_id,
    )


def _range(stretch: Stretch, own: OwnDevice) -> StreamRange:
    stream = stretch.stream
    if stream.device == own.id:
        head = stretch.last
        signature = sign_head(own.sign_secret, stream.id.bytes, seq=head, chain=stretch.chain_after)
    else:
        assert stream.head_sig is not None, "a stream is passed on only with its device's word"
        head, signature = stream.head_seq, bytes(stream.head_sig)
    return StreamRange(
        descriptor=describe(stream.descriptor, stream.descriptor_sig),
        first=stretch.first,
        last=stretch.last,
        chain_before=stretch.chain_before,
        chain_after=stretch.chain_after,
        head=head,
        head_signature=signature,
    )
