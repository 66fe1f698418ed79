"""Điều 5.3 NĐ 20/2021/NĐ-CP: a child living with HIV in a poor household.

Coefficient (Điều 6.1.c): 2,5 under 4, 2,0 from 4 to under 16. A near-poor household does not
count. In force from 1/7/2021.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.policy.case import Case
from app.policy.facts import Poverty
from app.policy.outcome import Finding, Reason, granted, refused
from app.policy.parameters import law

_NO_HIV = Reason(N_("Article 5.3: no paper on HIV is recorded."))
_NOT_POOR = Reason(N_("Article 5.3 is for poor households only."))
_TOO_OLD = Reason(N_("Article 5.3 is for children under 16."))


def assess(case: Case) -> tuple[Finding, ...]:
    """One finding for 5.3."""
    category = law().categories["5.3"]
    reasons = []
    if not case.person.hiv:
        reasons.append(_NO_HIV)
    if case.facts.poverty is not Poverty.POOR:
        reasons.append(_NOT_POOR)
    coefficient = category.coefficient(case.age)
    if coefficient is None:
        reasons.append(_TOO_OLD)
    if reasons or coefficient is None:
        return (refused(category.code, reasons),)
    return (granted(category, coefficient, case.level),)
