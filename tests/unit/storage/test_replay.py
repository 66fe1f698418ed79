"""The tables are the log: after any exchange in any order, and any departure from it is found."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from app.models.log import difference, sync_op
from app.models.records import person
from app.oplog.registry import Channel
from app.storage.findings import FindingKind, Findings
from app.storage.logged_rows import Logged
from app.storage.replay import ReplayReport, entries_by_row, replay
from app.storage.state_hash import state_hash
from app.storage.store import Store
from app.storage.streams import StreamBook
from tests.factories import OFFICER, PV, open_store, send

FIELDS = ("name", "sex", "phone")


def anything(descriptor: bytes, seq: int, chain: bytes, signature: bytes) -> bool:
    return True


def report_of(store: Store) -> ReplayReport:
    with store.read() as connection:
        return replay(connection, verify=anything)


def kinds(store: Store) -> set[FindingKind]:
    return {finding.kind for finding in report_of(store).findings}


def act(chance: random.Random, store: Store) -> None:
    """One officer does something: a new row, a change, a deletion, a return, a settlement."""
    with store.write(OFFICER) as work:
        rows = work.connection.execute(
            select(person.c.id, person.c.alive).order_by(person.c.id)
        ).all()
        values = {field: chance.choice("ABC") for field in chance.sample(FIELDS, 2)}
        what = chance.randrange(6) if rows else 0
        row = chance.choice(rows) if rows else None
        if row is None or what == 0:
            work.create("person", values)
        elif what == 1 and row.alive:
            work.delete("person", row.id)
        elif what == 1:
            work.restore("person", row.id, values)
        elif what == 2:
            work.resolve("person", row.id, values)
        else:
            work.edit("person", row.id, values)
        work.commit()


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(2, 3), st.integers(3, 14))
def test_stations_agree_after_any_exchange_in_any_order(
    seed: int, devices: int, steps: int
) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        stores = [
            open_store(Path(folder), number=n + 1, role="office" if n == 2 else "commune")
            for n in range(devices)
        ]
        for _ in range(steps):
            act(chance, chance.choice(stores))
            if chance.random() < 0.6:
                source, target = chance.sample(stores, 2)
                # Streams travel one operation at a time too: a base may come long after.
                send(source, target, most=chance.choice((1, 2, 99)))
                assert report_of(target).findings == ()
        for _ in range(2):
            for source in stores:
                for target in stores:
                    if source is not target:
                        send(source, target)
        hashes = set()
        for store in stores:
            assert report_of(store).findings == ()
            with store.read() as connection:
                hashes.add(state_hash(connection, StreamBook(connection), PV, Channel.BASE))
            store.close()
        assert len(hashes) == 1


@settings(max_examples=15)
@given(st.integers(0, 2**32), st.integers(2, 10))
def test_officers_who_know_of_each_other_never_differ(seed: int, steps: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        stores = [open_store(Path(folder), number=n) for n in (1, 2)]
        for _ in range(steps):
            writer, other = chance.sample(stores, 2)
            act(chance, writer)
            send(writer, other)
            for store in stores:
                with store.read() as connection:
                    assert connection.execute(select(difference)).all() == []
                    assert connection.execute(select(person).where(person.c.unsettled)).all() == []
        for store in stores:
            store.close()


@pytest.fixture
def unsettled(tmp_path: Path) -> Store:
    """A station with a settled row, a deleted one, one with two names, and a waiting one."""
    ours, theirs = open_store(tmp_path), open_store(tmp_path, number=2)
    third = open_store(tmp_path, number=3)
    with ours.write(OFFICER) as work:
        rows = [work.create("person", {"name": name}) for name in ("Y Blô", "Y Thim", "H’Nuôr")]
        work.create("household", {"head": rows[0]})
        work.commit()
    send(ours, theirs)
    for store, name in ((theirs, "A"), (ours, "B")):
        with store.write(OFFICER) as work:
            work.edit("person", rows[0], {"name": name})
            work.commit()
    with theirs.write(OFFICER) as work:
        work.delete("person", rows[1])
        work.edit("person", rows[2], {"name": "C"})
        work.commit()
    send(theirs, third)
    with third.write(OFFICER) as work:
        work.edit("person", rows[2], {"name": "D"})
        work.commit()
    with third.read() as connection:
        stream = next(s for s in StreamBook(connection) if s.seq and s.device.int == 0xD0 + 3)
        raw = connection.execute(
            select(sync_op.c.raw).where(sync_op.c.stream_no == stream.number)
        ).scalar_one()
    # The third officer's entry arrives before the one it rests on.
    with ours.write(OFFICER) as work:
        entry = work.streams.open(stream.descriptor, stream.descriptor_sig)
        work.receive(entry, bytes(raw))
        work.commit()
    with theirs.read() as connection:
        second = next(s for s in StreamBook(connection) if s.seq and s.device.int == 0xD0 + 2)
        raws = connection.execute(
            select(sync_op.c.raw)
            .where(sync_op.c.stream_no == second.number)
            .order_by(sync_op.c.seq)
        ).scalars()
        first_two = [bytes(raw) for raw in raws][:2]
    with ours.write(OFFICER) as work:
        entry = work.streams.open(second.descriptor, second.descriptor_sig)
        for raw in first_two:
            work.receive(entry, raw)
        work.commit()
    return ours


def test_an_untouched_station_is_clean(unsettled: Store) -> None:
    steps: list[tuple[int, int]] = []
    with unsettled.read() as connection:
        report = replay(
            connection, verify=anything, progress=lambda done, of: steps.append((done, of))
        )
    assert (report.found, report.findings) == (0, ())
    assert (report.operations, report.rows) == (8, 4)
    assert steps[-1] == (16, 16)


DROP_GUARDS = ("person_only_folded", "person_never_deleted", "sync_op_never_changed")


@pytest.mark.parametrize(
    ("tampering", "kind"),
    [
        ("UPDATE person SET name = 'X' WHERE NOT unsettled", FindingKind.VALUE),
        ("UPDATE person SET name = 'X' WHERE unsettled", FindingKind.VALUE),
        ("UPDATE person SET note = 'X'", FindingKind.VALUE),  # a field nobody wrote
        ("UPDATE person SET alive = NOT alive", FindingKind.VALUE),
        ("UPDATE person SET unsettled = NOT unsettled", FindingKind.SETTLED),
        ("UPDATE person SET heads = x'9290c400'", FindingKind.HEADS),
        ("UPDATE person SET heads = x'ff'", FindingKind.HEADS),
        ("UPDATE household SET head = x'00', heads = x'ff'", FindingKind.VALUE),
        ("DELETE FROM person WHERE unsettled", FindingKind.MISSING),
        (
            "INSERT INTO person (pv, id, heads, alive, unsettled)"
            " VALUES (224611, x'00112233445566778899aabbccddeeff', x'9290c400', 1, 0)",
            FindingKind.UNEXPLAINED,
        ),
        ("UPDATE person SET pv = 224612 WHERE unsettled", FindingKind.UNEXPLAINED),
        ("DELETE FROM sync_loser", FindingKind.HEADS),
        ("UPDATE sync_loser SET value = x'a158'", FindingKind.HEADS),
        ("UPDATE sync_loser SET stream_no = 77", FindingKind.HEADS),
        ("DELETE FROM sync_awaited", FindingKind.AWAITED),
        ("DELETE FROM difference", FindingKind.DIFFERENCE),
        ("UPDATE difference SET field = 2", FindingKind.DIFFERENCE),
        (
            "INSERT INTO sync_awaited"
            " SELECT pv, 4, id, 1, x'00', 0 FROM person WHERE NOT unsettled LIMIT 1",
            FindingKind.UNEXPLAINED,
        ),
        ("UPDATE sync_op SET status = 'denied' WHERE seq = 1", FindingKind.STATUS),
        ("UPDATE sync_op SET kind = 5 WHERE seq = 1", FindingKind.LOG),
        ("UPDATE sync_op SET raw = x'00' WHERE seq = 1", FindingKind.LOG),
        ("UPDATE sync_op SET chain = zeroblob(32) WHERE seq = 1", FindingKind.CHAIN),
    ],
)
def test_every_departure_from_the_log_is_found(
    unsettled: Store, tampering: str, kind: FindingKind
) -> None:
    with unsettled.write(OFFICER) as work:
        for guard in (*DROP_GUARDS, "household_only_folded"):
            work.connection.execute(text(f"DROP TRIGGER {guard}"))
        changed = work.connection.execute(text(tampering)).rowcount
        work.commit()
    assert changed
    assert kind in kinds(unsettled)


def test_findings_name_ids_and_nothing_else(unsettled: Store) -> None:
    with unsettled.write(OFFICER) as work:
        work.connection.execute(text("DROP TRIGGER person_only_folded"))
        row = work.connection.execute(select(person.c.id).limit(1)).scalar_one()
        work.connection.execute(update(person).where(person.c.id == row).values(name="Bí Mật"))
        work.commit()
    (finding,) = report_of(unsettled).findings
    assert finding.what == f"person {PV} {row} field 1"


def test_operations_are_sorted_by_the_row_they_speak_of(unsettled: Store) -> None:
    with unsettled.read() as connection:
        streams, found = StreamBook(connection), Findings()
        logged = [
            Logged(row.stream_no, row.seq, row.kind, row.row_id.bytes, row.status, bytes(row.raw))
            for row in connection.execute(select(sync_op))
        ]
    rows = entries_by_row(logged, streams, found)
    assert sorted(map(len, rows.values())) == [1, 2, 2, 3]
    assert found.count == 0
    assert entries_by_row([], streams, found) == {}
