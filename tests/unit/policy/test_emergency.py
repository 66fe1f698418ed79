"""Điều 12, 13, 16–19, 24–25 and TT 02/2021 Điều 3."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.core.errors import Correctable
from app.policy import emergency
from app.policy.emergency import Cause, Transport, Unit, Victim
from tests.unit.policy.invented import born

ON = date(2022, 10, 10)


@pytest.mark.parametrize(
    ("cause", "persons", "months", "kg"),
    [
        (Cause.DISASTER, 4, 3, 180),  # 12.1: 15 kg/người/tháng
        (Cause.DISASTER, 4, 5, 180),  # ≤ 3 tháng mỗi đợt
        (Cause.TET, 4, 3, 60),  # dịp Tết: 1 tháng
        (Cause.LEAN_SEASON, 1, 1, 15),
        (Cause.EPIDEMIC, 2, 2, 60),
        (Cause.TRAFFIC, 2, 2, 0),
        (None, 2, 2, 60),
    ],
)
def test_rice(cause: Cause | None, persons: int, months: int, kg: int) -> None:
    found = emergency.food(ON, cause=cause, persons=persons, months=months)
    assert (found.unit, found.amount) == (Unit.RICE, kg)
    assert bool(found.questions) is (cause is None)


def test_rice_is_for_the_hungry() -> None:
    found = emergency.food(ON, cause=Cause.TET, persons=3, months=1, short_of_food=False)
    assert (found.amount, len(found.reasons)) == (0, 1)


def test_goods_have_no_sum() -> None:
    assert emergency.goods(ON).amount is None
    assert emergency.goods(ON, in_need=False).amount == 0
    assert emergency.work(ON).amount is None


@pytest.mark.parametrize(
    ("on", "cause", "injured", "days", "vnd"),
    [
        (date(2024, 6, 30), Cause.DISASTER, 1, 3, 3_600_000),  # 13.1: 10 × 360.000
        (date(2024, 7, 1), Cause.TRAFFIC, 1, 3, 5_000_000),
        (date(2026, 7, 1), Cause.WORK, 3, 9, 16_200_000),
        (date(2022, 5, 10), Cause.FIRE, 1, 2, 0),  # 2.2: từ 3 ngày
        (date(2022, 5, 10), Cause.EPIDEMIC, 1, 5, 0),  # not in 13.1
        (date(2022, 5, 10), Cause.OTHER, 1, 5, 0),
    ],
)
def test_injury(on: date, cause: Cause, injured: int, days: int, vnd: int) -> None:
    found = emergency.injury(on, cause=cause, injured=injured, treatment_days=days)
    assert found.amount == vnd
    assert found.reasons


@pytest.mark.parametrize(
    ("at_residence", "relatives", "article"),
    [(True, False, "13.1"), (False, False, "13.2"), (False, True, "13.1")],
)
def test_injury_away_from_home(at_residence: bool, relatives: bool, article: str) -> None:
    found = emergency.injury(
        ON,
        cause=Cause.FIRE,
        injured=1,
        treatment_days=4,
        at_residence=at_residence,
        relatives_caring=relatives,
    )
    assert (found.amount, found.legal[0].endswith(article)) == (3_600_000, True)


@pytest.mark.parametrize(
    ("on", "food_read", "injury_read"),
    [
        (date(2026, 6, 30), True, True),
        (date(2026, 7, 1), True, False),  # the level is not read
        (date(2026, 10, 4), True, False),
        (date(2026, 10, 5), False, False),  # NĐ 335/2026 in force, not read
    ],
)
def test_what_is_unverified(on: date, food_read: bool, injury_read: bool) -> None:
    rice = emergency.food(on, cause=Cause.TET, persons=1, months=1)
    hurt = emergency.injury(on, cause=Cause.FIRE, injured=1, treatment_days=3)
    assert (rice.verified, hurt.verified) == (food_read, injury_read)


@pytest.mark.parametrize(
    ("persons", "days", "vnd"),
    [
        (2, 30, 3_600_000),  # TT 02 Điều 3: 60.000 đ/người/ngày
        (1, 92, 5_520_000),  # 10/10 to 10/1: 92 days
        (1, 120, 5_520_000),  # 18.3: không quá 3 tháng
        (1, 0, 0),
    ],
)
def test_protection_meals(persons: int, days: int, vnd: int) -> None:
    found = emergency.protection(ON, victim=Victim.HOMELESS, persons=persons, days=days)
    assert found.amount == vnd


def test_protection_transport_and_treatment() -> None:
    """TT 02 Điều 3: 0,2 lít/km × giá; vé; hợp đồng; chữa bệnh."""
    found = emergency.protection(
        ON,
        victim=Victim.OTHER,
        persons=1,
        days=1,
        transport=Transport(50_000, 300_000, Decimal("12.5"), 20_000),
        treatment_cost=100_000,
    )
    assert found.amount == 60_000 + 50_000 + 300_000 + 50_000 + 100_000
    assert len(found.questions) == 1  # 18.2.d: the province's decision


@pytest.mark.parametrize(
    ("birth", "months", "vnd", "asked"),
    [
        ("2019-10-10", 1, 1_800_000, 0),  # under 4: 5,0
        ("2018-10-10", 1, 1_440_000, 0),  # from 4: 4,0
        ("1990-01-01", 5, 4_320_000, 0),  # 24.4: 3 months
        ("2018", 1, 1_440_000, 1),
    ],
)
def test_facility(birth: str, months: int, vnd: int, asked: int) -> None:
    found = emergency.facility(ON, birth=born(birth), months=months)
    assert (found.amount, len(found.questions)) == (vnd, asked)


def test_days_without_law() -> None:
    with pytest.raises(Correctable):
        emergency.goods(date(2021, 6, 30))
