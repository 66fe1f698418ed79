"""Điều 5.4 NĐ 20/2021/NĐ-CP: a poor or near-poor single person who is raising children.

Never married, or the spouse is dead or missing by law; divorce is not in the text. Each child
under 16, or from 16 to 22 and studying as in khoản 2, counts 1,0 (Điều 6.1.d). From the child's
22nd birthday "22 tuổi" is read both ways: that child is a question until the office has set its
reading. The child's own allowance changes nothing here: each person is assessed alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from app.core.i18n import N_
from app.policy.ages import CHILD_BELOW, STUDY_LIMIT, possible_ages
from app.policy.case import Case
from app.policy.facts import Child, Marital, Readings, StudyLimit
from app.policy.outcome import Finding, Reason, granted, left_open, refused
from app.policy.parameters import law

_NOT_POOR = Reason(N_("Article 5.4 is for poor or near-poor households."))
_NOT_SINGLE = Reason(
    N_(
        "Article 5.4 is for people never married, or whose spouse has died or is missing by law; "
        "divorce is not in its words."
    )
)
_NO_CHILD = Reason(
    N_("Article 5.4: no child under 16, or from 16 to 22 and studying, is being raised.")
)
_OPEN = Reason(
    N_(
        "Article 5.4 counts a studying child up to 22 years of age, which can be read as ending "
        "on the 22nd birthday or a year later. Which reading does the office use?"
    )
)
_SINGLE = (Marital.NEVER_MARRIED, Marital.WIDOWED, Marital.SPOUSE_MISSING)


@dataclass(frozen=True, slots=True)
class ChildCount:
    """Children that count surely, that count for some day of birth only, and in doubt by law."""

    certain: int
    possible: int
    in_doubt: int


class _Counts(Enum):
    YES = auto()
    NO = auto()
    DOUBT = auto()


def count_children(children: tuple[Child, ...], on: date, readings: Readings) -> ChildCount:
    """Sort the children of a single parent by whether they count on ``on``."""
    certain = possible = in_doubt = 0
    for child in children:
        answers = {_counts(child, age, readings) for age in possible_ages(child.birth, on)}
        if _Counts.YES in answers and (len(answers) > 1 or child.birth.about):
            possible += 1
        elif _Counts.YES in answers:
            certain += 1
        elif _Counts.DOUBT in answers:
            in_doubt += 1
    return ChildCount(certain, possible, in_doubt)


def _counts(child: Child, age: int, readings: Readings) -> _Counts:
    if age < CHILD_BELOW:
        return _Counts.YES
    if not child.studying or age > STUDY_LIMIT:
        return _Counts.NO
    if age < STUDY_LIMIT:
        return _Counts.YES
    if readings.study_limit is None:
        return _Counts.DOUBT
    through = readings.study_limit is StudyLimit.THROUGH_AGE_22
    return _Counts.YES if through else _Counts.NO


def assess(case: Case) -> tuple[Finding, ...]:
    """The finding for the children that count, and a second one for those in doubt."""
    category = law().categories["5.4"]
    reasons = []
    if not case.facts.poor_or_near:
        reasons.append(_NOT_POOR)
    if case.person.marital not in _SINGLE:
        reasons.append(_NOT_SINGLE)
    if not case.children and not case.open_children:
        reasons.append(_NO_CHILD)
    if reasons:
        return (refused(category.code, reasons),)
    each = category.bands[0].coefficient
    found = []
    if case.children:
        found.append(granted(category, each * Decimal(case.children), case.level))
    if case.open_children:
        every = Decimal(case.children + case.open_children)
        found.append(left_open(category, each * every, case.level, _OPEN))
    return tuple(found)
