"""Whom a birthday concerns, and when it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.services.life_events import life_events
from tests.factories import PV
from tests.fakes.desk import Desk, open_desk

TODAY = date(2025, 11, 13)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def pay(desk: Desk, person: UUID) -> None:
    with desk.store.write(desk.session.officer) as work:
        work.create("allowance", {"person": person, "monthly_vnd": 1, "from_month": "2025-01"})
        work.commit()


def ahead(desk: Desk, today: date = TODAY) -> list[tuple[date, int | None]]:
    with desk.store.read() as connection:
        return [(one.day, one.age) for one in life_events(connection, PV, today)]


@pytest.mark.parametrize(
    ("birth", "paid", "found"),
    [
        ("2009-11-13", True, [(date(2025, 11, 13), 16)]),  # today
        ("2010-01-12", True, [(date(2026, 1, 12), 16)]),  # the sixtieth day
        ("2010-01-13", True, []),
        ("2009-11-12", True, []),
        ("2009-11-13", False, []),  # draws nothing
        ("2021-12-01", True, [(date(2025, 12, 1), 4)]),
        ("1950-12-30", False, [(date(2025, 12, 30), 75)]),  # NĐ 176/2025 asks everybody
        ("1955-12-30", False, []),  # 70 counts for poor households
        ("1950", False, []),
    ],
)
def test_birthdays(desk: Desk, birth: str, found: list[object], *, paid: bool) -> None:
    person = desk.person("Thị Mbỡng", birth)
    if paid:
        pay(desk, person)
    assert ahead(desk) == found


def test_seventy_counts_for_poor_households(desk: Desk) -> None:
    desk.household([("Nông Văn Sình", "1955-12-21", "nam")], poverty="can_ngheo")
    assert ahead(desk) == [(date(2025, 12, 21), 70)]


def test_the_twenty_ninth_of_february(desk: Desk) -> None:
    desk.person("Y Lô", "1948-02-29")
    assert ahead(desk, date(2023, 2, 20)) == [(date(2023, 3, 1), 75)]
    assert ahead(desk, date(2023, 3, 2)) == []


def test_papers_that_run_out(desk: Desk) -> None:
    person = desk.person("Hoàng Thị Duyên", "1990")
    desk.fact("disability", person, value="nang", valid_to="2025-12-30")
    desk.fact("pregnancy", person, value="co", valid_to="2025-12-01")
    assert ahead(desk) == [(date(2025, 12, 1), None), (date(2025, 12, 30), None)]
