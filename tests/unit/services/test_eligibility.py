"""From records to the law's answer, with what is still to be asked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.services.eligibility import Eligibility, as_json, label_of
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def single(desk: Desk, birth: str, *, poverty: str | None = None) -> UUID:
    home = desk.household([("Y Lô Niê", birth, "nam")], poverty=poverty)
    return desk.members(home)["Y Lô Niê"]


def test_a_severe_disability(desk: Desk) -> None:
    person = single(desk, "1980", poverty="khong")
    desk.fact("disability", person, value="nang", number="12/GXN", issued_on="2021-01-05")
    found = Eligibility(desk.store, desk.session).assess(person)
    assert found.codes == ("5.6",) or found.codes[0].startswith("5.6")
    assert found.total_vnd == 750_000  # 1,5 × 500.000, Điều 6.1.e
    assert any("12/GXN" in row.why for row in found.rows)
    assert json.loads(as_json(found))["total_vnd"] == 750_000


def test_facts_hold_on_the_day_that_is_asked_about(desk: Desk) -> None:
    person = single(desk, "1980", poverty="khong")
    desk.fact("disability", person, value="nang", valid_from="2025-06-01")
    law = Eligibility(desk.store, desk.session)
    assert law.assess(person, on=date(2025, 5, 31)).total_vnd == 0
    assert law.assess(person, on=date(2025, 6, 1)).total_vnd == 750_000


def test_what_is_being_typed_counts_at_once(desk: Desk) -> None:
    person = single(desk, "1980", poverty="khong")
    found = Eligibility(desk.store, desk.session).assess(
        person, supposed={"disability": "dac_biet_nang"}
    )
    assert found.total_vnd == 1_000_000
    assert found.total_vnd == sum(part.monthly_vnd for part in found.parts)


def test_a_birth_known_by_year_is_a_question(desk: Desk) -> None:
    person = single(desk, "1945", poverty="khong")
    found = Eligibility(desk.store, desk.session).assess(
        person, on=date(2025, 6, 30), supposed={"pension": None}
    )
    assert found.total_vnd == 0
    assert any(one.monthly_vnd == 500_000 for one in found.questions)  # 5.5.c from 80


def test_hiv_counts_only_for_who_may_see_it(desk: Desk) -> None:
    person = single(desk, "1980", poverty="ngheo")
    desk.fact("hiv", person, restricted=True, value="co")
    seen = Eligibility(desk.store, desk.session).assess(person)
    closed = Eligibility(desk.store, desk.uncleared()).assess(person)
    assert seen.total_vnd == 750_000  # 5.8: 1,5
    assert seen.restricted
    assert closed.total_vnd == 0
    assert not closed.restricted


def test_labels() -> None:
    assert label_of("HTXH.a") == "Trợ cấp hưu trí xã hội"
    assert label_of("5.1") == "Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng"
    assert label_of("9.9") == "9.9"
