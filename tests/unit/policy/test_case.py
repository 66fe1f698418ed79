"""A case hands its person on."""

from __future__ import annotations

from tests.unit.policy.invented import case, facts


def test_person_is_that_of_the_facts() -> None:
    known = facts("1950-07-10", hiv=True)
    assert case("2025-01-01", 74, known).person is known.person
