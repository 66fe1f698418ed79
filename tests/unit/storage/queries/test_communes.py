from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert

from app.core.ids import new_id
from app.models.log import difference, sync_in, sync_out, sync_parked
from app.storage.queries.communes import Gap, Paid, Traffic, differences, gaps, paid, traffic
from app.storage.store import Store
from app.storage.streams import StreamBook
from tests.factories import OFFICER, PV, device, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


def test_who_is_paid_in_a_month(store: Store) -> None:
    one, other = new_id(), new_id()
    rows = [
        (one, 750_000, "2026-01", None),
        (one, 500_000, "2026-08", "2026-08"),
        (other, 1_000_000, "2026-09", None),
        (other, 250_000, "2025-01", "2026-07"),
    ]
    with store.write(OFFICER) as work:
        for person, vnd, first, last in rows:
            work.create(
                "allowance",
                {"person": person, "monthly_vnd": vnd, "from_month": first, "to_month": last},
            )
        gone = work.create(
            "allowance", {"person": other, "monthly_vnd": 9, "from_month": "2026-01"}
        )
        work.delete("allowance", gone)
        work.commit()
    with store.read() as connection:
        assert paid(connection, "2026-08") == {PV: Paid(1, 1_250_000)}
        assert paid(connection, "2026-09") == {PV: Paid(2, 1_750_000)}
        assert paid(connection, "2024-12") == {}


def test_open_fields_by_scope_and_kind(store: Store) -> None:
    with store.write(OFFICER) as work:
        for kind, field in ((4, 1), (4, 2), (102, 2)):
            work.connection.execute(
                insert(difference).values(pv=PV, kind=kind, row_id=new_id(), field=field)
            )
        assert differences(work.connection, [4, 102]) == {PV: 3}
        assert differences(work.connection, [4]) == {PV: 2}


def test_what_came_and_went(store: Store) -> None:
    peer, silent = device(7), device(8)
    with store.write(OFFICER) as work:
        for state, channel, at in (
            ("taken", "base", 10),
            ("held", "base", 30),
            ("refused", None, 90),
            ("taken", "case", 50),
        ):
            work.connection.execute(
                insert(sync_in).values(
                    bundle=new_id(),
                    sha256=new_id().bytes * 2,
                    sender=peer,
                    name="",
                    channel=channel,
                    state=state,
                    added=0,
                    changed=0,
                    held=0,
                    received_ms=at,
                )
            )
        work.connection.execute(
            insert(sync_out).values(
                bundle=new_id(),
                device=peer,
                number=1,
                statement=1,
                channel="base",
                name="",
                sha256=bytes(32),
                operations=0,
                ranges=b"\x90",
                made_ms=40,
            )
        )
        assert traffic(work.connection, [peer, silent], ["base"]) == {
            peer: Traffic(2, 30, 40),
            silent: Traffic(0, None, None),
        }
        assert traffic(work.connection, [peer], ["base", "case"])[peer] == Traffic(3, 50, 40)


def test_what_is_missing_before_parked_changes(store: Store) -> None:
    with store.write(OFFICER) as work:
        work.create("person", {"name": "x"})
        work.flush()
        streams = {one.origin.channel.value: one for one in StreamBook(work.connection)}
        for channel, seq in (("base", 5), ("base", 6), ("case", 3)):
            work.connection.execute(
                insert(sync_parked).values(
                    stream=streams[channel].id,
                    seq=seq,
                    bundle=new_id(),
                    raw=b"",
                    head_seq=6,
                    head_sig=bytes(64),
                )
            )
        assert gaps(work.connection, ["base"]) == [Gap(PV, 2, 4)]
        assert len(gaps(work.connection, ["base", "case"])) == 2
