"""Where a case of protection stands, from its row alone (NĐ 20/2021 Điều 21, NĐ 56/2017)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from app.services.protection_steps import (
    care_begins,
    ground_of,
    is_child,
    line_of,
    received_at,
    steps_of,
)
from app.storage.queries.protection import ProtectionRow

EVENING = "2025-11-13T20:00"  # a Thursday


def row(**told: Any) -> ProtectionRow:
    """A case that came in on Thursday evening; what is not told is not known."""
    values: dict[str, Any] = dict.fromkeys(ProtectionRow.__slots__)
    values |= {"id": UUID(int=1), "person_name": "Thị Krong", "received_at": EVENING}
    return ProtectionRow(**(values | told))


@pytest.mark.parametrize(
    ("told", "child"),
    [
        ({"birth": "2009-11-13"}, False),  # sixteen that day
        ({"birth": "2009-11-14"}, True),
        ({"birth": "2009"}, None),
        ({}, None),
        ({"ground": "tre_em_mat_ca_cha_me"}, True),
    ],
)
def test_who_is_a_child(told: dict[str, Any], child: bool | None) -> None:  # a row of the table
    assert is_child(row(**told)) is child


@pytest.mark.parametrize(
    ("told", "keys", "days"),
    [
        (
            {"birth": "1990"},
            ["verified_on", "decided_on"],
            [date(2025, 11, 17), date(2025, 11, 20)],  # 2 and 3 working days
        ),
        (
            {"birth": "1990", "verified_on": "2025-11-14"},
            ["verified_on", "decided_on"],
            [None, date(2025, 11, 19)],
        ),
        (
            {"birth": "2014"},
            ["measures_at", "verified_on", "decided_on"],
            [date(2025, 11, 14), date(2025, 11, 17), date(2025, 11, 20)],  # 12 hours first
        ),
    ],
)
def test_steps_with_their_limits(
    told: dict[str, Any], keys: list[str], days: list[date | None]
) -> None:
    steps = steps_of(row(**told))
    assert [step.key for step in steps] == keys
    assert [step.due for step in steps] == days


@pytest.mark.parametrize(("now", "late"), [("2025-11-14T07:59", False), ("2025-11-14T08:01", True)])
def test_a_childs_hours_run_out_to_the_minute(now: str, late: bool) -> None:  # a row of the table
    line = line_of(row(birth="2014"), datetime.fromisoformat(now))
    assert line.hour == datetime.fromisoformat("2025-11-14T08:00")
    assert line.late is late


def test_after_the_decision_the_end_of_care_is_next() -> None:
    decided = {"birth": "1990", "verified_on": "2025-11-14", "decided_on": "2025-11-17"}
    there = row(**decided, state="decided", ends_on="2026-02-17")
    line = line_of(there, datetime.fromisoformat("2025-11-18T08:00"))
    assert (line.due, line.late) == (date(2026, 2, 17), False)
    assert care_begins(there) == date(2025, 11, 17)
    over = row(**decided, state="ended", ends_on="2026-02-17")
    assert line_of(over, datetime.fromisoformat("2026-03-01T08:00")).next is None


def test_what_cannot_be_read_stops_nothing() -> None:
    """A row may come from a newer program, or from one that was changed."""
    odd = row(received_at="hôm qua", ground="khong_co", state="lạ")
    assert received_at(odd).year == 2021
    assert ground_of(odd) == "khac"
    assert line_of(odd, datetime.fromisoformat(EVENING)).late
