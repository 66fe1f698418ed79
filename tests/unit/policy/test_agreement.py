"""Two independent readings of the law agree on thousands of invented people."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.services import law
from tests.unit.policy.second_reading import Paid, article_6_2

EDGES = [0, 3, 4, 16, 22, 60, 70, 75, 80]
DAYS = ["2021-07-01", "2024-06-30", "2024-07-01", "2025-06-30", "2025-07-01", "2026-06-30"]
DAYS += ["2026-07-01", "2024-02-29", "2023-02-28", "2023-03-01", "2026-10-05"]


def invented_case(dice: random.Random) -> dict[str, Any]:
    """Somebody near a birthday that matters, with every fact drawn by lot."""
    day = date.fromisoformat(dice.choice(DAYS))
    if dice.random() < 0.5:
        day = date(2021, 7, 1) + timedelta(days=dice.randrange(2000))

    def birth() -> str:
        if dice.random() < 0.1:
            return f"{dice.choice([1944, 1948, 1960, 2008, 2020])}-02-29"
        years = dice.choice(EDGES) if dice.random() < 0.7 else dice.randrange(95)
        about = day - timedelta(days=round(years * 365.2425) + dice.randint(-3, 3))
        return min(about, day).isoformat()

    def maybe(share: float = 0.3) -> bool:
        return dice.random() < share

    person: dict[str, Any] = {"dob": birth()}
    for key in ("had_k1_allowance", "studying", "first_degree", "hiv", "stable_income"):
        if maybe():
            person[key] = maybe(0.7)
    for key in ("pension_or_si", "other_monthly_allowance", "requested"):
        if maybe():
            person[key] = maybe(0.5)
    for key in ("in_facility", "imprisoned", "refused"):
        if maybe(0.03):
            person[key] = True
    if maybe():
        person["facility_eligible_cared_in_community"] = True
    if maybe():
        person["k1_ground"] = dice.choice([*"abcdđeghikl", None])
    if maybe(0.6):
        person["supporter"] = dice.choice(["khong_co", "dang_huong_tcxh", "co"])
    if maybe():
        person["disability"] = dice.choice(["dac_biet_nang", "nang", "nhe", None])
    if maybe(0.5):
        person["marital"] = dice.choice(
            ["chua_ket_hon", "goa", "vo_chong_mat_tich", "ly_hon", "co_vo_chong"]
        )
        person["children"] = [
            {"dob": birth(), "studying": maybe(0.5)} for _ in range(dice.randrange(4))
        ]
    case: dict[str, Any] = {"id": "x", "date": day.isoformat(), "person": person}
    if maybe(0.8):
        case["household"] = {"poverty": dice.choice(["ngheo", "can_ngheo", "khong"])}
    if maybe(0.6):
        case["area"] = {"dtts_mn_dbkk": maybe(0.7)}
    return case


def as_paid(answer: dict[str, Any]) -> Paid:
    return {
        row["code"]: (
            None if row["coefficient"] is None else int(Decimal(row["coefficient"]) * 10),
            row["monthly_vnd"],
        )
        for row in answer["entitlements"]
    }


def test_two_readings_agree_on_invented_people() -> None:
    dice = random.Random(20210315)
    cases = [invented_case(dice) for _ in range(6000)]
    for case, answer in zip(cases, law.assess(cases), strict=True):
        expected = article_6_2(case)
        assert as_paid(answer) == expected, case
        assert answer["total_vnd"] == sum(money for _tenths, money in expected.values())


def test_every_benefit_was_met() -> None:
    dice = random.Random(20210315)
    met = set().union(*(article_6_2(invented_case(dice)) for _ in range(6000)))
    assert {code.rpartition(".")[0] if code[:3] == "5.1" else code for code in met} >= {
        *("5.1", "5.2", "5.3", "5.4", "5.5.a", "5.5.b", "5.5.c", "5.5.d"),
        *("5.6", "5.7", "5.8", "HTXH.a", "HTXH.b"),
    }


def test_partly_known_birth_pays_what_every_day_pays() -> None:
    """Entitlements of a year or month of birth hold on each of its days; the rest is asked."""
    dice = random.Random(1979)
    for _ in range(60):
        case = invented_case(dice)
        case["person"] |= {"children": [], "other_monthly_allowance": False}
        full = case["person"]["dob"]
        first = date.fromisoformat(full[:7] + "-01")
        days = [first + timedelta(days=count) for count in range(31)]
        possible = [
            article_6_2(case | {"person": case["person"] | {"dob": day.isoformat()}})
            for day in days
            if day.month == first.month and day.isoformat() <= case["date"]
        ]
        every = set(possible[0].items()).intersection(*(paid.items() for paid in possible))
        some = set().union(*(paid.items() for paid in possible)) - every
        [answer] = law.assess([case | {"person": case["person"] | {"dob": full[:7]}}])
        assert as_paid(answer) == dict(every), case
        asked = {(row["code"], row["monthly_vnd"]) for row in answer["questions"]}
        assert {(code, money) for code, (_tenths, money) in some} <= asked, case
