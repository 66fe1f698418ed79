"""What one bundle will carry or did carry, as the steps hand it to each other."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import msgspec

from app.oplog.stream import Descriptor
from app.storage.streams import Stream
from app.sync.container_writer import PackedSegment
from app.sync.manifest import StreamRange
from app.sync.stream_description import SignedDescriptor


@dataclass(frozen=True, slots=True)
class Stretch:
    """Operations ``first`` … ``last`` of one stream and the chain values around them."""

    stream: Stream
    first: int
    last: int
    chain_before: bytes
    chain_after: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """The content of one bundle, packed; segments count their stream by the stretch's place.

    ``beside``: it carries a branch that is not in our log; no statement will confirm it.
    """

    channel: str
    stretches: tuple[Stretch, ...]
    segments: tuple[PackedSegment, ...]
    beside: bool = False

    @property
    def awaited(self) -> tuple[Stretch, ...]:
        """The changes whose arrival the peer will confirm."""
        return () if self.beside else self.stretches

    @property
    def operations(self) -> int:
        """How many changes it carries whose arrival will be confirmed."""
        return sum(one.last - one.first + 1 for one in self.awaited)


@dataclass(frozen=True, slots=True)
class CheckedRange:
    """One stream of the bundle whose origin, role, channel and scope are in order."""

    announced: StreamRange
    signed: SignedDescriptor
    descriptor: Descriptor
    device: UUID
    sign_key: bytes


class SentRange(msgspec.Struct, array_like=True, frozen=True):
    """One line of the column ``sync_out.ranges``."""

    stream: bytes
    first: int
    last: int

    @property
    def stream_id(self) -> UUID:
        return UUID(bytes=self.stream)


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[SentRange])


def encode_ranges(parcel: Parcel) -> bytes:
    """What was sent, for the record."""
    return _encoder.encode(
        [SentRange(one.stream.id.bytes, one.first, one.last) for one in parcel.awaited]
    )


def decode_ranges(raw: bytes) -> list[SentRange]:
    """What a record says was sent."""
    return _decoder.decode(raw)
