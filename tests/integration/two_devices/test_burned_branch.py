"""A computer told two histories and burned: the office takes the second one up, once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.oplog.registry import Channel
from app.services.missing_parts import LONG_DAYS, MissingPart, MissingParts
from app.services.office import CommuneState, Office
from app.services.upkeep import Upkeep
from app.storage.streams import StreamBook
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.integration.two_devices.test_forks import differing, exchanged, people, twin_of
from tests.integration.two_devices.test_missing_part import hide, sent_from


@dataclass
class Burned:
    """The office holds what ``laptop`` wrote; what its ``twin`` wrote lies there aside."""

    laptop: Desk
    twin: Desk
    beside: Desk
    office: Desk
    courier: Courier
    known: UUID
    spare: Desk  # a third copy, on which nothing was written

    @property
    def parts(self) -> MissingParts:
        return MissingParts(self.office.store, self.office.session)

    def open_parts(self) -> list[MissingPart]:
        return [one for one in self.parts.all(PV) if not one.restricted]

    def same(self, *desks: Desk) -> None:
        exchanged(self.courier, *desks, office=self.office)
        assert len({desk.states() for desk in (*desks, self.office)}) == 1
        whole(*desks, self.office)


@pytest.fixture
def burned(tmp_path: Path) -> Burned:
    laptop, office = make_pair(tmp_path)
    beside = make_desk(tmp_path, 2)
    enrol(beside, office)
    courier = Courier(tmp_path / "way")
    known = laptop.person()
    hide(laptop, known)
    exchanged(courier, laptop, beside, office=office)
    twin, spare = twin_of(laptop, tmp_path), laptop.copy(tmp_path / "spare.db")
    laptop.edit(known, phone="0911")
    laptop.person("Nông Văn Lầu")
    lem = twin.person("H’Lem Kbuôr")
    twin.edit(lem, note="đã gặp")
    twin.edit(known, note="vắng nhà")
    hide(twin, lem)
    hide(laptop, known)
    courier.carry(laptop, office)
    return Burned(laptop, twin, beside, office, courier, known, spare)


def whole(*desks: Desk) -> None:
    for desk in desks:
        report = Upkeep(desk.store, cleared=True).doctor()
        assert report.healthy, report.findings


def chains(desk: Desk) -> dict[UUID, bytes]:
    with desk.store.read() as connection:
        return {
            one.id: one.chain
            for one in StreamBook(connection)
            if one.origin.channel is Channel.BASE and one.origin.pv == PV
        }


def test_what_a_burned_computer_told_otherwise_is_taken_up(burned: Burned) -> None:
    burned.courier.carry(burned.twin, burned.office)
    assert people(burned.office).keys() == {"Bế Văn Chính", "Nông Văn Lầu"}
    [found] = burned.open_parts()
    assert (found.missing, found.waiting, found.taken_up, found.long) == (0, 3, 0, False)
    assert burned.office.exchange.proof(burned.known, pv=PV).waiting == 1
    burned.office.clock.advance(days=LONG_DAYS + 1)
    assert all(one.long for one in burned.parts.all())
    burned.parts.take_up(burned.parts.all())
    assert burned.parts.all() == []
    with pytest.raises(Correctable, match="nothing_waits"):
        burned.parts.take_up([found])
    assert people(burned.office) == {
        "Bế Văn Chính": {"phone": "0911", "note": "vắng nhà"},
        "Nông Văn Lầu": {"phone": None, "note": None},
        "H’Lem Kbuôr": {"phone": None, "note": "đã gặp"},
    }
    assert burned.office.exchange.proof(burned.known, pv=PV).waiting == 0
    burned.same(burned.beside)
    assert differing(burned.office) == set()


def test_the_computer_comes_back_after_all_and_nothing_stands_twice(burned: Burned) -> None:
    burned.courier.carry(burned.twin, burned.office)
    burned.parts.take_up(burned.parts.all())
    burned.courier.carry(burned.office, burned.beside)
    burned.beside.edit(burned.known, note="đã về")  # on top of what the office wrote anew
    burned.courier.carry(burned.beside, burned.office)
    burned.twin.person("Giàng Thị Mỷ")
    burned.same(burned.twin, burned.beside, burned.laptop)
    assert people(burned.office) == {
        "Bế Văn Chính": {"phone": "0911", "note": "đã về"},
        "Nông Văn Lầu": {"phone": None, "note": None},
        "H’Lem Kbuôr": {"phone": None, "note": "đã gặp"},
        "Giàng Thị Mỷ": {"phone": None, "note": None},
    }
    assert differing(burned.office) == set()
    assert burned.parts.all() == []


def test_more_of_the_same_branch_is_taken_up_later(burned: Burned) -> None:
    burned.courier.carry(burned.twin, burned.office)
    burned.parts.take_up(burned.parts.all())
    burned.twin.person("Giàng Thị Mỷ")
    burned.courier.carry(burned.twin, burned.office)
    [more] = burned.open_parts()
    assert more.waiting == 1
    burned.parts.take_up([more])
    assert "Giàng Thị Mỷ" in people(burned.office)
    burned.same(burned.twin, burned.beside)


def test_what_only_a_colleague_keeps_of_a_burned_computer_reaches_the_office(
    burned: Burned,
) -> None:
    """The office's branch came to the colleague first; the other one lies aside there, at nobody's
    office, and its computer never comes back."""
    office, beside, carry = burned.office, burned.beside, burned.courier.carry
    carry(office, beside)
    carry(burned.twin, beside)
    assert "H’Lem Kbuôr" not in people(beside)
    carry(beside, office)
    assert sum(one.waiting for one in burned.parts.all()) == 4
    burned.parts.take_up(burned.parts.all())
    burned.same(beside)
    assert people(beside)["H’Lem Kbuôr"] == {"phone": None, "note": "đã gặp"}
    made = beside.exchange.export(office.id, burned.courier.bag())
    assert sum(one.operations for one in made) == 0
    assert [one.channel for one in made] == ["base"]


def test_a_colleague_who_holds_that_branch_follows_the_office(burned: Burned) -> None:
    burned.courier.carry(burned.twin, burned.beside)
    burned.courier.carry(burned.beside, burned.office)
    assert chains(burned.beside).items() - chains(burned.office).items()
    burned.parts.take_up(burned.parts.all())
    burned.same(burned.beside)
    assert chains(burned.beside) == chains(burned.office)
    compared = burned.beside.exchange.compared()
    assert compared
    assert all(one.agrees for one in compared)


def test_after_several_copies_everybody_holds_the_same_branch(burned: Burned) -> None:
    third = burned.spare
    third.person("Giàng Thị Mỷ")
    burned.courier.carry(third, burned.beside)
    burned.courier.carry(burned.twin, burned.office)
    desks = (burned.beside, third, burned.twin, burned.laptop)
    burned.same(*desks)
    assert chains(burned.beside) == chains(burned.office)
    assert burned.parts.all() == []


def test_a_withdrawn_computer_is_taken_up_for_nobody(burned: Burned) -> None:
    """What it tells otherwise may have been written after it was stolen."""
    burned.office.care.withdraw(burned.laptop.id, "mất máy")
    burned.courier.carry(burned.twin, burned.office)
    assert burned.parts.all() == []


def test_a_thief_cannot_put_another_past_in_place(burned: Burned) -> None:
    """Written anew by a withdrawn computer, what counted would count no more."""
    office, thief, carry = burned.office, burned.laptop, burned.courier.carry
    before = people(office)
    carry(burned.twin, burned.beside)
    meet(burned, thief)  # so that it writes anew what the office holds
    office.care.withdraw(thief.id, "mất máy")
    carry(thief, office)
    carry(burned.twin, office)
    assert people(office) == before
    whole(office)


def test_what_was_written_anew_gives_no_way_to_a_later_past(burned: Burned) -> None:
    """Another history that comes after the withdrawal takes nobody's place, told anew or not."""
    office, carry = burned.office, burned.courier.carry
    burned.spare.person("Giàng Thị Mỷ")
    both_told(burned)
    before = people(office)
    office.care.withdraw(burned.laptop.id, "mất máy")
    carry(burned.spare, office)
    assert people(office) == before
    whole(office)


