"""Limits of emergencies: every one on every day, each counted in one way."""

from __future__ import annotations

import pytest

from app.core.errors import Environment
from app.core.paths import resource
from app.policy.figures import Text
from app.policy.limit_rows import Limit, read_limits
from app.policy.reading import OpenTable

TEXT = resource("policy", "emergency_clock.toml").read_text(encoding="utf-8")


def test_the_programs_own_limits() -> None:
    found = read_limits(OpenTable(Text("emergency_clock.toml", TEXT)))
    assert {one.key for one in found} == set(Limit)
    assert [one.hours for one in found if one.key is Limit.CHILD] == [12]
    assert [one.days for one in found if one.key is Limit.RELIEF] == [2, 2]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from = 2025-07-01", "from = 2025-07-02"),
        ("to = 2025-06-30\n", ""),
        ('key = "child"', 'key = "dog"'),
        ('key = "child"', 'key = "relief"'),
        ("hours = 12", "hours = 12\ndays = 2"),
        ("hours = 12\n", ""),
        ("hours = 12", "hours = 0"),
        ("hours = 12", "hours = 12.0"),
        ("hours = 12", "hours = 12\nminutes = 3"),
    ],
)
def test_anything_else_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(Environment, match="policy-data-broken"):
        read_limits(OpenTable(Text("emergency_clock.toml", TEXT.replace(old, new))))
