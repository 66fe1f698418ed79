"""One object with every topic, for one officer at one open file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import AppError
from app.services.container import Services
from app.services.session import Session
from app.services.station import Station
from app.storage.store import Store
from tests.factories import KEY, OFFICER, PV, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path)
    yield store
    store.close()


def services(store: Store, folder: Path, released: list[str], *, cleared: bool = True) -> Services:
    session = Session(OFFICER, "Lê Thị Hoa", "", PV, "commune", cleared)
    station = Station(store, session, folder, key=KEY)
    return Services(store, session, station, lambda: released.append("released"))


def test_the_topics_share_one_file(store: Store, tmp_path: Path) -> None:
    every = services(store, tmp_path, [])
    made = every.people.intake({"name": "H’Bơ", "birth": "1950"}).made
    assert isinstance(made, UUID)
    every.facts.add("person", made, {"kind": "disability", "value": "nang"})
    assert [fact.kind for fact in every.facts.of(made)] == ["disability"]
    assert every.upkeep.doctor().records["person"] == 1
    assert every.folder == tmp_path
    assert every.clock is store.clock


def test_clearance_reaches_every_topic(store: Store, tmp_path: Path) -> None:
    made = services(store, tmp_path, []).people.intake({"name": "A", "birth": "1950"}).made
    assert made is not None
    entry = {"kind": "hiv", "value": "co"}
    services(store, tmp_path, []).facts.add("person", made, entry, restricted=True)
    colleague = services(store, tmp_path, [], cleared=False)
    assert colleague.facts.of(made) == []
    assert "restricted_fact" not in colleague.upkeep.doctor().records
    with pytest.raises(AppError):
        colleague.facts.add("person", made, entry, restricted=True)


def test_closing_lets_the_file_go(store: Store, tmp_path: Path) -> None:
    released: list[str] = []
    services(store, tmp_path, released).close()
    assert released == ["released"]
