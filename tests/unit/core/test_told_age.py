from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.told_age import OLDEST, cycle_name, years_told

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ("82 tuổi", (1944,)),
        ("khoảng 82 tuổi", (1944,)),
        ("82 TUOI", (1944,)),
        ("82 tuổi mụ", (1945,)),
        ("tuổi ta 82", (1945,)),
        ("Ất Dậu", (2005, 1945)),
        ("tuổi Ất Dậu", (2005, 1945)),
        ("at dau", (2005, 1945)),
        ("năm Quý Mão", (2023, 1963)),
        ("quý mèo", (2023, 1963)),
        ("Giáp Tý", (1984, 1924)),
        ("Đinh Tỵ", (1977, 1917)),
        ("Đinh Tị", (1977, 1917)),
        ("Bính Ngọ", (2026, 1966)),
        # no such pair in the cycle, no such age, something else
        ("Giáp Sửu", ()),
        ("116 tuổi", ()),
        ("tuổi mụ 0", ()),
        ("hôm qua", ()),
        ("Ất Mèo Con", ()),
        ("", ()),
    ],
)
def test_as_elders_tell(told: str, years: tuple[int, ...]) -> None:
    assert years_told(told, today=TODAY) == years


def test_a_counted_age_grows_at_tet() -> None:
    assert years_told("tuổi mụ 82", today=date(2026, 2, 16)) == (1944,)
    assert years_told("tuổi mụ 82", today=date(2026, 2, 17)) == (1945,)


@pytest.mark.parametrize(
    ("year", "name"),
    [(1945, "Ất Dậu"), (1930, "Canh Ngọ"), (1984, "Giáp Tý"), (2025, "Ất Tỵ"), (2026, "Bính Ngọ")],
)
def test_names_of_years(year: int, name: str) -> None:
    assert cycle_name(year) == name


@given(st.integers(TODAY.year - OLDEST + 1, TODAY.year))
def test_every_name_leads_back_to_its_year(year: int) -> None:
    years = years_told(cycle_name(year), today=TODAY)
    assert year in years
    assert all(cycle_name(one) == cycle_name(year) for one in years)
