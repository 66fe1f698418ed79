"""What answers about months have in common: which days leave a question, which codes are known."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Correctable
from app.policy.month_answers import ENDED, EXPIRED, asked_for, between, category_of, day_told


def test_a_question_is_no_answer() -> None:
    found = asked_for(("NĐ 20/2021/NĐ-CP Điều 8.2",), EXPIRED, ENDED)
    assert (found.answer, found.questions) == (None, (ENDED,))


def test_the_question_names_both_months() -> None:
    assert between(date(2024, 1, 1), date(2024, 12, 31)).params == {
        "first": "01/2024",
        "last": "12/2024",
    }


def test_5_1_stands_for_its_first_group() -> None:
    assert category_of("5.1") == category_of("5.1.a")
    with pytest.raises(Correctable, match="category-unknown"):
        category_of("5.99")


def test_a_day_that_is_missing_is_told_at_its_field() -> None:
    assert day_told(date(2024, 1, 1), "dob") == date(2024, 1, 1)
    with pytest.raises(Correctable) as told:
        day_told(None, "dob")
    assert told.value.field == "facts.dob"
