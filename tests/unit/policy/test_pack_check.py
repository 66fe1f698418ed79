"""A pack of good rows that leaves out what the rules ask for is not put in use."""

from __future__ import annotations

import re
from typing import cast

import pytest

from app.core.errors import Environment
from app.core.paths import resource
from app.policy import pack_check, parameters
from tests.fakes import law_readers


def table(name: str, old: str, new: str) -> dict[str, str]:
    text = resource("policy", name).read_text(encoding="utf-8")
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    return {name: changed}


def test_the_programs_own_law_keeps_everything() -> None:
    assert list(pack_check.faults(parameters.shipped(), parameters.shipped())) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("levels.toml", r"(?s)\[\[standard_level\]\].*?(?=\[\[)", ""),  # 2021 to 2024
        ("categories.toml", r'(?s)\[\[category\]\]\ncode = "5\.2".*?(?=\[\[)', ""),
        ("categories.toml", r'code = "5\.8"', 'code = "5.9"'),
        ("categories.toml", r"from_age = 80, ", "from_age = 80, below_age = 99, "),
        ("care_support.toml", r'code = "20\.1\.a"', 'code = "20.1.x"'),
        ("social_pension.toml", r'code = "HTXH\.a"', 'code = "HTXH.x"'),
        ("emergency.toml", r'litres_a_km = "0\.2"', 'litres_a_km = "ít"'),
        ("emergency.toml", r"times = 10\n", ""),
        ("procedures.toml", "from = 2021-07-01", "from = 2022-07-01"),
        ("procedures.toml", 'field = "decided_on"', 'field = "note"'),
        ("procedures.toml", 'key = "posted"', 'key = "shown"'),
        ("emergency_clock.toml", "from = 2021-07-01", "from = 2022-07-01"),
        ("holidays.toml", r"(?s)\[\[year\]\]\nyear = 2024.*?(?=\[\[)", ""),
    ],
)
def test_what_the_rules_ask_for_stays(name: str, old: str, new: str) -> None:
    with pytest.raises(Environment, match="policy-data-broken"):
        pack_check.with_pack(table(name, old, new))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("levels.toml", "vnd = 360000", "vnd = 99999999999999999999999"),
        ("categories.toml", 'coefficient = "2.5"', 'coefficient = "99999999999.5"'),
        ("categories.toml", "from_age = 4, below_age = 16", "from_age = -4, below_age = 16"),
        ("categories.toml", r"from_age = 80, ", "from_age = 80, below_age = 99999999999, "),
        ("social_pension.toml", "from_age = 75", "from_age = -1"),
        ("emergency.toml", "kg = 15", "kg = -1"),
        ("emergency.toml", "vnd = 40000000", "vnd = 99999999999999999999999"),
        ("emergency.toml", r'litres_a_km = "0\.2"', 'litres_a_km = "-5"'),
        ("emergency.toml", r'coefficient_below_4 = "5\.0"', 'coefficient_below_4 = "1e400"'),
    ],
)
def test_no_figure_is_below_zero_or_beyond_every_sum(name: str, old: str, new: str) -> None:
    """A slip of the pen at the office would be paid out, or stop the program, everywhere."""
    with pytest.raises(Environment, match="policy-data-broken"):
        pack_check.with_pack(table(name, old, new))


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 20_000, "x = " + "1" * 20_000, "x = \x00", "[[standard_level]]\nto = 9"]
)
def test_what_no_parser_can_take_is_refused_like_the_rest(text: str) -> None:
    with pytest.raises(Environment, match="policy-data-broken"):
        pack_check.with_pack({"levels.toml": text})


def test_a_last_day_at_the_end_of_the_calendar() -> None:
    """Nothing follows on it, so nothing may stand behind it."""
    with pytest.raises(Environment, match="policy-data-broken"):
        pack_check.with_pack(table("levels.toml", "to = 2024-06-30", "to = 9999-12-31"))


def test_the_questions_of_the_fuzzer_reach_the_rules() -> None:
    """Else it would spoil what is turned away at the door."""
    for cases, answer in law_readers.QUESTIONS.values():
        for told in cast(list[dict[str, object]], answer(cases)):
            assert "error" not in told, told
