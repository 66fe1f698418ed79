"""Điều 11, 14, 25 and NĐ 176/2025/NĐ-CP."""

from __future__ import annotations

from datetime import date

import pytest

from app.policy import funeral
from app.policy.emergency import Cause
from app.policy.funeral import Death, Deceased, Organiser

ON = date(2022, 5, 10)
ORG = Organiser.ORGANISATION


@pytest.mark.parametrize(
    ("on", "death", "vnd"),
    [
        (ON, Death(Cause.FIRE), 18_000_000),  # 14.1: 50 × 360.000
        (ON, Death(Cause.EPIDEMIC, count=2), 36_000_000),
        (date(2024, 7, 1), Death(Cause.WORK), 25_000_000),
        (date(2026, 7, 1), Death(Cause.WORK), 27_000_000),
        (ON, Death(Cause.OTHER), 0),
        (ON, Death(Cause.CROP_FAILURE), 0),
        (ON, Death(Cause.FIRE, 1, ORG, True, 12_000_000), 18_000_000),  # 14.2: at least
        (ON, Death(Cause.FIRE, 1, ORG, True, 30_000_000), 30_000_000),  # 14.2: real cost
        (ON, Death(Cause.FIRE, 1, ORG, False, 30_000_000), 18_000_000),  # somebody is responsible
        (ON, Death(Cause.FIRE, actual_cost=30_000_000), 18_000_000),
    ],
)
def test_emergency_funeral(on: date, death: Death, vnd: int) -> None:
    assert funeral.emergency_funeral(on, death).amount == vnd


@pytest.mark.parametrize(
    ("status", "age", "vnd", "asked"),
    [
        (Deceased.ALLOWANCE, None, 7_200_000, 0),  # 11.2: 20 × 360.000
        (Deceased.CHILD_OF_SINGLE_PARENT, 5, 7_200_000, 0),
        (Deceased.SURVIVORS_BENEFIT, 79, 0, 0),  # 11.1: từ đủ 80
        (Deceased.SURVIVORS_BENEFIT, 80, 7_200_000, 0),
        (Deceased.OTHER_MONTHLY, 81, 7_200_000, 0),
        (Deceased.OTHER_MONTHLY, None, 0, 1),
        (Deceased.NOTHING, 90, 0, 0),
    ],
)
def test_recipient_funeral(status: Deceased, age: int | None, vnd: int, asked: int) -> None:
    found = funeral.recipient_funeral(ON, Death(status=status, age=age))
    assert (found.amount, len(found.questions)) == (vnd, asked)


@pytest.mark.parametrize(
    ("on", "status", "vnd", "verified"),
    [
        (date(2025, 6, 30), Deceased.SOCIAL_PENSION, 0, True),
        (date(2025, 7, 1), Deceased.SOCIAL_PENSION, 10_000_000, True),
        (date(2026, 7, 1), Deceased.SOCIAL_PENSION, 10_800_000, False),
        (date(2025, 7, 1), Deceased.ALLOWANCE, 0, True),
    ],
)
def test_social_pension_funeral(on: date, status: Deceased, vnd: int, verified: bool) -> None:
    found = funeral.social_pension_funeral(on, Death(status=status))
    assert (found.amount, found.verified) == (vnd, verified)


def test_facility_funeral() -> None:
    assert funeral.facility_funeral(ON, Death()).amount == 18_000_000


@pytest.mark.parametrize(
    ("death", "vnd"),
    [
        (Death(Cause.FIRE, status=Deceased.ALLOWANCE), 18_000_000),  # 11.2: the highest
        (Death(Cause.OTHER, status=Deceased.ALLOWANCE), 7_200_000),
        (Death(Cause.FIRE), 18_000_000),
        (Death(), 0),
    ],
)
def test_the_highest_of_all(death: Death, vnd: int) -> None:
    found = funeral.any_funeral(ON, death)
    assert found.amount == vnd
    assert found.reasons
