"""The words of a field are the law's own, and the rules understand every one of them."""

from __future__ import annotations

from enum import StrEnum

import pytest

from app.policy.emergency import Cause, Victim
from app.policy.facts import Disability, Marital, Poverty, Supporter
from app.policy.housing import Damage, Hardship
from app.services import choices


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (choices.POVERTY, Poverty),
        (choices.CASE_POVERTY, Hardship),
        (choices.DISABILITY, Disability),
        (choices.SUPPORTER, Supporter),
        (choices.MARITAL, Marital),
        (choices.CAUSE, Cause),
        (choices.PROTECTION_GROUND, Victim),
    ],
)
def test_the_rules_know_every_word(words: dict[str, str], known: type[StrEnum]) -> None:
    assert set(words) <= {str(one) for one in known}


def test_houses_that_can_be_lived_in_are_not_asked_about() -> None:
    assert set(choices.HOUSE_DAMAGE) - {str(one) for one in Damage} == {"con_o_duoc"}


def test_every_kind_of_fact_has_a_name_and_hiv_is_restricted() -> None:
    assert set(choices.RESTRICTED_FACT_VALUES) == set(choices.FACT_NAMES)
    assert "hiv" not in choices.FACT_VALUES


def test_words_are_plain_ascii_but_the_letters_of_the_law() -> None:
    for words in (choices.RELATION, choices.NEEDS, choices.VICTIM_STATUS, choices.CASE_STATE):
        assert all(word.isascii() for word in words)
