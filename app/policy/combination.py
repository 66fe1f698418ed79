"""Which of several granted benefits are paid: Điều 6.2 NĐ 20/2021/NĐ-CP, Điều 2 NĐ 176/2025/NĐ-CP.

Only the highest is paid. A poor single parent (5.4) who also comes under 5.5, 5.6 or 5.8 is paid
5.4 beside the best of these. Monthly allowance and social pension: the higher of the two. Paid is
the highest lawful sum; equal sums are decided by a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.policy.outcome import Finding, Verdict

_ORDER = ("5.6", "5.5", "5.8", "5.3", "5.1", "5.2", "5.7", "5.4", "HTXH")
_BESIDE_SINGLE_PARENT = ("5.5", "5.6", "5.8")


def choose(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The granted findings that are paid together: none, one, or 5.4 and another."""
    granted = [finding for finding in findings if finding.verdict is Verdict.GRANTED]
    if not granted:
        return ()
    best = min(granted, key=_rank)
    parent = next((finding for finding in granted if finding.code == "5.4"), None)
    beside = [finding for finding in granted if finding.family in _BESIDE_SINGLE_PARENT]
    if parent is None or not beside:
        return (best,)
    other = min(beside, key=_rank)
    if parent.monthly_vnd + other.monthly_vnd >= best.monthly_vnd:
        return (parent, other)
    return (best,)


def total(findings: Iterable[Finding]) -> int:
    """What findings come to a month, in đồng."""
    return sum(finding.monthly_vnd for finding in findings)


def _rank(finding: Finding) -> tuple[int, int, str]:
    return -finding.monthly_vnd, _ORDER.index(finding.family), finding.code
