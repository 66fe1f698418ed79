"""What rides along: once in each export and channel, ahead or behind, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Connection, text

from app.storage.unit_of_work import UnitOfWork
from app.sync import limits, riders
from app.sync.container import Segment
from app.sync.here import Here
from app.sync.reject import Reject
from app.sync.steps.check_bundle import Checked
from app.sync.trust_store import Device
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair

EARLY, LATE = 200, 201  # kinds that nobody uses


@dataclass
class Note:
    """A rider that says one word and notes how many persons were there when it arrived."""

    words: dict[str, bytes] = field(default_factory=lambda: {"base": b"word"})
    persons: list[int] = field(default_factory=list)
    refuses: bool = False

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        return [self.words[channel]] if channel in self.words else []

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        assert payload in self.words.values()
        if self.refuses:
            raise Reject("malformed")
        found = work.connection.execute(text("SELECT count(*) FROM person WHERE alive"))
        self.persons.append(found.scalar_one())


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> Note:
    note = Note()
    monkeypatch.setitem(cast("dict[int, Note]", riders.BEFORE), EARLY, note)
    return note


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Note:
    note = Note()
    monkeypatch.setitem(cast("dict[int, Note]", riders.AFTER), LATE, note)
    return note


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_one_stands_ahead_of_the_operations_the_other_behind(
    pair: tuple[Desk, Desk], tmp_path: Path, early: Note, late: Note
) -> None:
    commune, office = pair
    commune.person("Nông Thị Mai")
    Courier(tmp_path / "way").carry(commune, office)
    assert (early.persons, late.persons) == ([0], [1])


def test_an_answer_without_operations_carries_it_too(
    pair: tuple[Desk, Desk], tmp_path: Path, late: Note
) -> None:
    commune, office = pair
    Courier(tmp_path / "way").carry(office, commune)
    assert late.persons == [0]


def test_a_refusal_refuses_the_whole_bundle(
    pair: tuple[Desk, Desk], tmp_path: Path, late: Note
) -> None:
    commune, office = pair
    commune.person("Nông Thị Mai")
    late.refuses = True
    before = office.states()
    Courier(tmp_path / "way").carry(commune, office)
    assert office.states() == before
    assert office.exchange.received()[0].state == "refused"


def test_what_nobody_here_knows_is_passed_over(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    commune.person("Nông Thị Mai")
    with monkeypatch.context() as newer:
        newer.setitem(cast("dict[int, Note]", riders.AFTER), LATE, Note())
        files = commune.exchange.export(None, tmp_path)
    [outcome] = office.exchange.import_files([tmp_path / one.name for one in files])
    assert outcome.state == "new"
    assert office.states() == commune.states()


def test_no_more_is_sent_than_a_reader_keeps(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workstation of many scopes tells totals and rows of each."""
    commune, office = pair

    def many(
        self: Note, connection: Connection, at: Here, peer: Device, channel: str
    ) -> list[bytes]:
        return [b"word"] * limits.MAX_RIDERS if channel == "base" else []

    monkeypatch.setattr(Note, "offer", many)
    monkeypatch.setitem(cast("dict[int, Note]", riders.AFTER), LATE, Note())
    monkeypatch.setitem(cast("dict[int, Note]", riders.EACH), LATE + 1, Note())
    commune.person("Nông Thị Mai")
    [outcome] = Courier(tmp_path / "way").carry(commune, office)
    assert outcome.state == "new"


def test_neither_long_nor_many_are_kept(pair: tuple[Desk, Desk], late: Note) -> None:
    _, office = pair
    with office.store.write(office.session.officer) as work:
        unloading = riders.Unloading(work, cast(Here, None))
        with pytest.raises(Reject) as caught:
            unloading.take(Segment(LATE, bytes(limits.MAX_RIDER + 1), 1), cast(Checked, None))
        assert caught.value.code == "too_large"
        for _ in range(limits.MAX_RIDERS):
            unloading.take(Segment(LATE, b"word", 1), cast(Checked, None))
        with pytest.raises(Reject):
            unloading.take(Segment(LATE, b"word", 1), cast(Checked, None))
