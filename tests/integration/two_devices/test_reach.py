"""Whatever is entered and whoever swaps with whom: a device holds its own reach and no more.

Its reach are the scopes and channels of its certificate. Held is what lies in its log, and what its
keys open of all files that were ever under way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pyrage
import pytest

from app.core.errors import Correctable
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import OFFICE_PV, Desk, enrol, make_desk
from tests.fakes.forged_bundles import named, taken_apart

PVS = (224611, 224615)
CHANNELS = {True: {"base", "case", "ctl"}, False: {"base", "ctl"}}


def played(folder: Path, dice: random.Random) -> tuple[Desk, dict[UUID, bool], list[Desk], Courier]:
    """An office and four laptops of two communes, some of them not cleared, after forty steps."""
    office, cleared = make_desk(folder, 9, "office", OFFICE_PV), {}
    laptops = [make_desk(folder, number, pv=dice.choice(PVS)) for number in (1, 2, 3, 4)]
    for one in laptops:
        cleared[one.id] = dice.random() < 0.5
        enrol(one, office, restricted=cleared[one.id])
    courier, rows = Courier(folder / "way"), list[tuple[UUID, int]]()
    for _ in range(40):
        one = dice.choice(laptops)
        match dice.randrange(6):
            case 0:
                rows.append((one.person(), one.session.pv))
            case 1 if rows:
                row, pv = dice.choice(rows)
                if pv == one.session.pv and cleared[one.id]:
                    hidden(one, row, pv)
            case 2:
                carry(courier, one, office)
            case 3:
                carry(courier, office, one)
            case 4:
                carry(courier, one, dice.choice([other for other in laptops if other is not one]))
            case _ if rows:
                row, pv = dice.choice(rows)
                hidden(office, row, pv)
    for one in laptops:
        carry(courier, one, office)
        carry(courier, office, one)
    return office, cleared, laptops, courier


def hidden(desk: Desk, row: UUID, pv: int) -> None:
    """A restricted fact about somebody."""
    with desk.store.write(desk.session.officer) as work:
        work.create("restricted_fact", {"kind": "hiv", "value": "co", "subject": row}, pv=pv)
        work.commit()


def carry(courier: Courier, source: Desk, target: Desk) -> None:
    """What the source may send to the target: a neighbour commune is no destination, and a
    laptop may not have heard of another one yet."""
    try:
        made = courier.fetch(source, target.id)
    except Correctable:
        return
    for outcome in deliver(made, target):
        assert outcome.state in ("new", "known", "held") or outcome.code == "unknown_sender"


def reach(desk: Desk) -> set[tuple[int, str]]:
    """Scopes and channels of everything in its log."""
    with desk.store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT DISTINCT pv, channel FROM sync_op JOIN sync_stream USING (stream_no)"
        ).all()
    return {(pv, channel) for pv, channel in rows}


def opened(desk: Desk, courier: Courier) -> Iterator[tuple[int, str]]:
    """Scopes and channels of everything that its keys open on the way."""
    for path in sorted(courier.folder.rglob("*.tgxh")):
        try:
            bundle = taken_apart(path, desk)
        except pyrage.DecryptError:
            continue
        for one in bundle.manifest.streams:
            yield named(one).pv, named(one).channel


@pytest.mark.parametrize("seed", range(6))
def test_no_device_holds_or_opens_more_than_its_reach(tmp_path: Path, seed: int) -> None:
    office, cleared, laptops, courier = played(tmp_path, random.Random(seed))
    assert {channel for _, channel in reach(office)} >= {"base", "case"}
    for one in laptops:
        allowed = {(one.session.pv, channel) for channel in CHANNELS[cleared[one.id]]}
        assert (one.session.pv, "base") in reach(one)
        assert reach(one) <= allowed, cleared
        assert set(opened(one, courier)) <= allowed, cleared
        assert (one.session.pv, "base") in set(opened(one, courier))
