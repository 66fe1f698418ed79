"""Ways of a dossier: without gaps, each step once, each limit counted from a step before."""

from __future__ import annotations

import pytest

from app.core.errors import Environment
from app.core.paths import resource
from app.policy.figures import Text
from app.policy.procedure_rows import read_procedures
from app.policy.reading import OpenTable

TEXT = resource("policy", "procedures.toml").read_text(encoding="utf-8")


def test_the_programs_own_ways() -> None:
    before, since = read_procedures(OpenTable(Text("procedures.toml", TEXT)))
    assert (before.steps[-1].limit, before.steps[-1].counted_from) == (10, "submitted")
    assert (since.steps[0].limit, since.decider) == (None, "Chủ tịch UBND cấp xã")
    assert [step.key for step in since.steps if step.hidden_when_restricted] == ["posted"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from = 2025-07-01", "from = 2025-07-02"),
        ("to = 2025-06-30\n", ""),
        ('key = "decided"', 'key = "signed"'),
        ('key = "verified"', 'key = "received"'),
        ('counted_from = "received"', 'counted_from = "decided"'),
        ('counted_from = "received"', ""),
        ("limit = 7\n", ""),
        ("limit = 7", "limit = 0"),
        ("limit = 7", "limit = 9999"),
        ('field = "received_on"', 'field = "received_on"\nlimit = 3\ncounted_from = "received"'),
        ("verified = true", "verified = 1"),
        ("hidden_when_restricted = true", "hidden = true"),
    ],
)
def test_anything_else_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(Environment, match="policy-data-broken"):
        read_procedures(OpenTable(Text("procedures.toml", TEXT.replace(old, new))))
