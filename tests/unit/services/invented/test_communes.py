from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.core.units import unit
from app.services.invented.communes import (
    ethnic_weights,
    invent_villages,
    plan_province,
    share_out,
)
from app.services.invented.figures import FULL_BENEFICIARIES, FULL_PERSONS

BEFORE, SINCE = date(2025, 6, 30), date(2025, 7, 1)


def test_the_province_at_full_size() -> None:
    for day, communes in ((BEFORE, 71), (SINCE, 28)):
        plans = plan_province(on=day)
        assert len(plans) == communes
        assert sum(plan.persons for plan in plans) == FULL_PERSONS
        assert sum(plan.beneficiaries for plan in plans) == FULL_BENEFICIARIES
        assert [plan.number for plan in plans] == list(range(communes))


def test_communes_of_today_know_where_their_people_come_from() -> None:
    plan = next(one for one in plan_province(on=SINCE) if one.unit == unit(224_640))
    names = {part.old.name for part in plan.parts}
    assert {"Thị trấn Ea T'Ling", "Xã Tâm Thắng"} <= names
    assert {part.old.era for part in plan.parts} == {1}
    assert {part.old.province_name for part in plan.parts} == {"Tỉnh Đắk Nông"}


def test_a_small_demonstration() -> None:
    plans = plan_province(on=BEFORE, seed=3, persons=500, communes=2)
    assert sum(plan.persons for plan in plans) == 500
    assert len(plans) == 2
    assert sum(plan.beneficiaries for plan in plans) == 24
    assert plans == plan_province(on=BEFORE, seed=3, persons=500, communes=2)
    assert plans != plan_province(on=BEFORE, seed=4, persons=500, communes=2)


def test_villages() -> None:
    for plan in plan_province(on=SINCE):
        villages = invent_villages(plan)
        names = [village.name for village in villages]
        assert len(names) == len(set(names))
        assert any(village.hardship for village in villages)
        assert {village.part for village in villages} == {p for p in plan.parts if p.persons}
        assert invent_villages(plan) == villages


def test_towns_have_streets_with_numbers() -> None:
    town = plan_province(on=BEFORE, communes=1)[0]
    assert town.unit.kind == "Phường"
    assert {village.kind for village in invent_villages(town)} == {"tổ dân phố"}


def test_groups_live_where_they_live() -> None:
    plans = {plan.unit.district_name: plan for plan in plan_province(on=BEFORE)}
    cu_jut = ethnic_weights(plans["Huyện Cư Jút"].parts[0])
    tuy_duc = ethnic_weights(plans["Huyện Tuy Đức"].parts[0])
    assert cu_jut["12"] > tuy_duc["12"]
    assert tuy_duc["20"] > cu_jut["20"]


def test_no_people_no_villages() -> None:
    plans = plan_province(on=BEFORE, persons=0, communes=3)
    assert [invent_villages(plan) for plan in plans] == [(), (), ()]


@given(st.integers(0, 10**6), st.lists(st.integers(1, 1000), min_size=1, max_size=80))
def test_shares_add_up(total: int, weights: list[int]) -> None:
    shares = share_out(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1
