"""Cases as lists show them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from app.services.emergency_cases import EmergencyCases
from app.services.emergency_lines import happened, left, moment
from tests.fakes.desk import open_desk


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-13T06:10", "2025-11-13T06:10"),
        ("2025-11-13", "2025-11-13T00:00"),
        ("2025-11", "2025-11-01T00:00"),
    ],
)
def test_the_moment_of_a_report(text: str, expected: str) -> None:
    assert moment(text) == datetime.fromisoformat(expected)


def test_a_day_is_known_or_not() -> None:
    assert happened("2025-11-12") == date(2025, 11, 12)
    assert happened("2025-11") is None
    assert happened(None) is None


def test_days_left_by_either_count() -> None:
    friday = date(2025, 11, 14)
    assert left(friday, date(2025, 11, 17), working=False) == 3
    assert left(friday, date(2025, 11, 17), working=True) == 1
    assert left(friday, date(2025, 11, 13), working=False) == -1


def test_the_most_urgent_comes_first_and_a_burial_needs_no_meeting(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    cases = EmergencyCases(desk.store, desk.session)
    cases.intake(
        {"cause": "hoa_hoan", "household_name": "Vàng A Lềnh", "persons": 8, "needs": "gao"}
    )
    cases.intake(
        {"cause": "hoa_hoan", "household_name": "Lê Thị Sáu", "received_at": "2025-11-12T20:00"},
        [{"name": "Lê Văn Tám", "status": "chet"}],
    )
    lines = cases.lines()
    assert [(line.name, line.working) for line in lines] == [
        ("Vàng A Lềnh", False),
        ("Lê Thị Sáu", True),
    ]
    assert lines[0].next != lines[1].next
    assert lines[1].dead == 1


def test_a_row_that_nobody_here_can_read_does_not_hide_the_others(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    with desk.store.write(desk.session.officer) as work:
        work.create(
            "emergency_case",
            {
                "cause": "nui_lua",
                "house_damage": "tan_bien",
                "poverty": "?",
                "state": "archived",
                "received_at": "1850",
            },
        )
        work.create("emergency_case", {"cause": "thien_tai", "received_at": "1999-01-01"})
        work.commit()
    cases = EmergencyCases(desk.store, desk.session)
    cases.intake({"cause": "hoa_hoan", "household_name": "Y Lô", "needs": "gao", "persons": 1})
    lines = cases.lines(open_only=False)
    assert sorted(line.total_kg for line in lines) == [0, 0, 15]
    assert {line.state for line in lines} == {"received"}
    assert cases.file(lines[0].id).line.state == "received"


def test_months_without_needs_are_months_of_rice(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    cases = EmergencyCases(desk.store, desk.session)
    cases.intake({"cause": "giap_hat", "household_name": "Y Lô", "persons": 2, "months": 2})
    assert cases.lines()[0].total_kg == 60
