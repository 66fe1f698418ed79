"""Điều 6.2, its exception for 5.4, and the higher of allowance and social pension."""

from __future__ import annotations

import pytest

from app.policy.combination import choose, total
from app.policy.outcome import Finding, Verdict


def granted(code: str, vnd: int) -> Finding:
    return Finding(code, Verdict.GRANTED, monthly_vnd=vnd)


@pytest.mark.parametrize(
    ("benefits", "paid"),
    [
        ({}, ()),
        ({"5.1.b": 15, "5.6": 25}, ("5.6",)),  # một mức cao nhất
        ({"5.6": 15, "5.8": 15}, ("5.6",)),  # equal: 5.6 first
        ({"5.8": 15, "5.2": 15}, ("5.8",)),
        ({"5.3": 25, "5.1.a": 25}, ("5.3",)),
        ({"5.5.a": 20, "5.6": 20}, ("5.6",)),
        ({"5.4": 10, "5.6": 20, "5.8": 15}, ("5.4", "5.6")),  # khoản 4 and one of 5, 6, 8
        ({"5.4": 10, "5.5.c": 10}, ("5.4", "5.5.c")),
        ({"5.4": 10, "5.8": 15}, ("5.4", "5.8")),
        ({"5.4": 10, "5.1.b": 15}, ("5.1.b",)),  # 5.1 is not of the exception
        ({"5.4": 20, "5.2": 15}, ("5.4",)),
        ({"5.4": 20, "5.3": 20}, ("5.3",)),
        ({"5.4": 10, "HTXH.a": 10}, ("5.4",)),  # equal: HTXH last
        ({"5.5.a": 15, "HTXH.a": 10}, ("5.5.a",)),  # the higher of the two
        ({"5.4": 10, "5.5.d": 30, "HTXH.a": 10}, ("5.4", "5.5.d")),
    ],
)
def test_what_is_paid(benefits: dict[str, int], paid: tuple[str, ...]) -> None:
    found = choose(granted(code, vnd) for code, vnd in benefits.items())
    assert tuple(finding.code for finding in found) == paid


def test_refused_and_open_findings_are_never_paid() -> None:
    findings = [
        Finding("5.6", Verdict.REFUSED, monthly_vnd=9),
        Finding("5.2", Verdict.OPEN, monthly_vnd=8),
    ]
    assert choose(findings) == ()
    assert total([granted("5.4", 3), granted("5.6", 4)]) == 7
