"""What is owed at the least, by article, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.services.emergency_minimum import Harm, Hurt, minimum_of

REPORT = datetime.fromisoformat("2025-11-13T06:10")
FLOOD = Harm(
    on=date(2025, 11, 12),
    received=REPORT,
    cause="thien_tai",
    persons=5,
    months=1,
    needs=("gao", "leu_bat"),
    house_damage="do_sap_troi_chay_hoan_toan",
    no_place_to_live=True,
    poverty="can_ngheo",
    hurt=(Hurt("Thị Ƀrơi", "thuong_nang", 5), Hurt("Thị Dơr", "thuong_nhe", 1)),
)


def test_a_household_after_a_flood() -> None:
    view = minimum_of(FLOOD)
    assert view.total_vnd == 45_000_000  # 15.1: 40.000.000, 13.1: 10 × 500.000
    assert view.total_kg == 75  # 12.1: 15 × 5 × 1
    assert [row.type for row in view.rows] == ["15.1", "13.1", "12.1", "12.2"]
    assert [(row.type, row.amount) for row in view.refused] == [("13.1", 0)]
    assert view.papers == ("5a", "06")
    assert view.due.day == date(2025, 11, 15)  # Điều 12.3.c, a Saturday
    assert view.due.verified is False


@pytest.mark.parametrize(
    ("change", "money"),
    [
        ({"house_damage": "hu_hong_nang"}, 25_000_000),  # Điều 15.3
        ({"house_damage": "di_doi_khan_cap", "poverty": "khong"}, 35_000_000),  # Điều 15.2
        ({"house_damage": "con_o_duoc"}, 5_000_000),
        ({"poverty": "khong"}, 5_000_000),  # Điều 15.1 names who gets it
        ({"poverty": "kho_khan"}, 45_000_000),
        ({"no_place_to_live": False}, 5_000_000),
        ({"hurt": (Hurt("Y Pơr", "chet"), Hurt("Y Lô", "mat_tich"))}, 90_000_000),  # Điều 14.1
        ({"hurt": (Hurt("Thị Dơr", "thuong_nhe", 3),)}, 45_000_000),  # Điều 2.2: three days
        ({"hurt": (Hurt("Thị Dơr", "thuong_nang", 2),)}, 40_000_000),
    ],
)
def test_each_article(change: dict[str, object], money: int) -> None:
    assert minimum_of(replace(FLOOD, **change)).total_vnd == money  # type: ignore[arg-type]  # a table of fields


def test_who_died_does_not_eat() -> None:
    view = minimum_of(replace(FLOOD, hurt=(Hurt("Y Pơr", "chet"),)))
    assert view.total_kg == 60


def test_days_that_nobody_told_are_asked_about() -> None:
    view = minimum_of(replace(FLOOD, hurt=(Hurt("Thị Ƀrơi", "thuong_nang"),)))
    assert view.total_vnd == 45_000_000
    assert len(view.questions) == 1


def test_only_a_burial_runs_by_working_days() -> None:
    harm = Harm(on=REPORT.date(), received=REPORT, cause="tai_nan_giao_thong", persons=4,
                hurt=(Hurt("Y Pơr", "chet"),))  # fmt: skip
    view = minimum_of(harm)
    assert [row.working for row in view.clock] == [True]
    assert view.due.day == date(2025, 11, 18)
    assert view.papers == ("04",)


def test_a_cause_the_law_does_not_name_gives_nothing_and_says_why() -> None:
    view = minimum_of(replace(FLOOD, cause="tai_nan_giao_thong", needs=("gao",)))
    assert view.total_kg == 0
    assert any(row.type == "12.1" and row.why for row in view.refused)


def test_after_the_new_decree_everything_is_marked() -> None:
    late = datetime.fromisoformat("2026-11-13T06:10")
    view = minimum_of(replace(FLOOD, on=late.date(), received=late))
    assert len(view.tags) == 2


def test_poverty_that_nobody_told_is_asked_about() -> None:
    view = minimum_of(replace(FLOOD, poverty=None))
    assert "15.1" in [row.type for row in view.refused]
    assert len(view.questions) == 1
    assert minimum_of(replace(FLOOD, poverty="khong")).questions == ()
