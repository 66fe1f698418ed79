"""Điều 5.5 NĐ 20/2021/NĐ-CP: older people, points a, b, c and d.

a: from 60, poor, nobody to support them or only somebody on an allowance; 1,5, from 80 2,0.
b: from 75 to 80, poor or near-poor, in an especially hard area, not a; 1,0; until 30/6/2025.
c: from 80, not a, no pension, social insurance or other monthly allowance; 1,0; until 30/6/2025.
d: from 60, poor, nobody to support them, fit for a facility but cared for at home; 3,0.
"từ đủ 75 đến 80 tuổi" can end on the 80th birthday or with the year that begins there: at 80 the
answer to b is a question, which only matters to those whom c refuses.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.policy.case import Case
from app.policy.facts import Poverty, Supporter
from app.policy.outcome import Finding, Reason, granted, left_open, refused
from app.policy.parameters import law
from app.policy.rows import Category

_A_AGE = Reason(N_("Article 5.5.a begins on the 60th birthday."))
_A_POOR = Reason(N_("Article 5.5.a is for poor households only."))
_A_SUPPORT = Reason(N_("Article 5.5.a: somebody has the duty and right to support this person."))
_B_AGE = Reason(N_("Article 5.5.b is for people from 75 to 80."))
_B_POOR = Reason(N_("Article 5.5.b is for poor or near-poor households."))
_B_AREA = Reason(N_("Article 5.5.b is for especially hard villages of ethnic minority areas."))
_B_IS_A = Reason(N_("Article 5.5.b leaves out those who come under point a."))
_B_OPEN = Reason(
    N_(
        "Article 5.5.b says from 75 to 80 years of age; it does not say whether the year after "
        "the 80th birthday belongs to it. Which reading does the office use?"
    )
)
_C_AGE = Reason(N_("Article 5.5.c begins on the 80th birthday."))
_C_IS_A = Reason(N_("Article 5.5.c leaves out those who come under point a."))
_C_PENSION = Reason(
    N_("Article 5.5.c: a pension or monthly social insurance benefit is being paid.")
)
_C_OTHER = Reason(N_("Article 5.5.c: another monthly allowance is being paid."))
_D_AGE = Reason(N_("Article 5.5.d begins on the 60th birthday."))
_D_POOR = Reason(N_("Article 5.5.d is for poor households only."))
_D_SUPPORT = Reason(
    N_("Article 5.5.d is for people whom nobody has the duty and right to support.")
)
_D_CARE = Reason(N_("Article 5.5.d: no carer in the community in place of a facility is recorded."))
_ENDED = N_("Article {point} ended on {day}; the social pension took its place ({act}).")
_B_TO = 80


def assess(case: Case) -> tuple[Finding, ...]:
    """One finding for each point."""
    is_a = not _reasons_a(case)
    return (_point_a(case), _point_b(case, is_a=is_a), _point_c(case, is_a=is_a), _point_d(case))


def _reasons_a(case: Case) -> list[Reason]:
    reasons = []
    if case.age < law().categories["5.5.a"].from_age:
        reasons.append(_A_AGE)
    if case.facts.poverty is not Poverty.POOR:
        reasons.append(_A_POOR)
    if case.person.supporter is Supporter.SOMEBODY:
        reasons.append(_A_SUPPORT)
    return reasons


def _point_a(case: Case) -> Finding:
    category = law().categories["5.5.a"]
    if reasons := _reasons_a(case):
        return refused(category.code, reasons)
    coefficient = category.coefficient(case.age)
    assert coefficient is not None
    return granted(category, coefficient, case.level)


def _point_b(case: Case, *, is_a: bool) -> Finding:
    category = law().categories["5.5.b"]
    if ended := _ended(category, case):
        return refused(category.code, [ended])
    reasons = []
    if not category.from_age <= case.age <= _B_TO:
        reasons.append(_B_AGE)
    if not case.facts.poor_or_near:
        reasons.append(_B_POOR)
    if not case.facts.hard_area:
        reasons.append(_B_AREA)
    if is_a:
        reasons.append(_B_IS_A)
    if reasons:
        return refused(category.code, reasons)
    coefficient = category.bands[0].coefficient
    if case.age == _B_TO:
        return left_open(category, coefficient, case.level, _B_OPEN)
    return granted(category, coefficient, case.level)


def _point_c(case: Case, *, is_a: bool) -> Finding:
    category = law().categories["5.5.c"]
    if ended := _ended(category, case):
        return refused(category.code, [ended])
    reasons = []
    if case.age < category.from_age:
        reasons.append(_C_AGE)
    if is_a:
        reasons.append(_C_IS_A)
    if case.person.draws_pension:
        reasons.append(_C_PENSION)
    if case.person.other_monthly_allowance:
        reasons.append(_C_OTHER)
    if reasons:
        return refused(category.code, reasons)
    return granted(category, category.bands[0].coefficient, case.level)


def _point_d(case: Case) -> Finding:
    category = law().categories["5.5.d"]
    reasons = []
    if case.age < category.from_age:
        reasons.append(_D_AGE)
    if case.facts.poverty is not Poverty.POOR:
        reasons.append(_D_POOR)
    if case.person.supporter is not Supporter.NOBODY:
        reasons.append(_D_SUPPORT)
    if not case.person.facility_eligible_cared_in_community:
        reasons.append(_D_CARE)
    if reasons:
        return refused(category.code, reasons)
    return granted(category, category.bands[0].coefficient, case.level)


def _ended(category: Category, case: Case) -> Reason | None:
    if category.last_day is None or case.on <= category.last_day:
        return None
    return Reason(
        _ENDED,
        {
            "point": category.code,
            "day": f"{category.last_day:%d/%m/%Y}",
            "act": category.ended_by,
        },
    )
