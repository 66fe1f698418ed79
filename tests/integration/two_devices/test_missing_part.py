"""The middle of a laptop's work never comes: the office takes up what waits, nothing is doubled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Action, Operation, Write, encode
from app.oplog.registry import Channel
from app.services.bundles import ExportedBundle
from app.services.missing_parts import LONG_DAYS, MissingParts
from app.services.upkeep import Upkeep
from app.storage import aside
from app.storage.reproject import reproject
from tests.factories import PV
from tests.fakes.courier import Courier, deliver
from tests.fakes.desks import Desk, enrol, make_desk, make_pair


@dataclass
class Gap:
    """A laptop with a colleague's laptop beside it, and an office that lacks a part in between."""

    laptop: Desk
    beside: Desk
    office: Desk
    courier: Courier
    middle: list[ExportedBundle]
    known: UUID  # whom everybody knew
    late: UUID  # who was entered behind the gap

    @property
    def parts(self) -> MissingParts:
        return MissingParts(self.office.store, self.office.session)

    def all_the_same(self) -> None:
        for _ in range(3):
            for desk in (self.laptop, self.beside):
                self.courier.carry(desk, self.office)
                self.courier.carry(self.office, desk)
        assert self.laptop.states() == self.office.states() == self.beside.states()
        for desk in (self.laptop, self.beside, self.office):
            assert Upkeep(desk.store, cleared=True).doctor().healthy
            assert desk.exchange.compared() == [] or all(
                one.agrees for one in desk.exchange.compared()
            )


def hide(desk: Desk, person: UUID) -> None:
    with desk.store.write(desk.session.officer) as work:
        work.create(
            "restricted_fact",
            {"subject_kind": "person", "subject": person, "kind": "hiv", "value": "co"},
        )
        work.commit()


def sent_from(
    laptop: Desk, office: Desk, courier: Courier, *, channel: str = "base", start: int = 5
) -> None:
    """Only the file of that channel arrives, and it begins at ``start``."""
    made = laptop.exchange.export(office.id, courier.bag(), start=start)
    deliver([one for one in made if one.channel == channel], office)


@pytest.fixture
def gap(tmp_path: Path) -> Gap:
    laptop, office = make_pair(tmp_path)
    beside = make_desk(tmp_path, 2)
    enrol(beside, office)
    courier = Courier(tmp_path / "way")
    known = laptop.person()
    hide(laptop, known)
    courier.carry(laptop, office)
    for desk in (laptop, beside):
        courier.carry(office, desk)
    lost = laptop.person("Nông Văn Lầu")
    laptop.edit(known, phone="0911")
    hide(laptop, lost)
    middle = courier.fetch(laptop, office.id)
    late = laptop.person("H’Lem Kbuôr")
    laptop.edit(late, note="đã gặp")
    laptop.edit(known, phone="0922", birth="1966")
    hide(laptop, late)
    for channel, start in (("base", 5), ("case", 3)):
        sent_from(laptop, office, courier, channel=channel, start=start)
    return Gap(laptop, beside, office, courier, middle, known, late)


def people(desk: Desk) -> dict[str, tuple[str | None, str | None]]:
    with desk.store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, phone, note FROM person WHERE alive ORDER BY name"
        )
        return {row.name: (row.phone, row.note) for row in rows}


def test_what_waits_is_taken_up_and_reaches_everybody(gap: Gap) -> None:
    assert people(gap.office).keys() == {"Bế Văn Chính"}
    told = gap.parts.all(PV)
    assert {one.restricted for one in told} == {False, True}
    assert all(one.waiting and one.missing and not one.taken_up for one in told)
    assert not any(one.long for one in told)
    gap.office.clock.advance(days=LONG_DAYS + 1)
    assert all(one.long for one in gap.parts.all())
    gap.parts.take_up(told)
    assert [(one.waiting, one.taken_up) for one in gap.parts.all()] == [
        (0, one.waiting) for one in told
    ]
    assert people(gap.office) == {
        "Bế Văn Chính": ("0922", None),
        "H’Lem Kbuôr": (None, "đã gặp"),
    }
    with pytest.raises(Correctable, match="nothing_waits"):
        gap.parts.take_up(told)
    gap.courier.carry(gap.beside, gap.office)
    gap.courier.carry(gap.office, gap.beside)
    assert people(gap.beside) == people(gap.office)
    assert gap.beside.states() == gap.office.states()
    assert gap.beside.exchange.differences() == gap.office.exchange.differences() == []


def test_the_missing_part_comes_after_all_and_nothing_stands_twice(gap: Gap) -> None:
    gap.parts.take_up(gap.parts.all())
    gap.courier.carry(gap.office, gap.beside)
    gap.beside.edit(gap.late, note="đã gặp lại")  # on top of what the office wrote anew
    gap.beside.edit(gap.known, phone="0933")
    deliver(gap.middle, gap.office)
    assert gap.parts.all() == []
    gap.laptop.edit(gap.late, name="H’Lem Byă")  # on top of what it wrote itself
    gap.all_the_same()
    assert people(gap.office) == {
        "Bế Văn Chính": ("0933", None),
        "H’Lem Byă": (None, "đã gặp lại"),
        "Nông Văn Lầu": (None, None),
    }
    assert gap.office.exchange.differences() == []


