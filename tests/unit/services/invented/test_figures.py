"""The figures fit together: shares are shares, names are the lists' own, days are the law's."""

from __future__ import annotations

from datetime import date

from app.core import units
from app.core.ethnic_groups import group
from app.services.invented import figures
from app.services.invented.figures import Profile


def test_the_poor_are_the_larger_part_of_those_who_need_help() -> None:
    assert figures.POOR_PERSONS + figures.NEAR_POOR_PERSONS < figures.FULL_PERSONS
    assert figures.NEAR_POOR_PERSONS < figures.POOR_PERSONS
    assert figures.FULL_BENEFICIARIES * 10 < figures.FULL_PERSONS


def test_every_profile_has_its_share() -> None:
    assert list(figures.PROFILE_WEIGHTS) == list(Profile)
    assert sum(figures.PROFILE_WEIGHTS.values()) == 1000
    # Nobody with HIV is missing from a demonstration, and nobody could be told by their number.
    assert 0 < figures.PROFILE_WEIGHTS[Profile.HIV_CHILD] < 10


def test_shares_of_ethnic_groups_are_of_a_thousand_and_known() -> None:
    assert sum(figures.ETHNIC_WEIGHTS.values()) == 1000
    for code in figures.ETHNIC_WEIGHTS:
        assert group(code)


def test_factors_change_groups_that_there_are() -> None:
    for factors in figures.DISTRICT_FACTORS.values():
        assert set(factors) <= set(figures.ETHNIC_WEIGHTS)
        assert all(factor >= 0 for factor in factors.values())


def test_districts_are_those_of_the_province_before_the_merger() -> None:
    era = units.era_on(date(2025, 6, 30))
    names = {one.full_name for one in units.communes_of(figures.PROVINCE, era)}
    for district in figures.DISTRICT_FACTORS:
        assert any(district.split(maxsplit=1)[1] in name for name in names), district


def test_days_of_the_law() -> None:
    assert date.fromisoformat(figures.HARDSHIP_SINCE) == date(2021, 6, 4)
    assert date(2025, 7, 1) == figures.SOCIAL_PENSION_SINCE
    assert 0 < figures.HARDSHIP_SHARE < 1