def test_while_it_is_withdrawn_a_colleague_holds_what_counts_at_the_office(burned: Burned) -> None:
    """Its last number was told of the office's branch: under it another one would count here."""
    office, twin, carry = burned.office, burned.twin, burned.courier.carry
    carry(twin, burned.beside)
    carry(twin, office)
    carry(office, twin)  # writes its branch anew, and keeps that to itself for now
    assert "H’Lem Kbuôr" in people(burned.beside)
    office.care.withdraw(burned.laptop.id, "mất máy")
    for source in (office, twin, office):
        carry(source, burned.beside)
        assert people(burned.beside) == people(office)
    assert burned.beside.states() == office.states()
    whole(burned.beside)
    office.care.take_back(burned.laptop.id)
    burned.same(twin, burned.beside)
    assert "H’Lem Kbuôr" in people(burned.beside)


@pytest.mark.parametrize("first", ["gap", "branch"])
def test_what_its_own_program_wrote_anew_and_the_office_took_up_counts_once(
    burned: Burned, first: str
) -> None:
    """The office has the branch and a part of what was written anew; neither names the other."""
    office, twin = burned.office, burned.twin
    burned.courier.carry(twin, office)
    burned.courier.carry(office, twin)
    sent_from(twin, office, burned.courier, start=2)
    waiting = [one for one in burned.parts.all() if one.waiting]
    burned.parts.take_up([one for one in waiting if (one.missing > 0) is (first == "gap")])
    if waiting := [one for one in burned.parts.all() if one.waiting]:
        burned.parts.take_up(waiting)
    assert len(people(office)) == 3
    assert differing(office) == set()
    assert not any(one.waiting for one in burned.parts.all())
    with office.store.read() as connection:
        written = [
            stream.seq
            for stream in StreamBook(connection)
            if stream.origin.role == "office"
            and stream.origin.parent is not None
            and stream.origin.channel is Channel.BASE
        ]
    assert sum(written) == 3
    burned.same(twin, burned.beside)
    assert differing(office) == set()


