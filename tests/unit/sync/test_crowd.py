"""Nobody opens streams without end, and nobody is blamed for what others opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast
from uuid import UUID

import msgspec
import pytest

from app.core.ids import new_id
from app.oplog.stream import decode_descriptor
from app.storage.store import Store
from app.sync import crowd
from app.sync.parcel import CheckedRange
from app.sync.reject import Reject
from tests.factories import OFFICER, PV, descriptor, device, open_store

MINE, SENDER, OTHER = device(1), device(2), device(3)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Holds three streams of its own and two of the sender."""
    monkeypatch.setattr(crowd, "MOST", 4)
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        for _ in range(2):
            work.streams.open(descriptor(SENDER), bytes(64))
        work.commit()
    return store


def ranges(*devices: UUID, pv: int = PV) -> list[CheckedRange]:
    return [
        CheckedRange(
            cast(Any, None), cast(Any, None), decode_descriptor(descriptor(one, pv=pv)), one, b""
        )
        for one in devices
    ]


def left_out(store: Store, announced: list[CheckedRange]) -> frozenset[int]:
    with store.write(OFFICER) as work:
        return crowd.left_out(work.streams, announced, sender=SENDER, own=MINE)


def test_up_to_the_bound_all_are_taken(store: Store) -> None:
    assert left_out(store, ranges(SENDER, OTHER, SENDER, *[OTHER] * 3)) == frozenset()


def test_one_more_of_the_senders_own_and_the_file_is_refused(store: Store) -> None:
    with pytest.raises(Reject, match="too_many_streams"):
        left_out(store, ranges(*[SENDER] * 3))


def test_what_is_known_already_counts_once(store: Store) -> None:
    with store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT descriptor FROM sync_stream WHERE device = ?", (SENDER.bytes,)
        )
        known = [
            CheckedRange(cast(Any, None), cast(Any, None), decode_descriptor(raw), SENDER, b"")
            for raw in rows.scalars()
        ]
    assert left_out(store, known * 3 + ranges(SENDER, SENDER)) == frozenset()


def test_each_scope_counts_by_itself(store: Store) -> None:
    assert left_out(store, ranges(*[SENDER] * 4, pv=PV + 4)) == frozenset()


def test_what_is_passed_on_is_left_out_and_the_rest_joins(store: Store) -> None:
    announced = ranges(SENDER, OTHER, SENDER, *[OTHER] * 4, new_id())
    assert left_out(store, announced) == frozenset({1, 3, 4, 5, 6})


def test_own_streams_always_come_back(store: Store) -> None:
    assert left_out(store, ranges(*[MINE] * 9)) == frozenset()


def continuing(parent: bytes, role: str) -> CheckedRange:
    told = msgspec.structs.replace(
        decode_descriptor(descriptor(SENDER, role=role)),
        parent=parent, parent_seq=1, parent_chain=bytes(32),
    )  # fmt: skip
    return CheckedRange(cast(Any, None), cast(Any, None), told, SENDER, b"")


def test_what_an_office_takes_up_of_others_counts_apart(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [continuing(new_id().bytes, "office") for _ in range(9)]
    assert left_out(store, others) == frozenset()
    monkeypatch.setattr(crowd, "BESIDE", 8)
    with pytest.raises(Reject, match="too_many_streams"):
        left_out(store, others)


def test_what_continues_its_own_and_what_a_commune_says_does_not(store: Store) -> None:
    with store.read() as connection:
        mine = connection.exec_driver_sql(
            "SELECT stream FROM sync_stream WHERE device = ?", (SENDER.bytes,)
        ).scalars()
        own = bytes(next(mine))
    for parent, role in ((own, "office"), (new_id().bytes, "commune")):
        with pytest.raises(Reject, match="too_many_streams"):
            left_out(store, [continuing(parent, role) for _ in range(3)])
