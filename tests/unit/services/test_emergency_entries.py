"""What is typed about a case: completed from the register, checked, asked of the law."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.emergency_entries import (
    check_case,
    checked_victim,
    completed,
    day_of_event,
    harm_typed,
)
from app.services.events import Events
from tests.factories import PV
from tests.fakes.desk import THURSDAY, Desk, open_desk

NOW = "2025-11-13T08:00"
CASE: dict[str, object] = {"cause": "hoa_hoan", "household_name": "Điểu Xrông", "received_at": NOW}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def test_the_register_and_the_clock_fill_what_nobody_typed(desk: Desk) -> None:
    village = desk.village()
    home = desk.household(
        [("Điểu Ndŭr", "1979", "nam"), ("Thị Mai", "2014", "nu")], poverty="ngheo", village=village
    )
    with desk.store.read() as connection:
        done = completed(connection, PV, {"household": home, "persons": 5}, NOW)
        typed = completed(connection, PV, {"household": home, "poverty": "khong"}, NOW)
    assert (done["received_at"], done["persons"]) == (NOW, 5)
    assert (done["village"], done["poverty"]) == (village, "ngheo")
    assert (typed["persons"], typed["poverty"]) == (2, "khong")


def test_an_event_tells_its_cause_and_its_day(desk: Desk) -> None:
    event = Events(desk.store, desk.session).add(
        {"cause": "thien_tai", "name": "Mưa lũ đêm 12/11", "happened_on": "2025-11-12"}
    ).made  # fmt: skip
    assert event is not None
    with desk.store.read() as connection:
        assert completed(connection, PV, {"event": event}, NOW)["cause"] == "thien_tai"
        assert day_of_event(connection, PV, {"event": event}) == date(2025, 11, 12)
        assert day_of_event(connection, PV, {}) is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"cause": None}, "cause"),
        ({"household_name": ""}, "household"),
        ({"shortened": True}, "shortened_reason"),
        ({"shortened": True, "shortened_reason": "Mưa lũ"}, "shortened_by"),
        ({"received_at": "2021-06-30T08:00"}, "received_at"),  # NĐ 20/2021 from 1/7/2021
        ({"months": 4, "needs": "gao"}, "months"),  # Điều 12.1
        ({"months": 2, "needs": "gao", "cause": "tet"}, "months"),  # Điều 12.1
    ],
)
def test_what_every_case_needs_is_told_at_the_field(more: dict[str, object], field: str) -> None:
    check_case(CASE)
    with pytest.raises(Correctable) as told:
        check_case(CASE | more)
    assert told.value.field == field


def test_months_are_of_rice_alone() -> None:
    check_case(CASE | {"months": 4, "needs": "leu_bat"})


def test_who_is_safe_is_no_victim_and_a_victim_has_a_name() -> None:
    assert checked_victim(0, {"name": "Thị Mai", "status": "an_toan"}, THURSDAY) is None
    kept = checked_victim(0, {"name": "Thị Mai", "status": "thuong_nang"}, THURSDAY)
    assert kept is not None
    assert kept["name"] == "Thị Mai"
    for typed, field in (({"status": "thuong_nang"}, "name"), ({"status": "khoe"}, "status")):
        with pytest.raises(Correctable) as told:
            checked_victim(1, typed, THURSDAY)
        assert told.value.field == f"victims.1.{field}"


def test_what_cannot_be_read_yet_is_left_out_of_what_the_law_is_asked() -> None:
    victims = (
        {"name": "Thị Ƀrơi", "status": "thuong_nang", "treatment_days": "năm"},
        {"name": "Thị Mai", "status": "an_toan"},
        {"name": "Điểu Ndŭr", "status": "?"},
    )
    harm = harm_typed({"received_at": NOW, "needs": "gao,leu_bat"}, victims, None)
    assert (harm.on, harm.needs, harm.persons, harm.months) == (THURSDAY, ("gao", "leu_bat"), 0, 1)
    assert [(one.name, one.days) for one in harm.hurt] == [("Thị Ƀrơi", None)]
    assert harm_typed({"received_at": NOW}, (), date(2025, 11, 12)).on == date(2025, 11, 12)
