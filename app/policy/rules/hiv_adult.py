"""Điều 5.8 NĐ 20/2021/NĐ-CP: HIV, poor household, no stable monthly income; from 16 on.

Coefficient 1,5 (Điều 6.1.g). Stable income is a wage, a pension, monthly social insurance or
another monthly social allowance. Children are of khoản 3. The allowances weighed here against
each other are no such income: Điều 6.2 expressly lets 5.4 stand beside 5.8.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.policy.case import Case
from app.policy.facts import Poverty
from app.policy.outcome import Finding, Reason, granted, refused
from app.policy.parameters import law

_NO_HIV = Reason(N_("Article 5.8: no paper on HIV is recorded."))
_NOT_POOR = Reason(N_("Article 5.8 is for poor households only."))
_CHILD = Reason(N_("Article 5.8 begins on the 16th birthday; children come under Article 5.3."))
_INCOME = Reason(N_("Article 5.8: there is a stable monthly income."))
_PENSION = Reason(N_("Article 5.8: a pension or monthly social insurance benefit is being paid."))
_OTHER = Reason(N_("Article 5.8: another monthly allowance is being paid."))


def assess(case: Case) -> tuple[Finding, ...]:
    """One finding for 5.8."""
    category = law().categories["5.8"]
    person = case.person
    reasons = []
    if not person.hiv:
        reasons.append(_NO_HIV)
    if case.facts.poverty is not Poverty.POOR:
        reasons.append(_NOT_POOR)
    if case.age < category.from_age:
        reasons.append(_CHILD)
    if person.stable_income:
        reasons.append(_INCOME)
    if person.draws_pension:
        reasons.append(_PENSION)
    if person.other_monthly_allowance:
        reasons.append(_OTHER)
    if reasons:
        return (refused(category.code, reasons),)
    return (granted(category, category.bands[0].coefficient, case.level),)
