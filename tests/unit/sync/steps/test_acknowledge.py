from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from app.core.ids import new_id
from app.models.forks import sync_fork
from app.models.log import sync_out, sync_parked
from app.storage.streams import StreamBook
from app.storage.unit_of_work import UnitOfWork
from app.sync import trust_store
from app.sync.container import peek
from app.sync.manifest import Have, Manifest
from app.sync.steps.acknowledge import (
    acknowledged,
    have_for,
    need_for,
    note_statement,
    to_send_after,
)
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def statement(number: int, *have: Have) -> Manifest:
    """A manifest that says only what its sender holds."""
    return Manifest(
        1, bytes(16), bytes(32), (bytes(32),), 0, 0, 1, 1, (), (), 0, (), have, number, (), (), 0
    )


def seqs(work: UnitOfWork, peer: Desk) -> dict[UUID, int]:
    return acknowledged(work.connection, work.streams, peer.id).after


def test_the_last_statement_counts_even_when_it_says_less(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    commune.person()
    with commune.store.write(commune.session.officer) as work:
        stream = next(one for one in work.streams if one.seq == 2)
        chain_1 = bytes(
            work.connection.exec_driver_sql("SELECT chain FROM sync_op WHERE seq = 1").scalar_one()
        )
        full = Have(stream.id.bytes, 2, stream.chain)
        less = Have(stream.id.bytes, 1, chain_1)
        assert seqs(work, office) == {}
        # A lower number: restored from a backup, under a clock that went back.
        for number, have, expected in ((5, full, 2), (4, less, 1), (5, full, 2), (6, less, 1)):
            note_statement(work.connection, work.streams, office.id, statement(number, have), 1)
            assert seqs(work, office) == {stream.id: expected}
        note_statement(work.connection, work.streams, office.id, statement(7), 1)
        assert acknowledged(work.connection, work.streams, office.id).named == frozenset()


def test_a_statement_about_another_history_counts_for_nothing(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    with commune.store.write(commune.session.officer) as work:
        stream = next(one for one in work.streams if one.seq == 1)
        note_statement(
            work.connection,
            work.streams,
            office.id,
            statement(1, Have(stream.id.bytes, 1, bytes(32))),
            1,
        )
        assert seqs(work, office) == {stream.id: 0}
        ahead = Have(stream.id.bytes, 9, bytes(32))
        note_statement(work.connection, work.streams, office.id, statement(2, ahead), 1)
        assert seqs(work, office) == {stream.id: 1}


def test_only_our_own_history_confirms_an_arrival(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    commune.exchange.export(office.id, tmp_path)
    with commune.store.write(commune.session.officer) as work:
        stream = next(one for one in work.streams if one.seq == 1)
        for number, chain, arrived in ((1, bytes(32), None), (2, stream.chain, 9)):
            said = statement(number, Have(stream.id.bytes, 1, chain))
            note_statement(work.connection, work.streams, office.id, said, 9)
            found = work.connection.execute(select(sync_out.c.acknowledged_ms)).scalar_one()
            assert found == arrived


def test_unknown_streams_are_named_and_send_nothing(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    strange = new_id()
    with commune.store.write(commune.session.officer) as work:
        note_statement(
            work.connection,
            work.streams,
            office.id,
            statement(1, Have(strange.bytes, 3, bytes(32))),
            1,
        )
        found = acknowledged(work.connection, work.streams, office.id)
    assert (found.after, found.named) == ({}, frozenset({strange}))


def test_our_own_statement_names_what_the_peer_may_hold(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    with office.store.read() as connection:
        streams = StreamBook(connection)
        target = trust_store.devices(connection)[commune.id]
        found = {have.stream_id for have in have_for(streams, target)}
        allowed = {
            one.id.bytes
            for one in streams
            if one.origin.pv == 224611 and one.origin.channel.value in ("base", "case")
        }
    assert found == allowed
    assert len(found) == 2


def test_a_gap_before_parked_operations_is_asked_for(pair: tuple[Desk, Desk]) -> None:
    commune, office = pair
    with commune.store.write(commune.session.officer) as work:
        target = trust_store.devices(work.connection)[office.id]
        stream = next(one for one in work.streams if one.seq == 1)
        assert need_for(work.connection, work.streams, target) == ()
        for seq in (7, 5):
            work.connection.execute(
                insert(sync_parked).values(
                    stream=stream.id,
                    seq=seq,
                    bundle=new_id(),
                    raw=b"x",
                    head_seq=7,
                    head_sig=bytes(64),
                )
            )
        [need] = need_for(work.connection, work.streams, target)
    assert (need.stream_id, need.first, need.last) == (stream.id.bytes, 2, 4)


def test_a_header_says_nothing_of_it(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, _ = pair
    [made] = commune.exchange.export(None, tmp_path)
    with made.path.open("rb") as file:
        assert len(peek(file).recipients) == 1


@pytest.mark.parametrize(
    ("state", "days", "all_of_it"),
    [("open", 0, True), ("repeated", 29, True), ("repeated", 30, False), ("told", 0, False)],
)
def test_a_device_met_in_two_copies_gets_everything_for_a_while(
    pair: tuple[Desk, Desk], state: str, days: int, all_of_it: bool
) -> None:
    """Which of the copies said what it holds, and which will read, nobody knows."""
    commune, office = pair
    person = commune.person()
    Courier(office.folder / "way").carry(commune, office)
    office.edit(person, note="ok")
    with office.store.write(office.session.officer) as work:
        stream = next(one for one in work.streams if one.device == commune.id and one.seq)
        note = {
            "stream": stream.id, "common": 1, "theirs": bytes(32), "sender": commune.id,
            "head_seq": 2, "head_sig": bytes(64), "state": state, "noted_ms": work.now_ms,
        }  # fmt: skip
        work.connection.execute(insert(sync_fork).values(note))
        at = work.now_ms + days * 24 * 3600 * 1000
        held = to_send_after(work.connection, work.streams, commune.id, at)
        assert (held.after == {}) is all_of_it
        assert held.named == acknowledged(work.connection, work.streams, commune.id).named
