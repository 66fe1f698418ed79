"""A second reading of the law, written straight down the articles and sharing nothing with app.

It knows full birth dates only, pays a studying person or child up to the day before the 22nd
birthday, and answers what is paid as ``{code: (tenths of the level or None, đồng)}``.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

Paid = dict[str, tuple[int | None, int]]


def years_old(dob: str, day: str) -> int:
    """Counts birthdays one by one."""
    year, month, dayno = (int(part) for part in dob.split("-"))
    here = date.fromisoformat(day)
    age = 0
    while True:
        try:
            next_birthday = date(year + age + 1, month, dayno)
        except ValueError:
            next_birthday = date(year + age + 1, 3, 1)
        if next_birthday > here:
            return age
        age += 1


def level(day: str) -> int:
    if day < "2024-07-01":
        return 360_000
    return 500_000 if day < "2026-07-01" else 540_000


def article_5(case: dict[str, Any]) -> Paid:
    """Every category whose words fit, with the coefficient of Điều 6.1 in tenths."""
    day = case["date"]
    p = case["person"]
    home = case.get("household", {}).get("poverty", "khong")
    hard = case.get("area", {}).get("dtts_mn_dbkk", False)
    age = years_old(p["dob"], day)
    child, old = age <= 15, age >= 60
    poor, poorish = home == "ngheo", home in {"ngheo", "can_ngheo"}
    pension = p.get("pension_or_si", False) or (p.get("pension_amount") or 0) > 0
    fits: dict[str, int | None] = {}

    if child and p.get("k1_ground"):
        fits["5.1." + p["k1_ground"]] = 15 if age >= 4 else 25
    if (
        16 <= age < 22
        and p.get("studying")
        and p.get("had_k1_allowance")
        and p.get("first_degree", True)
    ):
        fits["5.2"] = 15
    if child and p.get("hiv") and poor:
        fits["5.3"] = 20 if age >= 4 else 25
    if poorish and p.get("marital") in {"chua_ket_hon", "goa", "vo_chong_mat_tich"}:
        count = 0
        for kid in p.get("children", []):
            kid_age = years_old(kid["dob"], day)
            count += kid_age < 16 or (kid_age < 22 and kid.get("studying", False))
        if count:
            fits["5.4"] = 10 * count
    point_a = old and poor and p.get("supporter") in {"khong_co", "dang_huong_tcxh"}
    if point_a:
        fits["5.5.a"] = 20 if age >= 80 else 15
    if day <= "2025-06-30" and not point_a:
        if 75 <= age < 80 and poorish and hard:
            fits["5.5.b"] = 10
        if age >= 80 and not pension and not p.get("other_monthly_allowance"):
            fits["5.5.c"] = 10
    if (
        old
        and poor
        and p.get("supporter") == "khong_co"
        and p.get("facility_eligible_cared_in_community")
    ):
        fits["5.5.d"] = 30
    degree = p.get("disability")
    if degree in {"nang", "dac_biet_nang"}:
        fits["5.6"] = (15 if degree == "nang" else 20) + (5 if child or old else 0)
    khoan_3 = bool(p.get("hiv")) and poor
    khoan_6 = degree in {"nang", "dac_biet_nang"}
    if age < 3 and poorish and hard and not (p.get("k1_ground") or khoan_3 or khoan_6):
        fits["5.7"] = 15
    no_income = not (p.get("stable_income") or pension or p.get("other_monthly_allowance"))
    if p.get("hiv") and poor and not child and no_income:
        fits["5.8"] = 15
    if day >= "2025-07-01" and p.get("requested") and not pension:
        if age >= 75:
            fits["HTXH.a"] = None
        elif age >= 70 and poorish:
            fits["HTXH.b"] = None
    pension_sum = 540_000 if day >= "2026-07-01" else 500_000
    return {
        code: (tenths, pension_sum if tenths is None else tenths * level(day) // 10)
        for code, tenths in fits.items()
    }


TIES = ["5.6", "5.5", "5.8", "5.3", "5.1", "5.2", "5.7", "5.4", "HTXH"]


def article_6_2(case: dict[str, Any]) -> Paid:
    """Tries every lawful set of benefits and keeps the dearest; ties by the fixed order."""
    p = case["person"]
    if p.get("in_facility") or p.get("imprisoned") or p.get("refused"):
        return {}
    fits = article_5(case)
    lawful: list[tuple[str, ...]] = [(code,) for code in fits]
    lawful += [
        pair
        for pair in combinations(fits, 2)
        if "5.4" in pair and any(code[:3] in {"5.5", "5.6", "5.8"} for code in pair)
    ]

    def place(codes: tuple[str, ...]) -> list[int]:
        return sorted(TIES.index("HTXH" if code[0] == "H" else code[:3]) for code in codes)

    best = min(
        lawful, key=lambda codes: (-sum(fits[code][1] for code in codes), place(codes)), default=()
    )
    return {code: fits[code] for code in sorted(best)}
