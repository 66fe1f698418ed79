"""The doctor: clean when all agrees, plain about what does not, silent about the restricted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from app.core.clock import FixedClock
from app.core.errors import Cancelled
from app.oplog.registry import Channel
from app.services.upkeep import DoctorReport, Upkeep
from app.storage.control_totals import renew
from app.storage.findings import FindingKind
from app.storage.store import Store
from app.sync.own_device import establish, load
from app.sync.signing import sign_head
from tests.factories import OFFICER, PV, device, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A station with keys of its own, a signed head and one restricted record."""
    store = open_store(tmp_path, channels=())
    with store.write(OFFICER) as work:
        clock = FixedClock.on(date(2026, 8, 3))
        establish(work.connection, device(1), pv=PV, role="commune", name="Máy 1", clock=clock)
        work.commit()
    with store.write(OFFICER) as work:
        row = work.create("person", {"name": "Y Blô"})
        work.create("restricted_fact", {"subject": row, "kind": "hiv"})
        work.commit()
    with store.write(OFFICER) as work:
        work.edit("person", row, {"name": "Y Blơ̆"})
        stream = work.streams.own(device(1), Channel.BASE, PV)
        secret = load(work.connection).sign_secret
        stream.changed = True
        stream.head_seq = stream.seq
        stream.head_sig = sign_head(secret, stream.id.bytes, seq=stream.seq, chain=stream.chain)
        work.commit()
    return store


def examine(store: Store, *, cleared: bool = True) -> DoctorReport:
    return Upkeep(store, cleared=cleared).doctor()


def test_a_whole_station_is_healthy(store: Store) -> None:
    report = examine(store)
    assert report.healthy
    assert (report.operations, report.waiting, report.denied) == (3, 0, 0)
    assert report.records == {"person": 1, "restricted_fact": 1}
    assert {(one.pv, one.channel) for one in report.hashes} == {(PV, "base"), (PV, "case")}


def test_without_clearance_nothing_tells_of_restricted_records(store: Store) -> None:
    report = examine(store, cleared=False)
    assert report.healthy
    assert report.records == {"person": 1}
    assert {one.channel for one in report.hashes} == {"base"}
    assert report.operations == 2
    told: list[tuple[int, int]] = []
    Upkeep(store, cleared=False).doctor(lambda done, of: told.append((done, of)))
    assert {of for _, of in told} == {100}


def test_damage_to_a_restricted_row_is_counted_but_not_named_to_others(store: Store) -> None:
    with store.write(OFFICER) as work:
        work.connection.execute(text("DROP TRIGGER restricted_fact_only_folded"))
        work.connection.execute(text("UPDATE restricted_fact SET kind = 'x'"))
        work.connection.execute(text("UPDATE sync_stream SET have_seq = 9 WHERE channel = 'case'"))
        work.commit()
    report = examine(store, cleared=False)
    assert (report.healthy, report.found, report.findings) == (False, 2, ())
    assert len(examine(store).findings) == 2


def test_the_report_is_ready_for_programs(store: Store) -> None:
    report = examine(store)
    told = json.loads(json.dumps(report.as_json()))
    assert told["healthy"] is True
    assert told["state_hash"][0] == {
        "pv": PV,
        "channel": "base",
        "sha256": report.hashes[0].sha256,
    }
    assert len(report.hashes[0].sha256) == 64


@pytest.mark.parametrize(
    ("tampering", "kind"),
    [
        ("UPDATE person SET name = 'X'", FindingKind.VALUE),
        ("UPDATE sync_stream SET head_sig = zeroblob(64) WHERE head_seq > 0",
         FindingKind.SIGNATURE),
        ("UPDATE sync_device SET sign_pub = zeroblob(32)", FindingKind.SIGNATURE),
        ("DELETE FROM sync_device", FindingKind.SIGNATURE),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_told(store: Store, tampering: str, kind: FindingKind) -> None:
    with store.write(OFFICER) as work:
        work.connection.execute(text("DROP TRIGGER person_only_folded"))
        work.connection.execute(text(tampering))
        work.commit()
    report = examine(store)
    assert not report.healthy
    assert [finding.kind for finding in report.findings] == [kind]
    assert report.hashes == ()
    told = report.as_json()
    assert (told["healthy"], told["found"], len(told["findings"])) == (False, 1, 1)


def test_control_totals_that_are_kept_wrongly_are_told(store: Store) -> None:
    with store.write(OFFICER) as work:
        for channel in (Channel.BASE, Channel.CASE):
            renew(work.connection, work.streams, PV, channel, now_ms=5)
        work.commit()
    assert examine(store).healthy
    with store.write(OFFICER) as work:
        work.connection.execute(text("UPDATE kept_total SET hashes = zeroblob(8192)"))
        work.commit()
    report = examine(store)
    assert [(one.kind, one.what) for one in report.findings] == [
        (FindingKind.TOTALS, f"base {PV}"),
        (FindingKind.TOTALS, f"case {PV}"),
    ]
    uncleared = examine(store, cleared=False)
    assert (uncleared.found, [one.what for one in uncleared.findings]) == (2, [f"base {PV}"])


def test_a_damaged_file_is_told_and_nothing_else_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "trouble", lambda: ["page 7: HMAC"])
    report = examine(store)
    assert (report.healthy, report.trouble, report.operations) == (False, ("page 7: HMAC",), 0)


def test_the_officer_may_stop_it(store: Store) -> None:
    def stop(done: int, of: int) -> None:
        assert 0 < done <= of
        raise Cancelled

    with pytest.raises(Cancelled):
        Upkeep(store, cleared=True).doctor(stop)
    assert examine(store).healthy
