"""Two real stations and a courier: whatever happens on the way, both end up with the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.oplog.registry import Channel
from app.services.upkeep import Upkeep
from tests.factories import PV
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, make_desk, make_pair


def test_what_the_commune_wrote_stands_at_the_office(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    commune.hide()
    made = courier.fetch(commune)
    assert [(one.channel, one.operations, one.number) for one in made] == [
        ("base", 2, 1),
        ("case", 1, 1),
    ]
    outcomes = deliver(made, office)
    assert [(one.state, one.made, one.changed) for one in outcomes] == [
        ("new", 2, 0),
        ("new", 1, 0),
    ]
    assert [one.check_words for one in outcomes] == [one.check_words for one in made]
    assert commune.states() == office.states()


def test_the_same_import_twice_changes_nothing(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    commune.hide()
    made = courier.fetch(commune)
    deliver(made, office)
    before, history = office.states(), office.exchange.received()
    assert [one.state for one in deliver(made, office)] == ["known", "known"]
    again = [courier.copy(one.path, f"again-{one.name}") for one in made]
    assert {one.state for one in office.exchange.import_files(again)} == {"known"}
    assert office.states() == before
    assert office.exchange.received() == history


def test_what_was_not_confirmed_is_sent_again_and_harms_nothing(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    commune.person()
    lost = courier.fetch(commune)
    commune.person("Nông Văn Lầu")
    [second] = courier.fetch(commune)
    assert second.operations == lost[0].operations + 1
    [outcome] = deliver([second], office)
    assert outcome.made == 3
    [late] = deliver(lost, office)
    assert (late.state, late.made, late.changed) == ("new", 0, 0)
    assert commune.states() == office.states()


def test_the_answer_confirms_and_brings_the_offices_change(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    person = commune.person()
    courier.carry(commune, office)
    assert commune.exchange.outgoing().unconfirmed == 1
    office.edit(person, phone="0912345678")
    [answer] = courier.carry(office, commune)
    assert (answer.state, answer.changed) == ("new", 1)
    assert commune.exchange.outgoing().unconfirmed == 0
    [line] = commune.exchange.sent()
    assert line.arrived_ms is not None
    assert commune.states() == office.states()
    [nothing] = courier.fetch(commune)
    assert nothing.operations == 0


def test_outgoing_counts_what_was_not_sent(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, _ = pair
    commune.hide()
    before = commune.exchange.outgoing()
    assert before.topics == {"people": 1, "facts": 1}
    assert (before.operations, before.since_ms) == (3, None)
    courier.fetch(commune)
    after = commune.exchange.outgoing()
    assert (after.topics, after.operations, after.unconfirmed) == ({}, 0, 2)
    assert after.since_ms is not None
    commune.person()
    assert commune.exchange.outgoing().topics == {"people": 1}


def test_two_entries_become_a_difference_and_the_settlement_travels(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    person = commune.person()
    courier.carry(commune, office)
    commune.edit(person, birth="1965-12-11", phone="0911111111")
    office.edit(person, birth="1965-11-12", note="đã gặp")
    courier.carry(office, commune)
    courier.carry(commune, office)
    assert commune.states() == office.states()
    [found] = commune.exchange.differences()
    assert (found.kind, found.field, found.base, found.money) == ("person", "birth", "1965", True)
    assert found.subject == "Bế Văn Chính"
    assert {(one.value, one.who, one.here) for one in found.entries} == {
        ("1965-12-11", "Cán bộ 1", True),
        ("1965-11-12", "Cán bộ 9", False),
    }
    [there] = office.exchange.differences()
    assert {one.value for one in there.entries} == {one.value for one in found.entries}
    mine = next(one for one in found.entries if one.here)
    commune.exchange.settle(found, mine, "Đã xem thẻ căn cước")
    assert commune.exchange.differences() == []
    courier.carry(commune, office)
    assert office.exchange.differences() == []
    assert commune.states() == office.states()
    with office.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT birth, phone, note FROM person").all()
        reasons = connection.exec_driver_sql("SELECT reason, field FROM settlement").all()
    assert rows == [("1965-12-11", "0911111111", "đã gặp")]
    assert reasons == [("Đã xem thẻ căn cước", "birth")]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_bad_courier_only_delays(tmp_path: Path, seed: int) -> None:
    commune, office = make_pair(tmp_path)
    courier = Courier(tmp_path, seed)
    people = [commune.person()]
    for turn in range(6):
        commune.person(f"Người thứ {turn}")
        commune.hide()
        courier.carry_badly(commune, office)
        if turn % 2:
            courier.carry_badly(office, commune)
        commune.edit(people[0], phone=f"091234567{turn}")
    courier.carry(commune, office)
    courier.carry(office, commune)
    assert commune.states() == office.states()
    for desk in (commune, office):
        assert Upkeep(desk.store, cleared=True).doctor().healthy


def test_nothing_goes_out_before_enrolment(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 1)
    desk.person()
    with pytest.raises(Correctable, match="not_enrolled"):
        desk.exchange.export(None, tmp_path)
    file = tmp_path / "x.tgxh"
    file.write_bytes(b"anything")
    with pytest.raises(Correctable, match="not_enrolled"):
        desk.exchange.import_files([file])
    assert desk.exchange.outgoing().operations == 2


def test_a_whole_folder_is_taken_in(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    commune.hide()
    [one, _] = courier.fetch(commune)
    (one.path.parent / "thư.txt").write_text("not for us")
    outcomes = office.exchange.import_files([one.path.parent])
    assert [o.state for o in outcomes] == ["new", "new"]
    assert list((office.folder / "spool").iterdir()) == []


def test_verify_tells_without_taking_in(pair: tuple[Desk, Desk], courier: Courier) -> None:
    commune, office = pair
    commune.person()
    [one] = courier.fetch(commune)
    before = office.states()
    report = office.exchange.verify(one.path)
    assert (report.sender, report.channel, report.operations) == ("Phường Bắc Gia Nghĩa", "base", 2)
    assert report.topics == {"people": 1}
    assert report.check_words == one.check_words
    assert office.states() == before
    assert office.exchange.received() == []


def test_an_expired_enrolment_warns_and_stops_nothing(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    commune.person()
    office.clock.advance(days=300)
    office.care.renew(office.id)
    office.clock.advance(days=180)
    [outcome] = courier.carry(commune, office)
    assert outcome.state == "new"
    assert outcome.warning is not None


def test_a_clock_that_is_wrong_by_years_throws_nobody_out(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    commune.person()
    office.clock.advance(days=7300)
    [outcome] = courier.carry(commune, office)
    assert outcome.state == "new"
    [outcome] = courier.carry(office, commune)
    assert outcome.state == "new"
    assert outcome.warning is not None
    commune.clock.advance(days=-20000)
    assert commune.trust.standing().state == "good"


def test_every_channel_both_hold_is_the_same_after_many_turns(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    person = commune.person()
    for turn in range(3):
        commune.hide()
        courier.carry(commune, office)
        office.edit(person, note=f"lần {turn}")
        courier.carry(office, commune)
    for channel in (Channel.BASE, Channel.CASE):
        assert commune.state(channel, PV) == office.state(channel, PV)


def test_everything_or_from_a_number_on_can_be_sent_again(
    pair: tuple[Desk, Desk], courier: Courier
) -> None:
    commune, office = pair
    for number in range(5):
        commune.person(f"Điểu {number}")
    courier.carry(commune, office)
    courier.carry(office, commune)
    [nothing] = commune.exchange.export(None, courier.bag())
    [late] = commune.exchange.export(None, courier.bag(), start=4)
    again = commune.exchange.export(None, courier.bag(), start=1)
    assert (nothing.operations, late.operations, again[0].operations) == (0, 3, 7)
    before = office.states()
    assert [one.state for one in deliver([late, *again], office)] == ["new", "new"]
    assert office.states() == before
    with pytest.raises(Correctable, match="start_too_small"):
        commune.exchange.export(None, courier.bag(), start=0)
