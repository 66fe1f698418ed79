"""Workstations for the benchmark, made once under ``build/bench`` with a key known to it."""

from __future__ import annotations

from pathlib import Path

from app.core.clock import SystemClock
from app.services import access, station_making
from app.services.container import Services
from app.services.station_making import NewStation
from app.storage import key_store

PASSPHRASE = "bốn từ để đo máy"
UNIT = 224640
AT_ONCE = 4_000  # persons in one transaction; a multiple of four
GIVEN = ("Hoa", "Páo", "Ndŭr", "Rơ̆m", "Lem", "Sình", "Dợ", "Krong", "Mai", "Thiên")
FAMILY = ("Nguyễn Thị", "Giàng A", "Điểu", "H’", "Nông Văn", "Sùng Thị", "Y", "Trần Văn")


def station(folder: Path, persons: int) -> tuple[Path, bytes]:
    """A commune's workstation with that many persons; its folder and database key."""
    place, key_file = folder / f"station-{persons}", folder / f"station-{persons}.key"
    if not key_file.exists():
        new = NewStation("commune", UNIT, "Lương Thị Hạnh", "Chuyên viên", PASSPHRASE)
        services = station_making.create_station(place, new, SystemClock()).services
        fill(services, persons)
        officer = services.session.officer
        services.close()
        key_file.write_bytes(key_store.unlock_officer(place, officer, PASSPHRASE).key)
    return place, key_file.read_bytes()


def fill(services: Services, persons: int) -> None:
    """Enter invented persons, four to a household: eleven changes for four persons."""
    store = services.people._store  # the benchmark writes as fast as the store can
    officer = services.session.officer
    with store.write(officer) as work:
        village = work.create("village", {"name": "Buôn Nui", "kind": "buôn"})
        work.commit()
    for first in range(0, persons, AT_ONCE):
        with store.write(officer) as work:
            for number in range(first, min(first + AT_ONCE, persons)):
                if number % 4 == 0:
                    address = f"Nhà {number}"
                    home = work.create("household", {"village": village, "address": address})
                one = work.create("person", _person(number))
                work.create("membership", {"household": home, "person": one, "relation": "khac"})
                if number % 4 == 0:
                    work.edit("household", home, {"head": one})
            work.commit()


def _person(number: int) -> dict[str, str]:
    return {
        "name": f"{FAMILY[number % 8]} {GIVEN[number * 7 % 10]} {number}",
        "sex": "nu" if number % 2 else "nam",
        "birth": f"{1930 + number % 90}",
        "ethnic_name": "Ê-đê",
        "pin": f"067{number % 2}{number % 90 + 10}{number:06d}",
    }


def opened(folder: Path, persons: int) -> Services:
    """The station open without paying for the passphrase."""
    from app.core.station import read_card

    place, key = station(folder, persons)
    card = read_card(place)
    assert card is not None
    return access.open_with_key(place, card.officers[0].id, key, SystemClock())
