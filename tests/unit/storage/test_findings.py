"""Findings stay few in memory however many there are."""

from __future__ import annotations

from app.storage.findings import MOST, Finding, FindingKind, Findings


def test_beyond_a_limit_findings_are_only_counted() -> None:
    found = Findings()
    for number in range(MOST + 5):
        found.add(FindingKind.CHAIN, f"operation {number}")
    assert (found.count, len(found.named)) == (MOST + 5, MOST)
    assert found.named[0] == Finding(FindingKind.CHAIN, "operation 0")
