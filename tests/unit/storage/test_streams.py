"""Streams: opened once, numbered without gaps, chained, and written when the work ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.errors import Untrusted
from app.models.log import sync_op
from app.oplog.registry import Channel
from app.oplog.stream import chain_next, chain_start
from app.storage.streams import StreamBook
from tests.factories import NO_SIGNATURE, OFFICER, PV, descriptor, device, open_store, open_stream


def test_a_new_stream_starts_with_its_description(tmp_path: Path) -> None:
    store = open_store(tmp_path, channels=())
    with store.write(OFFICER) as work:
        told = descriptor(device(7), Channel.CASE, role="office")
        stream = work.streams.open(told, NO_SIGNATURE)
        assert (stream.seq, stream.chain) == (0, chain_start(told))
        assert (stream.origin.channel, stream.origin.pv) == (Channel.CASE, PV)
        assert work.streams.heads[stream.number].authority == 1
        assert work.streams.by_id[stream.id] is stream


def test_a_description_that_is_none_opens_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path, channels=())
    with store.write(OFFICER) as work, pytest.raises(Untrusted):
        work.streams.open(b"\x90", NO_SIGNATURE)


def test_operations_continue_sequence_and_chain_over_transactions(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for name in ("Y Blô", "H’Nuôr", "Y Thim"):
        with store.write(OFFICER) as work:
            work.create("person", {"name": name})
            work.commit()
    with store.read() as connection:
        stream = StreamBook(connection).own(device(1), Channel.BASE, PV)
        rows = connection.execute(select(sync_op).order_by(sync_op.c.seq)).all()
    chain = chain_start(stream.descriptor)
    for at, row in enumerate(rows, start=1):
        chain = chain_next(chain, bytes(row.raw))
        assert (row.seq, bytes(row.chain)) == (at, chain)
    assert (stream.seq, stream.chain) == (3, chain)


def test_the_own_stream_is_the_open_one_of_that_channel_and_scope(tmp_path: Path) -> None:
    store = open_store(tmp_path, channels=())
    with store.write(OFFICER) as work:
        base = open_stream(work, device(1), Channel.BASE)
        case = open_stream(work, device(1), Channel.CASE)
        other = open_stream(work, device(1), Channel.BASE, pv=PV + 1)
        open_stream(work, device(2), Channel.BASE)
        assert work.streams.own(device(1), Channel.BASE, PV) is base
        assert work.streams.own(device(1), Channel.CASE, PV) is case
        assert work.streams.own(device(1), Channel.BASE, PV + 1) is other
        with pytest.raises(LookupError):
            work.streams.own(device(1), Channel.CTL, PV)


def test_a_sealed_stream_is_never_continued(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        work.streams.seal(work.streams.own(device(1), Channel.BASE, PV))
        work.commit()
    with store.write(OFFICER) as work, pytest.raises(LookupError):
        work.create("person", {"name": "Y Blô"})


def test_a_limit_is_remembered_and_taken_back(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for last in (4, 0, None):
        with store.write(OFFICER) as work:
            stream = work.streams.own(device(1), Channel.BASE, PV)
            work.streams.limit(stream, last)
            assert stream.origin.last == last
            work.commit()
        with store.read() as connection:
            assert StreamBook(connection).own(device(1), Channel.BASE, PV).origin.last == last
