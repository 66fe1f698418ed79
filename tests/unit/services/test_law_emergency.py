"""``policy emergency``: every type by its words."""

from __future__ import annotations

from typing import Any

import pytest

from app.services.law_emergency import minimums


def ask(kind: Any, facts: Any, on: str = "2023-02-01") -> dict[str, Any]:
    [answer] = minimums([{"id": "e", "type": kind, "date": on, "facts": facts}])
    return answer


@pytest.mark.parametrize(
    ("kind", "facts", "unit", "minimum"),
    [
        ("luong_thuc", {"cause": "giap_hat", "persons": 3, "months": 2}, "kg", 90),  # 12.1
        ("luong_thuc", {"cause": "tet", "persons": 3, "months_requested": 2}, "kg", 45),
        ("luong_thuc", {"cause": "tet", "persons": 3}, "kg", 45),
        ("nhu_yeu_pham", {"home_lost": True}, "hien_vat", None),  # 12.2
        ("nhu_yeu_pham", {"home_lost": False}, "hien_vat", 0),
        ("thuong_nang", {"cause": "hoa_hoan", "treatment_days": 4}, "VND", 3_600_000),  # 13
        ("thuong_nang", {"cause": "benh_tat", "treatment_days": 4}, "VND", 0),
        ("mai_tang_khan_cap", {"cause": "dich_benh", "dead": 1, "missing": 1}, "VND", 36_000_000),
        ("mai_tang_btxh", {"deceased_status": "dang_huong_5.1.đ"}, "VND", 7_200_000),  # 11
        ("mai_tang_btxh", {"deceased_status": "con_cua_5.4"}, "VND", 7_200_000),
        ("mai_tang_btxh", {}, "VND", 0),
        ("mai_tang_htxh", {"deceased_status": "dang_huong_HTXH.a"}, "VND", 0),  # before 1/7/2025
        ("mai_tang_co_so", {}, "VND", 18_000_000),  # 25
        ("mai_tang", {"deceased_status": "dang_huong_5.6"}, "VND", 7_200_000),
        ("nha_o", {"damage": "phai_di_doi", "relocation_decision": True}, "VND", 30_000_000),
        ("nha_o", {"damage": "hu_hong_nang", "poverty": "kho_khan"}, "VND", 20_000_000),
        ("bao_ve_khan_cap", {"victim": "bao_luc_gia_dinh", "days": 2}, "VND", 120_000),  # 19.2
        (
            "bao_ve_khan_cap",
            {
                "victim": "lang_thang",
                "days": 1,
                "transport": {"own_vehicle_km": 10, "fuel_price": 20_000},
            },
            "VND",
            100_000,
        ),
        ("tao_viec_lam", {"cause": "thien_tai"}, "hien_vat", None),  # 17.1
        ("tiep_nhan_co_so", {"dob": "2021-01-01", "months": 2}, "VND", 3_600_000),  # 24, 25
    ],
)
def test_minimum(kind: str, facts: dict[str, Any], unit: str, minimum: int | None) -> None:
    answer = ask(kind, facts)
    assert (answer["unit"], answer["minimum"]) == (unit, minimum)
    assert answer["legal"]
    assert "unknown_facts" not in answer


@pytest.mark.parametrize(
    ("kind", "facts", "field"),
    [
        ("x", {}, "type"),
        (None, {}, "type"),
        ("luong_thuc", {"cause": "tet"}, "facts.persons"),
        ("luong_thuc", {"cause": "tet", "persons": 0}, "facts.persons"),
        ("luong_thuc", {"cause": "vui", "persons": 1}, "facts.cause"),
        ("thuong_nang", {"cause": "hoa_hoan"}, "facts.treatment_days"),
        ("mai_tang_khan_cap", {"dead": 0}, "facts.dead"),
        ("mai_tang_btxh", {"deceased_status": "dang_huong_5.9"}, "facts.deceased_status"),
        ("nha_o", {}, "facts.damage"),
        ("bao_ve_khan_cap", {"victim": "ai_do"}, "facts.victim"),
        ("tiep_nhan_co_so", {}, "facts.dob"),
        ("nha_o", [], "facts"),
    ],
)
def test_what_has_to_be_mended(kind: Any, facts: Any, field: str) -> None:
    assert ask(kind, facts)["error"]["field"] == field


def test_days_and_unknown_facts() -> None:
    assert ask("tao_viec_lam", {}, "2021-06-30")["error"]["field"] == "date"
    assert ask("tao_viec_lam", {"colour": 1})["unknown_facts"] == ["facts.colour"]
    assert ask("tao_viec_lam", {}, "2026-10-05")["status"] == "unverified"
