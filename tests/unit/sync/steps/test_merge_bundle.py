"""Joining operations to the log: compare, append, park, join later; never a second history."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from app.core.errors import Untrusted
from app.core.ids import new_id
from app.models.forks import sync_fork
from app.models.log import sync_parked
from app.oplog.operation import Action, Operation, Write, encode
from app.oplog.stream import chain_next, chain_start, decode_descriptor, encode_descriptor
from app.storage import aside
from app.storage.store import Store
from app.storage.streams import Stream, StreamBook
from app.sync import own_device, parked
from app.sync.manifest import OpsSegment, StreamRange
from app.sync.parcel import CheckedRange
from app.sync.signing import public_key, sign_head
from app.sync.steps.merge_bundle import Merge, Merged
from app.sync.stream_description import SignedDescriptor
from tests.factories import NO_SIGNATURE, OFFICER, PV, device, log_of, open_store
from tests.fakes.stations import secret

SEED = secret("writer")


@pytest.fixture
def target(tmp_path: Path) -> Store:
    return open_store(tmp_path, number=9)


@pytest.fixture
def source(tmp_path: Path) -> tuple[Stream, list[bytes]]:
    """A stream of six operations of another station."""
    store = open_store(tmp_path, number=1)
    with store.write(OFFICER) as work:
        people = [work.create("person", {"name": f"Người {n}"}) for n in range(4)]
        for one in people[:2]:
            work.edit("person", one, {"note": "đã gặp"})
        work.commit()
    with store.read() as connection:
        stream = next(one for one in StreamBook(connection) if one.seq)
        return stream, log_of(connection, stream)


def announced(
    stream: Stream, log: list[bytes], first: int, last: int, head: int | None = None
) -> CheckedRange:
    chains = [chain_start(stream.descriptor)]
    for raw in log:
        chains.append(chain_next(chains[-1], raw))
    at = head or last
    line = StreamRange(
        b"x",
        first,
        last,
        chains[first - 1],
        chains[last],
        at,
        sign_head(SEED, stream.id.bytes, seq=at, chain=chains[at]),
    )
    signed = SignedDescriptor(stream.descriptor, NO_SIGNATURE)
    described = decode_descriptor(stream.descriptor)
    return CheckedRange(line, signed, described, stream.device, public_key(SEED))


def merge(
    store: Store,
    checked: CheckedRange,
    log: list[bytes],
    *,
    size: int = 2,
    own: UUID | None = None,
) -> Merged:
    """Give the announced operations in segments of ``size`` and commit."""
    line = checked.announced
    with store.write(OFFICER) as work:
        merging = Merge(work, new_id(), [checked], own=own or device(9), keys={})
        for first in range(line.first, line.last + 1, size):
            last = min(first + size - 1, line.last)
            merging.take(OpsSegment(0, first, tuple(log[first - 1 : last])))
        merged = merging.finish()
        work.commit()
    return merged


def reach(store: Store, stream: Stream) -> tuple[int, int]:
    """How far the stream is held and proved."""
    with store.read() as connection:
        found = StreamBook(connection).by_id[stream.id]
    return found.seq, found.head_seq


def parked_here(store: Store) -> int:
    with store.read() as connection:
        return len(connection.execute(sync_parked.select()).all())


def test_new_operations_are_appended_and_counted(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    stream, log = source
    merged = merge(target, announced(stream, log, 1, 6), log)
    assert (merged.made, merged.changed, merged.operations) == (4, 0, 6)
    assert reach(target, stream) == (6, 6)


@pytest.mark.parametrize("size", [1, 2, 9])
def test_a_row_counts_once_however_often_the_bundle_changes_it(
    target: Store, tmp_path: Path, size: int
) -> None:
    store = open_store(tmp_path, number=1)
    with store.write(OFFICER) as work:
        known = [work.create("person", {"name": f"Người {n}"}) for n in range(2)]
        work.commit()
    with store.write(OFFICER) as work:
        for note in "abc":
            work.edit("person", known[0], {"note": note})
        new = work.create("person", {"name": "Người mới"})
        work.edit("person", new, {"note": "đã gặp"})
        work.edit("person", known[0], {"phone": "0912000111"})
        work.delete("person", known[1])
        work.restore("person", known[1], {"name": "Người 1"})
        work.commit()
    with store.read() as connection:
        stream = next(one for one in StreamBook(connection) if one.seq)
        log = log_of(connection, stream)
    merge(target, announced(stream, log, 1, 2), log)
    merged = merge(target, announced(stream, log, 1, len(log)), log, size=size)
    assert (merged.made, merged.changed, merged.operations) == (1, 2, len(log) - 2)


def test_an_overlap_is_compared_and_only_the_rest_appended(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    stream, log = source
    merge(target, announced(stream, log, 1, 4), log)
    for first in (1, 3, 5):
        merged = merge(target, announced(stream, log, first, 6), log)
        assert merged.changed == (2 if first == 1 else 0)
    assert merge(target, announced(stream, log, 2, 3), log).operations == 0
    assert reach(target, stream) == (6, 6)


@pytest.mark.parametrize("at_once", [1, 3, 2000])
def test_beyond_a_gap_is_parked_until_it_is_closed(
    target: Store,
    source: tuple[Stream, list[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
) -> None:
    monkeypatch.setattr(parked, "AT_ONCE", at_once)
    stream, log = source
    merged = merge(target, announced(stream, log, 5, 6), log)
    assert (merged.held, merged.operations, reach(target, stream)) == (2, 0, (0, 0))
    merged = merge(target, announced(stream, log, 3, 4), log)
    assert (merged.held, parked_here(target)) == (2, 4)
    merged = merge(target, announced(stream, log, 1, 2), log)
    assert (merged.held, merged.operations, parked_here(target)) == (0, 6, 0)
    assert reach(target, stream) == (6, 6)


def test_what_is_not_proved_yet_is_parked(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    stream, log = source
    merged = merge(target, announced(stream, log, 1, 3, head=6), log)
    assert (merged.held, reach(target, stream)) == (3, (0, 0))
    merged = merge(target, announced(stream, log, 4, 6), log)
    assert (merged.operations, parked_here(target), reach(target, stream)) == (6, 0, (6, 6))


@pytest.mark.parametrize(("head", "kept"), [(9, 0), (6, 2)])
def test_parked_operations_that_their_head_does_not_prove_never_join(
    target: Store, source: tuple[Stream, list[bytes]], head: int, kept: int
) -> None:
    """Passed on by somebody without its end they go; of another branch they stay."""
    stream, log = source
    forged = [*log[:4], *other_end(log)]
    merge(target, announced(stream, forged, 5, 6), forged)
    with target.write(OFFICER) as work:
        work.connection.execute(sync_parked.update().values(head_seq=head, head_sig=bytes(64)))
        work.commit()
    merge(target, announced(stream, log, 1, 4), log)
    assert (reach(target, stream), parked_here(target)) == ((4, 4), 2)
    merge(target, announced(stream, log, 5, 6), log)
    assert (reach(target, stream), parked_here(target)) == ((6, 6), kept)


def other_end(log: list[bytes]) -> list[bytes]:
    """Two operations that could stand in place of the last two."""
    return [
        encode(
            Operation(
                1,
                seq,
                seq << 16,
                1,
                OFFICER.bytes,
                Action.EDIT,
                4,
                224611,
                bytes(16),
                [Write(1, "Ai đó", [])],
            )
        )
        for seq in (5, 6)
    ]


@pytest.mark.parametrize(("first", "common", "kept"), [(1, 4, 2), (5, 4, 2), (6, 0, 1)])
def test_a_second_history_is_laid_aside(
    target: Store, source: tuple[Stream, list[bytes]], first: int, common: int, kept: int
) -> None:
    stream, log = source
    merge(target, announced(stream, log, 1, 6), log)
    other = [*log[:4], *other_end(log)]
    merged = merge(target, announced(stream, other, first, 6), other)
    assert (merged.aside, merged.operations, merged.repeated) == (kept, 0, 0)
    assert reach(target, stream) == (6, 6)
    assert forks_of(target) == [(stream.id, common, kept)]
    merge(target, announced(stream, other, 1, 6), other)
    assert forks_of(target) == [(stream.id, 4, 2)]


def forks_of(store: Store) -> list[tuple[UUID, int, int]]:
    """Stream, last common number, operations aside from there."""
    with store.read() as connection:
        return [
            (row.stream, row.common, len(aside.branch(connection, row.stream, row.theirs)))
            for row in connection.execute(sync_fork.select())
        ]


def test_a_second_history_that_nobody_vouches_for_leaves_no_trace(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    stream, log = source
    merge(target, announced(stream, log, 1, 6), log)
    other = [*log[:4], *other_end(log)]
    part = announced(stream, other, 1, 5, head=6)
    assert merge(target, part, other).aside == 0
    assert forks_of(target) == []
    assert reach(target, stream) == (6, 6)


def test_another_descriptor_under_the_same_id_is_refused(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    stream, log = source
    merge(target, announced(stream, log, 1, 2), log)
    body = msgspec.structs.replace(decode_descriptor(stream.descriptor), created_ms=5)
    stream.descriptor = encode_descriptor(body)
    with pytest.raises(Untrusted, match="two_histories"):
        merge(target, announced(stream, log, 3, 4), log)


def test_operations_must_be_those_announced(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    stream, log = source
    checked = announced(stream, log, 1, 6)
    forged = [*log[:4], *other_end(log)]
    with pytest.raises(Untrusted, match="malformed"):
        merge(target, checked, forged)
    with target.write(OFFICER) as work:
        merging = Merge(work, new_id(), [checked], own=device(9), keys={})
        with pytest.raises(Untrusted, match="malformed"):
            merging.take(OpsSegment(0, 2, tuple(log[1:])))
        merging.take(OpsSegment(0, 1, tuple(log[:3])))
        with pytest.raises(Untrusted, match="malformed"):
            merging.finish()
    with target.read() as connection:
        assert stream.id not in StreamBook(connection).by_id


def make_ours(target: Store, stream: Stream) -> None:
    """The station that holds ``target`` is the one that writes ``stream``."""
    with target.write(OFFICER) as work:
        own_device.establish(
            work.connection, stream.device, pv=PV, role="commune", name="", clock=target.clock
        )
        work.commit()


def test_what_is_ahead_of_our_own_stream_ends_it_and_joins(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    stream, log = source
    make_ours(target, stream)
    merge(target, announced(stream, log, 1, 4), log)
    merged = merge(target, announced(stream, log, 2, 4), log, own=stream.device)
    assert (merged.left, state(target, stream)) == (False, "open")
    merged = merge(target, announced(stream, log, 5, 6), log, own=stream.device)
    assert (merged.left, merged.operations, state(target, stream)) == (True, 2, "sealed")


def test_what_lies_beyond_a_gap_of_our_own_stream_ends_nothing_yet(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    """What was written here meanwhile may be another branch; only the gap's end can tell."""
    stream, log = source
    make_ours(target, stream)
    merge(target, announced(stream, log, 1, 2), log)
    merged = merge(target, announced(stream, log, 5, 6), log, own=stream.device)
    assert (merged.left, parked_here(target), state(target, stream)) == (False, 2, "open")
    merged = merge(target, announced(stream, log, 3, 4), log, own=stream.device)
    assert (merged.left, parked_here(target), state(target, stream)) == (True, 0, "sealed")
    assert reach(target, stream) == (6, 6)


def test_a_stream_of_our_own_that_is_not_here_is_not_written_into(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    stream, log = source
    merge(target, announced(stream, log, 1, 4), log, own=stream.device)
    assert state(target, stream) == "sealed"


def state(store: Store, stream: Stream) -> str:
    with store.read() as connection:
        return StreamBook(connection).by_id[stream.id].state


def test_changes_for_a_newer_program_wait(
    target: Store, source: tuple[Stream, list[bytes]]
) -> None:
    stream, _ = source
    later = [
        encode(
            Operation(
                1, 1, 1, 1, OFFICER.bytes, Action.EDIT, 9999, 224611, bytes(16), [Write(1, "x", [])]
            )
        )
    ]
    merged = merge(target, announced(stream, later, 1, 1), later)
    assert (merged.unknown, merged.made, merged.operations) == (1, 0, 1)
