"""Who was met twice is told so, in the channel concerned, once, and only about its own streams."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import select

from app.models.forks import sync_fork
from app.storage.streams import StreamBook
from app.sync import canonical
from app.sync.fork_report import ForkReport
from app.sync.here import here
from app.sync.reject import Reject
from app.sync.steps.check_bundle import Checked
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def trio(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """A laptop, its copy, and the office that has met both."""
    laptop, office = make_pair(tmp_path)
    laptop.person()
    laptop.store.close()
    twin = laptop.copy(tmp_path / "twin.db")
    laptop.person("Người A")
    twin.person("Người B")
    courier = Courier(tmp_path / "way")
    courier.carry(laptop, office)
    courier.carry(twin, office)
    return laptop, twin, office


def offered(office: Desk, peer: Desk, channel: str) -> list[bytes]:
    with office.store.read() as connection:
        at = here(connection)
        return ForkReport().offer(connection, at, at.known[peer.id], channel)


def take(desk: Desk, payload: bytes) -> list[str]:
    with desk.store.write(desk.session.officer) as work:
        at = here(work.connection)
        sender = next(one for one in at.known.values() if one.id != at.own.id)

        class Told:
            pass

        told = Told()
        told.sender = sender  # type: ignore[attr-defined]  # all that is asked of it
        ForkReport().take(work, at, cast(Checked, told), payload)
        states = work.connection.execute(select(sync_fork.c.state)).scalars().all()
        work.commit()
    return [str(one) for one in states]


def test_every_copy_hears_of_it_once(trio: tuple[Desk, Desk, Desk]) -> None:
    laptop, twin, office = trio
    [report] = offered(office, laptop, "base")
    assert offered(office, laptop, "case") == []
    for desk in (laptop, twin):
        assert take(desk, report) == ["told"]
        assert take(desk, report) == ["told"]


def test_what_it_says_of_others_is_passed_over(trio: tuple[Desk, Desk, Desk]) -> None:
    laptop, _twin, office = trio
    [report] = offered(office, laptop, "base")
    assert take(office, report) == ["open"]
    with laptop.store.read() as connection:
        assert len(list(StreamBook(connection))) > 0
    with pytest.raises(Reject, match="malformed"):
        take(laptop, canonical.encode([1, []]))
