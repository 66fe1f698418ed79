"""``policy care``: the carer's support beside the person's own allowance."""

from __future__ import annotations

from typing import Any

import pytest

from app.services.law_care import care

TAKES_IN, AT_HOME = "ho_gia_dinh_ca_nhan_nhan", "ho_gia_dinh_dang_truc_tiep_cham_soc"


def ask(facts: Any, on: str = "2024-08-01") -> dict[str, Any]:
    [answer] = care([{"id": "c", "date": on, "facts": facts}])
    return answer


@pytest.mark.parametrize(
    ("facts", "paid"),
    [
        (
            {"cared_for": {"dob": "2022-01-01", "k1_ground": "a"}, "carer": TAKES_IN},
            [("5.1.a", "person", 1_250_000), ("20.1.a", "carer", 1_250_000)],
        ),
        (
            {"cared_for": {"dob": "2015-01-01", "category": "5.1.a"}, "carer": TAKES_IN},
            [("20.1.b", "carer", 750_000)],
        ),
        (
            {
                "cared_for": [
                    {"dob": "1990-01-01", "disability": "dac_biet_nang"},
                    {"dob": "2015-01-01", "disability": "dac_biet_nang"},
                ],
                "carer": AT_HOME,
            },
            [
                ("5.6", "person", 1_000_000),
                ("20.2.c", "carer", 500_000),
                ("5.6", "person", 1_250_000),
                ("20.2.c", "carer", 500_000),
            ],
        ),
        (
            {
                "cared_for": {
                    "dob": "1950-01-01",
                    "supporter": "khong_co",
                    "facility_eligible_cared_in_community": True,
                    "poverty": "ngheo",
                },
                "carer": TAKES_IN,
            },
            [("5.5.d", "person", 1_500_000), ("20.1.b", "carer", 750_000)],
        ),
        (
            {"person": {"dob": "1995-01-01", "disability": "nang", "children_under_36m": 2}},
            [("5.6", "person", 750_000), ("20.2.a2", "person", 1_000_000)],
        ),
        (
            {"person": {"dob": "1995-01-01", "disability": "dac_biet_nang"}, "carer": AT_HOME},
            [("5.6", "person", 1_000_000), ("20.2.c", "carer", 500_000)],
        ),
    ],
)
def test_who_is_paid_what(facts: dict[str, Any], paid: list[tuple[str, str, int]]) -> None:
    answer = ask(facts)
    lines = [(row["code"], row["payee"], row["monthly_vnd"]) for row in answer["entitlements"]]
    assert lines == paid
    assert answer["total_vnd"] == sum(money for _code, _payee, money in paid)
    assert "unknown_facts" not in answer


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "facts.cared_for"),
        ({"cared_for": {"dob": "1990"}}, "facts.carer"),
        ({"cared_for": {"dob": "1990"}, "carer": "x"}, "facts.carer"),
        ({"cared_for": {}, "carer": TAKES_IN}, "facts.cared_for.dob"),
        ({"cared_for": [{}], "carer": TAKES_IN}, "facts.cared_for[0].dob"),
        ({"person": {"dob": "1990", "children_under_36m": -1}}, "facts.person.children_under_36m"),
    ],
)
def test_what_has_to_be_mended(facts: dict[str, Any], field: str) -> None:
    assert ask(facts)["error"]["field"] == field


def test_a_day_without_law() -> None:
    assert ask({"person": {"dob": "1990"}}, "2020-01-01")["error"]["field"] == "date"
