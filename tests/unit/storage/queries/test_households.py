"""Households, villages and who belongs where."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from app.services.households import Households
from app.storage.queries.households import (
    by_number,
    household_row,
    members,
    memberships_of,
    villages,
)
from app.storage.queries.people import numbers_found
from tests.factories import OFFICER, PV
from tests.fakes.desk import open_desk


def test_the_head_first_and_who_left_last(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    village = desk.village("Bon U2")
    home = desk.household(
        [("Y Lô", "1980", "nam"), ("H’Yŭm", "1982", "nu"), ("Y Pơr", "2010", "nam")],
        village=village,
    )
    with desk.store.read() as connection:
        leaving = members(connection, PV, home)[1]
    Households(desk.store, desk.session).move_out(leaving.id, "2025-01-01")
    with desk.store.read() as connection:
        found = members(connection, PV, home)
        assert [one.name for one in found][::2] == ["Y Lô", leaving.name]
        assert [one.household for one in memberships_of(connection, PV, leaving.person)] == [home]
        row = household_row(connection, PV, home)
        assert row is not None
        assert row.head == found[0].person
        assert household_row(connection, PV, UUID(int=1)) is None
        numbers = numbers_found(connection, "household", "bon u2")
        assert [(one.head_name, one.persons) for one in by_number(connection, numbers)] == [
            ("Y Lô", 2)
        ]


def test_ended_villages_and_households_are_left_out(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    village, ended = desk.village("Bon U2"), desk.village("Bon U1")
    home = desk.household(village=village)
    with desk.store.write(OFFICER) as work:
        work.edit("village", ended, {"ended_on": "2025"})
        work.edit("household", home, {"ended_on": "2025"})
        work.commit()
    with desk.store.read() as connection:
        assert [one.id for one in villages(connection, PV)] == [village]
