"""The log proved against its streams: every chain computed anew from the signed description."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Connection, select

from app.core.errors import Untrusted
from app.models.log import sync_device, sync_op
from app.oplog.stream import chain_next, chain_start, decode_descriptor
from app.storage.findings import FindingKind, Findings
from app.storage.streams import Stream, StreamBook

# Whether the signature (last) stands for that description, sequence and chain value.
Verify = Callable[[bytes, int, bytes, bytes], bool]
Step = Callable[[int], None]  # told how many operations were looked at since the last call

_EVERY = 1000  # operations


def device_keys(connection: Connection) -> dict[UUID, bytes]:
    """The public signing keys of the devices known here."""
    found = connection.execute(select(sync_device.c.device, sync_device.c.sign_pub))
    return {row.device: row.sign_pub for row in found}


def check_chains(
    connection: Connection, streams: StreamBook, found: Findings, *, verify: Verify, step: Step
) -> int:
    """Look at every stream from its first operation to its last; returns how many there were."""
    return sum(_check(connection, stream, found, verify, step) for stream in streams)


def _check(
    connection: Connection, stream: Stream, found: Findings, verify: Verify, step: Step
) -> int:
    where = f"stream {stream.id}"
    described = _describes(stream)
    if not described:
        found.add(FindingKind.DESCRIPTOR, where)
    chain, seq, signed = chain_start(stream.descriptor), 0, None
    rows = connection.execute(
        select(sync_op.c.seq, sync_op.c.chain, sync_op.c.raw)
        .where(sync_op.c.stream_no == stream.number)
        .order_by(sync_op.c.seq),
        execution_options={"yield_per": _EVERY},
    )
    for row in rows:
        chain = chain_next(chain, row.raw)
        seq += 1
        if row.seq != seq or row.chain != chain:
            found.add(FindingKind.CHAIN, f"{where} operation {row.seq}")
            # Go on from what is stored: one broken link is one finding.
            chain, seq = bytes(row.chain), row.seq
        if seq == stream.head_seq:
            signed = chain
        if seq % _EVERY == 0:
            step(_EVERY)
    step(seq % _EVERY)
    if (stream.seq, stream.chain) != (seq, chain):
        found.add(FindingKind.REACH, where)
    if stream.head_seq and not (
        described
        and signed is not None
        and stream.head_sig is not None
        and verify(stream.descriptor, stream.head_seq, signed, bytes(stream.head_sig))
    ):
        found.add(FindingKind.SIGNATURE, where)
    return seq


def _describes(stream: Stream) -> bool:
    try:
        told = decode_descriptor(stream.descriptor)
    except Untrusted:
        return False
    origin = stream.origin
    return (told.stream, told.device, told.channel, told.pv, told.role) == (
        stream.id.bytes,
        stream.device.bytes,
        origin.channel.value,
        origin.pv,
        origin.role,
    )
