"""What waits is proved before it joins, and let go only where nobody vouched for it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection

from app.models.log import sync_in
from app.oplog.stream import chain_next, chain_start
from app.storage.aside import Link
from app.storage.store import Store
from app.storage.streams import Stream, StreamBook
from app.sync import parked
from app.sync.manifest import StreamRange
from app.sync.signing import public_key, sign_head
from tests.factories import OFFICER, known_stream, log_of, open_store
from tests.fakes.stations import secret

SEED = secret("writer")
ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def here(tmp_path: Path) -> Store:
    return open_store(tmp_path, number=9)


@pytest.fixture
def source(tmp_path: Path) -> tuple[Stream, list[Link]]:
    """Five operations of another station."""
    store = open_store(tmp_path, number=1)
    with store.write(OFFICER) as work:
        for number in range(5):
            work.create("person", {"name": f"Người {number}"})
        work.commit()
    with store.read() as connection:
        stream = next(one for one in StreamBook(connection) if one.seq)
        chain, links = chain_start(stream.descriptor), []
        for seq, raw in enumerate(log_of(connection, stream), start=1):
            chain = chain_next(chain, raw)
            links.append(Link(seq, chain, raw))
        return stream, links


def head_of(stream: Stream, links: list[Link], at: int) -> bytes:
    return sign_head(SEED, stream.id.bytes, seq=at, chain=links[at - 1].chain)


def announced(stream: Stream, links: list[Link], head: int) -> StreamRange:
    """A range of which only the head matters here."""
    return StreamRange(b"x", 1, head, bytes(32), bytes(32), head, head_of(stream, links, head))


def provable(
    connection: Connection, stream: Stream, links: list[Link], head: int, seed: bytes = SEED
) -> bool:
    return parked.provable(
        connection, stream, public_key(seed), head=head, signature=head_of(stream, links, head)
    )


def test_what_is_kept_is_told_by_stream_bundle_and_head(
    here: Store, source: tuple[Stream, list[Link]]
) -> None:
    foreign, links = source
    with here.write(OFFICER) as work:
        connection, stream = work.connection, known_stream(work, foreign)
        assert parked.streams(connection) == set()
        parked.park(connection, ONE, stream, [], announced(stream, links, 5))
        parked.park(connection, OTHER, stream, links[3:], announced(stream, links, 5))
        for _again in range(2):
            parked.park(connection, ONE, stream, links[1:3], announced(stream, links, 3))
        assert parked.streams(connection) == {stream.id}
        assert [parked.count(connection, one) for one in (ONE, OTHER, UUID(int=3))] == [2, 2, 0]
        told = [(at, head_of(stream, links, at)) for at in (3, 5)]
        assert parked.heads(connection, stream) == told


@pytest.mark.parametrize("at_once", [1, 2, 2000])
def test_a_head_proves_what_is_there_without_a_gap(
    here: Store,
    source: tuple[Stream, list[Link]],
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
) -> None:
    monkeypatch.setattr(parked, "AT_ONCE", at_once)
    foreign, links = source
    with here.write(OFFICER) as work:
        connection, stream = work.connection, known_stream(work, foreign)
        parked.park(connection, ONE, stream, links[1:], announced(stream, links, 5))
        assert not provable(connection, stream, links, 5)
        parked.park(connection, OTHER, stream, links[:2], announced(stream, links, 2))
        assert provable(connection, stream, links, 2)
        assert provable(connection, stream, links, 5)
        assert not provable(connection, stream, links, 5, secret("somebody else"))
        pieces = list(parked.up_to(connection, stream, 5))
        assert [raw for piece in pieces for raw in piece] == [one.raw for one in links]
        assert max(map(len, pieces)) <= at_once


def test_what_lies_behind_the_end_proves_nothing(
    here: Store, source: tuple[Stream, list[Link]]
) -> None:
    foreign, links = source
    with here.write(OFFICER) as work:
        connection, stream = work.connection, known_stream(work, foreign)
        for one in links[:3]:
            work.receive(stream, one.raw)
        assert not provable(connection, stream, links, 3)
        parked.park(connection, ONE, stream, links[3:], announced(stream, links, 5))
        assert provable(connection, stream, links, 5)


@pytest.mark.parametrize(
    ("head", "raw", "stays"), [(2, None, False), (2, b"other", True), (5, b"other", False)]
)
def test_what_its_device_vouched_for_and_the_log_tells_otherwise_stays(
    here: Store, source: tuple[Stream, list[Link]], head: int, raw: bytes | None, stays: bool
) -> None:
    foreign, links = source
    second = links[1] if raw is None else Link(2, bytes(32), raw)
    with here.write(OFFICER) as work:
        connection, stream = work.connection, known_stream(work, foreign)
        parked.park(connection, ONE, stream, [links[0], second], announced(stream, links, head))
        parked.park(connection, OTHER, stream, links[3:4], announced(stream, links, 5))
        for one in links[:3]:
            work.receive(stream, one.raw)
        work.flush()
        parked.let_go(connection, stream)
        assert parked.count(connection, ONE) == stays
        assert parked.count(connection, OTHER) == 1  # beyond the end: it still waits


def test_a_file_is_taken_in_when_nothing_of_it_waits(
    here: Store, source: tuple[Stream, list[Link]]
) -> None:
    foreign, links = source
    with here.write(OFFICER) as work:
        connection, stream = work.connection, known_stream(work, foreign)
        for bundle in (ONE, OTHER):
            connection.execute(
                sync_in.insert().values(
                    bundle=bundle, sha256=bundle.bytes * 2, name="x", state="held", added=0,
                    changed=0, held=2, received_ms=1,
                )
            )  # fmt: skip
        parked.park(connection, OTHER, stream, links[3:], announced(stream, links, 5))
        parked.release_held(connection)
        rows = connection.execute(sync_in.select().order_by(sync_in.c.bundle)).all()
        assert [(row.bundle, row.state, row.held) for row in rows] == [
            (ONE, "taken", 0),
            (OTHER, "held", 2),
        ]