def test_more_behind_the_same_gap_is_taken_up_later(gap: Gap) -> None:
    gap.parts.take_up(gap.parts.all())
    gap.laptop.edit(gap.late, note="vắng nhà")
    sent_from(gap.laptop, gap.office, gap.courier)
    [more] = [one for one in gap.parts.all() if not one.restricted]
    assert (more.waiting, more.taken_up) == (1, 3)
    gap.parts.take_up([more])
    assert people(gap.office)["H’Lem Kbuôr"] == (None, "vắng nhà")
    deliver(gap.middle, gap.office)
    gap.all_the_same()


def test_a_withdrawn_laptop_counts_through_nobody(gap: Gap) -> None:
    gap.office.care.withdraw(gap.laptop.id, "mất máy")
    assert [one.waiting for one in gap.parts.all()] == [0, 0]
    with pytest.raises(Correctable, match="nothing_waits"):
        gap.parts.take_up(gap.parts.all())


def test_nobody_gets_more_rights_by_going_through_the_office(gap: Gap) -> None:
    """A commune's notice is not allowed; neither is it once the office has taken it up."""
    notice = BY_NAME["notice"]
    with gap.laptop.store.write(gap.laptop.session.officer) as work:
        stream = work.streams.own(gap.laptop.id, Channel.BASE, PV)
        number = notice.by_name["title"].number
        forged = Operation(
            1, stream.seq + 1, 1, 1, bytes(16), Action.EDIT, notice.number, PV, b"n" * 16,
            [Write(number, "giả", [])],
        )  # fmt: skip
        work.receive(stream, encode(forged))
        work.commit()
    sent_from(gap.laptop, gap.office, gap.courier)
    gap.parts.take_up(gap.parts.all())
    with gap.office.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM notice").scalar_one() == 0
    deliver(gap.middle, gap.office)
    gap.all_the_same()


def test_communes_and_uncleared_officers_take_up_no_more_than_they_see(gap: Gap) -> None:
    with pytest.raises(Correctable, match="wrong_role"):
        MissingParts(gap.laptop.store, gap.laptop.session).all()
    uncleared = gap.office.uncleared()
    mine = MissingParts(uncleared.store, uncleared.session)
    every = gap.parts.all()
    assert {one.restricted for one in mine.all()} == {False}
    mine.take_up(every)
    assert {one.restricted: one.taken_up for one in gap.parts.all()}[True] == 0


def test_what_is_not_taken_up_yet_is_counted(gap: Gap) -> None:
    assert gap.office.exchange.proof(gap.known, pv=PV).waiting == 1


def test_the_first_entry_behind_the_gap_is_told_as_its_writers(gap: Gap) -> None:
    gap.office.edit(gap.known, birth="1970")
    gap.parts.take_up(gap.parts.all())
    [found] = gap.office.exchange.differences()
    assert {(one.value, one.office) for one in found.entries} == {("1970", True), ("1966", False)}
    told = gap.office.exchange.proof(gap.late, pv=PV)
    assert (told.traces[0].standing, told.traces[0].here, told.waiting) == ("in_use", False, 0)
    assert "đã đưa vào thay máy đó" in told.traces[0].way_words()


def test_a_change_taken_up_is_read_once_at_its_own_laptop(gap: Gap) -> None:
    before = len(gap.laptop.exchange.proof(gap.late).traces)
    gap.parts.take_up(gap.parts.all())
    gap.courier.carry(gap.office, gap.laptop)
    found = gap.laptop.exchange.proof(gap.late).traces
    assert len(found) == before
    assert all(one.here and one.standing == "in_use" for one in found)


def test_a_branch_whose_beginning_never_came_is_kept_and_taken_up(gap: Gap) -> None:
    """The laptop is set back and goes on otherwise: what is parked here is nowhere else."""
    with gap.laptop.store.write(gap.laptop.session.officer) as work:
        stream = work.streams.own(gap.laptop.id, Channel.BASE, PV)
        assert stream.seq == 7
        moved = aside.cut(work, stream, 2)
        reproject(work, {one.row for one in moved})
        work.commit()
    for name in "ABCDEF":
        gap.laptop.person(f"Bế Văn {name}")
    gap.courier.carry(gap.laptop, gap.office)
    assert "Bế Văn F" in people(gap.office)
    [part] = [one for one in gap.parts.all() if not one.restricted]
    assert (part.missing, part.waiting) == (0, 3)
    gap.parts.take_up([part])
    assert "H’Lem Kbuôr" in people(gap.office)
    gap.courier.carry(gap.beside, gap.office)
    gap.courier.carry(gap.office, gap.beside)
    assert gap.beside.states() == gap.office.states()
    assert Upkeep(gap.office.store, cleared=True).doctor().healthy
