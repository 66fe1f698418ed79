"""Điều 20."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.policy.care_support import Carer, for_carer, for_parent
from app.policy.facts import Disability
from tests.unit.policy.invented import facts

ON = date(2022, 5, 10)
EXTREME, SEVERE = Disability.EXTREME, Disability.SEVERE


@pytest.mark.parametrize(
    ("dob", "person", "category", "code", "vnd"),
    [
        ("2018-05-11", {"k1_ground": "b"}, None, "20.1.a", 900_000),  # dưới 4
        ("2018-05-10", {"k1_ground": "b"}, None, "20.1.b", 540_000),  # từ 4
        ("2006-05-11", {}, "5.1.a", "20.1.b", 540_000),
        ("2006-05-10", {"k1_ground": "b"}, None, None, 0),  # 16
        ("1950-05-10", {}, "5.5.d", "20.1.b", 540_000),
        ("1950-05-10", {}, "5.5.a", None, 0),
        ("1990-01-01", {"disability": EXTREME}, None, "20.2.d1", 540_000),
        ("2006-05-11", {"disability": EXTREME}, None, "20.2.d2", 900_000),
        ("2006-05-10", {"disability": EXTREME}, None, "20.2.d1", 540_000),
        ("1990-01-01", {"disability": SEVERE}, None, None, 0),
    ],
)
def test_who_takes_somebody_in(
    dob: str, person: dict[str, Any], category: str | None, code: str | None, vnd: int
) -> None:
    known = facts(dob, **person).person
    found = for_carer(ON, known, Carer.TAKES_IN, category=category)
    assert [(row.code, row.monthly_vnd) for row in found.supports] == (
        [(code, vnd)] if code else []
    )
    assert bool(found.considered) is (code is None)


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ({"disability": EXTREME}, "20.2.c"),
        ({"disability": SEVERE}, None),
        ({"k1_ground": "b"}, None),
    ],
)
def test_the_own_household(person: dict[str, Any], code: str | None) -> None:
    found = for_carer(ON, facts("2012-01-01", **person).person, Carer.OWN_HOUSEHOLD)
    assert [row.code for row in found.supports] == ([code] if code else [])


def test_two_grounds_for_one_child_are_asked() -> None:
    known = facts("2012-01-01", k1_ground="b", disability=EXTREME).person
    found = for_carer(ON, known, Carer.TAKES_IN)
    assert [row.code for row in found.supports] == ["20.2.d2"]
    assert [row.code for row in found.questions] == ["20.1.b"]


def test_birth_in_doubt_is_asked() -> None:
    found = for_carer(ON, facts("2018", k1_ground="b").person, Carer.TAKES_IN)
    assert found.supports == ()
    assert sorted(row.code for row in found.questions) == ["20.1.a", "20.1.b"]


@pytest.mark.parametrize("block", ["in_facility", "imprisoned"])
def test_nothing_outside_the_community(block: str) -> None:
    stopped: dict[str, Any] = {block: True}
    known = facts("1990-01-01", disability=EXTREME, **stopped).person
    assert for_carer(ON, known, Carer.TAKES_IN).supports == ()


def test_carer_without_the_conditions() -> None:
    known = facts("1990-01-01", disability=EXTREME).person
    found = for_carer(ON, known, Carer.OWN_HOUSEHOLD, meets_conditions=False)
    assert found.supports == ()


@pytest.mark.parametrize(
    ("degree", "pregnant", "children", "code"),
    [
        (SEVERE, True, 0, "20.2.a1"),
        (SEVERE, False, 1, "20.2.a1"),
        (EXTREME, True, 1, "20.2.a2"),
        (SEVERE, False, 2, "20.2.a2"),
        (SEVERE, True, 3, "20.2.a2"),
        (SEVERE, False, 0, None),
        (Disability.MILD, True, 0, None),
        (None, True, 0, None),
    ],
)
def test_disabled_parent(
    degree: Disability | None, pregnant: bool, children: int, code: str | None
) -> None:
    known = facts("1995-05-10", disability=degree, pregnant=pregnant).person
    found = for_parent(ON, known, children_under_36m=children)
    assert [row.code for row in found.supports] == ([code] if code else [])


def test_one_share_for_a_couple() -> None:
    known = facts("1995-05-10", disability=SEVERE, pregnant=True).person
    assert for_parent(ON, known, children_under_36m=0, spouse_draws=True).supports == ()


def test_parent_cared_for_at_home_is_asked() -> None:
    known = facts("1995-05-10", disability=EXTREME, pregnant=True).person
    found = for_parent(ON, known, children_under_36m=0, carer=Carer.OWN_HOUSEHOLD)
    assert [row.code for row in found.questions] == ["20.2.c"]
