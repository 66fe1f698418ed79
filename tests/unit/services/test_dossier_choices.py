"""What can be applied for on a day, and which facts decide it."""

from __future__ import annotations

from datetime import date

import pytest

from app.services import choices
from app.services.dossier_choices import ASKED, categories, fact_kinds, facts_asked


@pytest.mark.parametrize(
    ("day", "code", "offered"),
    [
        (date(2025, 6, 30), "5.5.c", True),  # NĐ 20/2021 Điều 5.5.c, until 30/6/2025
        (date(2025, 7, 1), "5.5.c", False),
        (date(2025, 6, 30), "HTXH.a", False),
        (date(2025, 7, 1), "HTXH.a", True),  # NĐ 176/2025 Điều 2, from 1/7/2025
    ],
)
def test_categories_have_their_days(day: date, code: str, *, offered: bool) -> None:
    assert (code in {one.code for one in categories(day, cleared=False)}) is offered


def test_categories_of_an_illness_only_for_who_is_cleared() -> None:
    plain = {one.code for one in categories(date(2025, 11, 14), cleared=False)}
    every = {one.code for one in categories(date(2025, 11, 14), cleared=True)}
    assert every - plain == {"5.3", "5.8"}


def test_every_category_asks_for_something() -> None:
    for one in categories(date(2025, 11, 14), cleared=True):
        assert facts_asked(one.code, cleared=True), one.code
    assert facts_asked(None, cleared=True) == ()


def test_restricted_facts_are_not_named_without_clearance() -> None:
    assert "hiv" not in {one.kind for one in facts_asked("5.8", cleared=False)}
    assert "hiv" not in {one.kind for one in fact_kinds(cleared=False)}
    assert fact_kinds(cleared=True)[-1].restricted


def test_only_known_facts_are_asked() -> None:
    assert {kind for kinds in ASKED.values() for kind in kinds} <= set(
        choices.RESTRICTED_FACT_VALUES
    )
    assert next(one for one in fact_kinds(cleared=False) if one.kind == "poverty").subject_kind == (
        "household"
    )
