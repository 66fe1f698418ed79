"""Birthdays and endings of a whole register."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from app.storage.queries.life_events import any_person, birthdays, endings, poverty_of
from tests.factories import PV
from tests.fakes.desk import open_desk

FIRST, LAST = date(2025, 11, 13), date(2026, 1, 12)


def test_only_the_living_who_stayed_with_a_known_day(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    with desk.store.read() as connection:
        assert not any_person(connection, PV)
    kept = desk.person("Thị Mbỡng", "1945-12-06")
    desk.person("Y Lô", "1945-12-06", death_on="2025-01-01")
    desk.person("Y Pơr", "1945-12-06", moved_on="2025-01-01")
    desk.person("Y Thim", "1945")
    desk.person("Y Krong", "1945-12-08")
    with desk.store.read() as connection:
        days = (date(1945, 12, 5), date(1945, 12, 7))
        assert [one.person for one in birthdays(connection, PV, [days])] == [kept]
        assert any_person(connection, PV)


def test_endings_and_poverty(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    home = desk.household([("Y Lô", "1980", "nam")], poverty="can_ngheo")
    person = desk.members(home)["Y Lô"]
    desk.fact("disability", person, value="nang", valid_to="2025-12-30")
    gone = desk.person("Y Pơr", "1945", moved_on="2025-01-01")
    desk.fact("disability", gone, value="nang", valid_to="2025-12-30")
    desk.fact("marital", person, value="goa", valid_to="2025-12-30")
    desk.fact("disability", person, value="nang", valid_to="2026-12-30")
    with desk.store.read() as connection:
        found = endings(connection, PV, ("disability", "pregnancy"), FIRST, LAST)
        assert [(one.person, one.on) for one in found] == [(person, "2025-12-30")]
        assert poverty_of(connection, PV, [person, UUID(int=1)], "2025-11-13") == {
            person: "can_ngheo"
        }
        assert poverty_of(connection, PV, [person], "2024-11-13") == {}
