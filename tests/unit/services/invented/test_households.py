from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.invented.figures import PROFILE_WEIGHTS, Profile
from app.services.invented.households import (
    CHILD,
    HEAD,
    NEAR_POOR,
    POOR,
    HouseholdDraft,
    Member,
    beneficiary_household,
    family,
    ordinary_household,
)

SEEDS = st.integers(0, 10**6)


def trait(member: Member, kind: str) -> str | None:
    return next((one.value for one in member.traits if one.kind == kind), None)


def paid(draft: HouseholdDraft) -> list[Member]:
    return [member for member in draft.members if member.profile]


@given(SEEDS, st.integers(1, 9))
def test_an_ordinary_household_pays_nobody(seed: int, most: int) -> None:
    draft = ordinary_household(Random(seed), most=most)
    assert 1 <= len(draft.members) <= most
    assert draft.members[0].relation == HEAD
    assert draft.poverty in (POOR, NEAR_POOR)
    assert paid(draft) == []
    for member in draft.members:
        assert member.age >= 3
        assert trait(member, "disability") in (None, "nhe")
        assert member.age < 60 or any(one.kind == "pension" for one in member.traits)


@given(SEEDS, st.integers(1, 8))
def test_parents_are_older_than_their_children(seed: int, size: int) -> None:
    members = family(Random(seed), size)
    assert 1 <= len(members) <= size
    children = [member.age for member in members if member.relation == CHILD]
    parents = [member.age for member in members if member.relation != CHILD]
    assert all(min(parents) - age >= 16 for age in children)
    assert children == sorted(children, reverse=True)


@given(st.sampled_from(list(Profile)), SEEDS, st.integers(1, 9))
def test_one_person_is_paid(profile: Profile, seed: int, most: int) -> None:
    draft = beneficiary_household(profile, Random(seed), most=most)
    assert 1 <= len(draft.members) <= most
    assert draft.members[0].relation == HEAD
    assert [member.profile for member in paid(draft)] == [profile]


@pytest.mark.parametrize("seed", range(20))
def test_what_each_is_paid_for(seed: int) -> None:
    """Nghị định 20/2021/NĐ-CP Điều 5, Nghị định 176/2025/NĐ-CP Điều 2."""

    def of(profile: Profile) -> tuple[Member, HouseholdDraft]:
        draft = beneficiary_household(profile, Random(seed), most=9)
        return paid(draft)[0], draft

    very_old, _ = of(Profile.VERY_OLD)
    assert very_old.age >= 80
    old_poor, home = of(Profile.OLD_POOR)
    assert 70 <= old_poor.age < 80
    assert home.poverty in (POOR, NEAR_POOR)
    alone, home = of(Profile.OLD_ALONE)
    assert alone.age >= 60
    assert home.poverty == POOR
    assert trait(alone, "supporter") in ("khong_co", "dang_huong_tcxh")
    assert trait(of(Profile.EXTREME_DISABILITY)[0], "disability") == "dac_biet_nang"
    assert trait(of(Profile.SEVERE_DISABILITY)[0], "disability") == "nang"
    single, home = of(Profile.SINGLE_PARENT)
    assert trait(single, "marital") in ("goa", "chua_ket_hon", "vo_chong_mat_tich")
    assert any(one.relation == CHILD and one.age < 16 for one in home.members)
    orphan, _ = of(Profile.ORPHAN)
    assert orphan.age < 16
    assert trait(orphan, "orphan_ground")
    child, home = of(Profile.UNDER_THREE)
    assert child.age < 3
    assert home.needs_hardship
    assert home.poverty in (POOR, NEAR_POOR)
    ill, home = of(Profile.HIV_ADULT)
    assert ill.age >= 16
    assert home.poverty == POOR
    ill, home = of(Profile.HIV_CHILD)
    assert ill.age < 16
    assert home.poverty == POOR


def test_every_profile_has_its_share() -> None:
    assert set(PROFILE_WEIGHTS) == set(Profile)
    assert sum(PROFILE_WEIGHTS.values()) == 1000
