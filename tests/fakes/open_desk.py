"""An officer at an open workstation with every use case, and a household to work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from app.core.clock import FixedClock
from app.services.container import Services
from app.services.households import NewMember
from app.services.session import Session
from app.services.station import Station
from app.storage.store import Store
from tests.factories import KEY, OFFICER, open_store

CU_JUT = 224640  # xã Cư Jút since 1/7/2025
FRIDAY = date(2025, 11, 14)


@dataclass(frozen=True, slots=True)
class Household:
    """A household that was entered for a test."""

    village: UUID
    id: UUID
    people: tuple[UUID, ...]


def open_desk(
    folder: Path, *, day: date = FRIDAY, cleared: bool = True, number: int = 1
) -> Services:
    """A commune's workstation on a fixed day, no passphrase stretched."""
    store = desk_store(folder, day=day, number=number)
    return at_desk(store, folder, cleared=cleared)


def desk_store(folder: Path, *, day: date = FRIDAY, number: int = 1) -> Store:
    """The open file of a commune's workstation with one officer."""
    store = open_store(folder, number=number, pv=CU_JUT, clock=FixedClock.on(day))
    with store.write(OFFICER) as work:
        work.create("officer", {"name": "Lương Thị Hạnh", "title": "Chuyên viên"}, row_id=OFFICER)
        work.commit()
    return store


def at_desk(store: Store, folder: Path, *, cleared: bool = True) -> Services:
    """Every use case for an officer, or for a colleague who is not cleared."""
    session = Session(OFFICER, "Lương Thị Hạnh", "Chuyên viên", CU_JUT, "commune", cleared)
    return Services(store, session, Station(store, session, folder, key=KEY), store.close)


def poor_widow(services: Services, name: str = "H’Rơ̆m Ƀuôn Yă") -> Household:
    """An old woman who lives alone, in a poor household of Buôn Nui."""
    village = services.households.add_village({"name": "Buôn Nui", "kind": "buôn"}).made
    assert village is not None
    made = services.households.intake(
        {"village": village, "address": "cuối buôn"},
        [
            NewMember(
                {"name": name, "sex": "nu", "birth": "06/12/1945", "pin": "067145004417"},
                "chu_ho",
            )
        ],
        poverty="ngheo",
        poverty_from="2024",
    ).made
    assert made is not None
    members = services.households.file(made).members
    services.facts.add(
        "person",
        members[0].person,
        {"kind": "supporter", "value": "khong_co", "valid_from": "2024"},
    )
    return Household(village, made, tuple(one.person for one in members))
