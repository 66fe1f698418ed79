"""Điều 5.2 NĐ 20/2021/NĐ-CP: drew the allowance of khoản 1 on turning 16 and still studies.

Coefficient 1,5 (Điều 6.1.b), for a first degree, "tối đa không quá 22 tuổi". Those words can end
on the 22nd birthday or on the day before the 23rd: in between the answer is a question until the
office has set its reading.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.policy.ages import STUDY_LIMIT
from app.policy.case import Case
from app.policy.facts import StudyLimit
from app.policy.outcome import Finding, Reason, granted, left_open, refused
from app.policy.parameters import law

_NEVER_DREW = Reason(
    N_("Article 5.2: the allowance of Article 5.1 was not being paid on turning 16.")
)
_NOT_STUDYING = Reason(N_("Article 5.2 is for people who are studying."))
_NOT_FIRST = Reason(N_("Article 5.2 covers a first degree only."))
_TOO_YOUNG = Reason(N_("Article 5.2 begins on the 16th birthday."))
_TOO_OLD = Reason(N_("Article 5.2 pays at most until the age of 22."))
_OPEN = Reason(
    N_(
        "Article 5.2 says at most 22 years of age, which can be read as ending on the 22nd "
        "birthday or a year later. Which reading does the office use?"
    )
)


def assess(case: Case) -> tuple[Finding, ...]:
    """Granted from the 16th to the 22nd birthday, open for the year after it."""
    category = law().categories["5.2"]
    person = case.person
    reasons = []
    if not person.had_k1_allowance:
        reasons.append(_NEVER_DREW)
    if not person.studying:
        reasons.append(_NOT_STUDYING)
    if not person.first_degree:
        reasons.append(_NOT_FIRST)
    if case.age < category.from_age:
        reasons.append(_TOO_YOUNG)
    limit = case.readings.study_limit
    in_doubt = case.age == STUDY_LIMIT
    if case.age > STUDY_LIMIT or (in_doubt and limit is StudyLimit.BEFORE_22ND_BIRTHDAY):
        reasons.append(_TOO_OLD)
    if reasons:
        return (refused(category.code, reasons),)
    coefficient = category.bands[-1].coefficient
    if in_doubt and limit is None:
        return (left_open(category, coefficient, case.level, _OPEN),)
    return (granted(category, coefficient, case.level),)
