"""Of a child that was abused and of persons on 5.3 and 5.8 nothing is told that may not be.

Not by what a device without clearance holds, with all its keys in hand; not by any answer of any
service to an officer without clearance; not on the outside of any file. Who is paid how much is
there for everybody.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest

from app.oplog.registry import Channel
from app.services.container import Services
from app.services.moving import Leaving
from tests.factories import PV
from tests.fakes import closed_lives
from tests.fakes.asked import answers
from tests.fakes.closed_lives import CODES, WORDS, Closed
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.fakes.holdings import everything, found_in

NEIGHBOUR = 224615


@dataclass(frozen=True, slots=True)
class Places:
    """Who takes part: two stations that are cleared, one of the same commune and one of the
    next that are not told."""

    commune: Desk
    office: Desk
    beside: Desk
    neighbour: Desk
    courier: Courier

    def round(self, *, direct: bool = False) -> None:
        """Everybody to the office and back; ``direct``: the two laptops of the commune too."""
        ways = [(self.commune, self.office), (self.beside, self.office)]
        ways += [(self.neighbour, self.office)]
        ways += [(self.office, one) for one in (self.commune, self.beside, self.neighbour)]
        if direct:
            ways += [(self.commune, self.beside), (self.beside, self.commune)]
        for source, target in ways:
            for outcome in self.courier.carry(source, target):
                assert outcome.state in ("new", "known"), outcome

    def told(self, closed: Closed) -> list[tuple[str, str]]:
        """What the two that are not cleared could read, with every key they hold."""
        found = []
        for one in (self.beside, self.neighbour):
            held = everything(one, self.courier.folder)
            found += found_in(held, words=WORDS, codes=CODES, ids=self.names(closed))
        return found

    def names(self, closed: Closed) -> set[bytes]:
        """Ids and hashes of everything in the restricted channel, as the office holds it."""
        found = {one.bytes for one in (closed.case, *closed.facts, *closed.dossiers)}
        with self.office.store.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT stream, row_id, chain FROM sync_op JOIN sync_stream USING (stream_no)"
                " WHERE channel = 'case'"
            ).all()
        assert len(rows) > 10
        found |= {bytes(value) for row in rows for value in row}
        return found | {self.office.state(Channel.CASE)}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    commune, office = make_pair(tmp_path)
    beside, neighbour = make_desk(tmp_path, 2), make_desk(tmp_path, 3, pv=NEIGHBOUR)
    enrol(beside, office, restricted=False)
    enrol(neighbour, office)
    return Places(commune, office, beside, neighbour, Courier(tmp_path / "way"))


def colleague(desk: Desk) -> Services:
    """The same workstation with another officer, who is not cleared."""
    session = replace(desk.session, officer=uuid4(), name="Người khác", cleared=False)
    return Desk(desk.store, session, desk.folder, desk.clock).services()


def nobody() -> Closed:
    """Ids of rows that never were."""
    return Closed(uuid4(), (uuid4(), uuid4()), (uuid4(), uuid4()))


def test_what_is_closed_changes_no_answer_to_a_colleague(tmp_path: Path) -> None:
    """Every question asked before and after: the same words, the same counts, the same papers."""
    desk, _ = make_pair(tmp_path)
    lives = closed_lives.settle_in(desk.services())
    other = colleague(desk)
    before = answers(other, lives, nobody())
    closed = closed_lives.close(desk.services(), lives)
    after = answers(other, lives, closed)
    assert len(after) > 200
    assert {name: after[name] for name in after if after[name] != before[name]} == {}
    seen = answers(desk.services(), lives, closed)
    assert len({name for name in seen if seen[name] != after[name]}) > 20


def test_a_colleague_sees_who_is_paid_and_nothing_of_why(tmp_path: Path) -> None:
    desk, _ = make_pair(tmp_path)
    services = desk.services()
    lives = closed_lives.settle_in(services)
    closed = closed_lives.close(services, lives)
    other = colleague(desk)
    before = other.upkeep.doctor()
    closed_lives.pay(services, closed)
    after = other.upkeep.doctor()
    assert after.operations == before.operations + 2
    assert after.records == before.records | {"allowance": before.records["allowance"] + 2}
    told = answers(other, lives, closed)
    asked_for = {name: text for name, text in told.items() if not name.startswith("search.")}
    assert found_in(asked_for.items(), words=WORDS) == []
    [listed] = [text for name, text in told.items() if name.startswith("printing.beneficiaries")]
    for name in (closed_lives.ADULT, closed_lives.INFECTED_CHILD, closed_lives.DISABLED):
        assert name in listed
    assert other.person_pages.page(lives.adult).paid_vnd > 0


def test_nothing_of_it_lies_on_a_device_that_is_not_cleared(
    places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    """Through totals, forks, differences, settlements, direct swaps and a whole seeding."""
    caplog.set_level(logging.DEBUG)
    desk = places.commune.services()
    lives = closed_lives.settle_in(desk)
    places.round()
    closed = closed_lives.close(desk, lives)
    closed_lives.pay(desk, closed)
    places.round(direct=True)
    assert places.told(closed) == []
    assert paid(places.beside) == paid(places.office)
    for person in (lives.adult, lives.infected, lives.disabled):
        page = places.beside.uncleared().services().person_pages.page(person)
        assert page.paid_vnd > 0
    differ(places, closed)
    places.round(direct=True)
    assert places.told(closed) == []
    places.office.exchange.export(places.beside.id, places.courier.bag(), start=1)
    places.commune.exchange.export(places.beside.id, places.courier.bag(), start=1)
    assert places.told(closed) == []
    assert found_in([("log", caplog.text)], words=WORDS, ids=places.names(closed)) == []


def test_a_copied_disk_and_a_lost_laptop_tell_nothing_either(
    places: Places, tmp_path: Path
) -> None:
    desk = places.commune.services()
    lives = closed_lives.settle_in(desk)
    closed = closed_lives.close(desk, lives)
    closed_lives.pay(desk, closed)
    places.round(direct=True)
    places.commune.store.close()
    twin = places.commune.copy(tmp_path / "twin.db")
    for one, note in ((places.commune, "một"), (twin, "hai")):
        one.edit(lives.adult, note=note)
        one.edit(closed.facts[0], kind="restricted_fact", note=note)
    for _ in range(2):
        places.round(direct=True)
        replace(places, commune=twin).round(direct=True)
    with places.office.store.read() as connection:
        forked = connection.exec_driver_sql(
            "SELECT channel FROM sync_fork JOIN sync_stream USING (stream)"
        ).scalars()
        assert set(forked) >= {"base", "case"}
    assert places.told(closed) == []
    places.office.care.withdraw(places.commune.id, "máy bị mất")
    replace(places, commune=places.beside).courier.carry(places.office, places.beside)
    places.courier.carry(places.office, places.neighbour)
    assert places.told(closed) == []


def test_who_moves_takes_the_closed_records_along_unseen(places: Places, tmp_path: Path) -> None:
    """Carried over by a cleared officer to a commune of two laptops, one of them not cleared."""
    far = make_desk(tmp_path, 4, pv=NEIGHBOUR)
    enrol(far, places.office, restricted=False)
    open_to = replace(places, neighbour=far)
    desk = places.commune.services()
    lives = closed_lives.settle_in(desk)
    closed = closed_lives.close(desk, lives)
    closed_lives.pay(desk, closed)
    places.round()
    open_to.round()
    leaving = Leaving(NEIGHBOUR, "2026-08-02", "31/QĐ-UBND", "2026-08-03", "Y Thim Byă")
    for person in (lives.adult, lives.infected):
        desk.moving.prepare(person, leaving)
    places.round()
    office = places.office.services()
    for person in (lives.adult, lives.infected):
        office.moving.move(person, source=PV, target=NEIGHBOUR, on="2026-08-02")
    for _ in range(2):
        places.round()
        open_to.round()
    assert open_to.told(closed) == []
    there = places.neighbour.services()
    assert len(there.dossiers.lines()) > len(far.uncleared().services().dossiers.lines())
    with far.store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM person WHERE alive").scalars().all()
    assert {closed_lives.ADULT, closed_lives.INFECTED_CHILD} <= set(names)


def paid(desk: Desk) -> list[tuple[bytes, int]]:
    """Who is paid how much: the same for everybody, without a reason."""
    with desk.store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT person, monthly_vnd FROM allowance WHERE alive ORDER BY id"
        ).all()
    assert len(rows) == 3
    return [(person, vnd) for person, vnd in rows]


def differ(places: Places, closed: Closed) -> None:
    """Two entries about a closed dossier, one of them chosen for a reason."""
    row = closed.dossiers[0]
    places.round()
    places.commune.edit(row, kind="restricted_dossier", proxy_relation="dì")
    places.commune.edit(row, kind="restricted_dossier", reason="x")
    places.office.edit(row, kind="restricted_dossier", reason="y", coefficient="2.5")
    places.commune.edit(row, kind="restricted_dossier", coefficient="2.0")
    places.round()
    found = [one for one in places.commune.exchange.differences() if one.field == "coefficient"]
    assert len(found) == 1
    places.commune.exchange.settle(found[0], found[0].entries[0], "vì hồ sơ kín ghi đúng")


def test_the_scan_would_find_it(places: Places) -> None:
    """The office is cleared: there everything that is looked for stands."""
    desk = places.commune.services()
    closed = closed_lives.close(desk, closed_lives.settle_in(desk))
    closed_lives.pay(desk, closed)
    places.round()
    held = list(everything(places.office, places.courier.folder))
    for word in WORDS:
        if word in ("0911 335 712", "vì hồ sơ kín ghi đúng"):
            continue
        assert found_in(held, words=[word]), word
    for code in CODES:
        assert found_in(held, codes=[code]), code
    for name in (closed.case.bytes, *(one.bytes for one in closed.facts)):
        assert found_in(held, ids=[name])