def meet(burned: Burned, copy: Desk) -> None:
    """Through a colleague that copy gets to know the branch of the other one."""
    burned.courier.carry(copy, burned.beside)
    burned.courier.carry(burned.beside, copy)


def both_told(burned: Burned) -> None:
    """Each copy has met the other's branch and has written its own anew, as the office knows."""
    carry = burned.courier.carry
    carry(burned.twin, burned.beside)
    carry(burned.twin, burned.office)
    carry(burned.office, burned.twin)
    meet(burned, burned.laptop)
    for desk in (burned.twin, burned.laptop):
        carry(desk, burned.office)


def test_of_two_branches_written_anew_everybody_holds_the_offices(burned: Burned) -> None:
    both_told(burned)
    assert chains(burned.beside).items() - chains(burned.office).items()
    burned.courier.carry(burned.beside, burned.office)
    burned.courier.carry(burned.office, burned.beside)
    assert chains(burned.beside).items() <= chains(burned.office).items()
    burned.same(burned.beside)


def test_the_board_tells_what_to_do(burned: Burned) -> None:
    burned.courier.carry(burned.twin, burned.office)
    board = Office(burned.office.store, burned.office.session, burned.office.exchange)
    burned.office.clock.advance(days=40)
    line = next(one for one in board.communes() if one.pv == PV)
    assert (line.state, line.missing, line.waiting_days) == (CommuneState.TWO_COPIES, 0, 40)
    assert line.waiting == sum(one.waiting for one in burned.parts.all())


def test_restricted_records_are_taken_up_by_cleared_officers_only(burned: Burned) -> None:
    burned.courier.carry(burned.twin, burned.office)
    uncleared = burned.office.uncleared()
    mine = MissingParts(uncleared.store, uncleared.session)
    assert {one.restricted for one in mine.all()} == {False}
    mine.take_up(burned.parts.all())
    assert {one.restricted for one in burned.parts.all()} == {True}
