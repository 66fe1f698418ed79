"""Điều 5.7 NĐ 20/2021/NĐ-CP: a child under 3, poor or near-poor, in an especially hard area.

Coefficient 1,5 (Điều 6.1.g). Those of khoản 1, 3 and 6 are left out; a child with HIV in a
near-poor household is not of khoản 3 and so stays in. In force from 1/7/2021.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.policy.case import Case
from app.policy.facts import Poverty
from app.policy.outcome import Finding, Reason, granted, refused
from app.policy.parameters import law

_TOO_OLD = Reason(N_("Article 5.7 is for children under 3."))
_NOT_POOR = Reason(N_("Article 5.7 is for poor or near-poor households."))
_NOT_AREA = Reason(N_("Article 5.7 is for especially hard villages of ethnic minority areas."))
_K1 = Reason(N_("Article 5.7 leaves out children of Article 5.1."))
_K3 = Reason(N_("Article 5.7 leaves out children of Article 5.3."))
_K6 = Reason(N_("Article 5.7 leaves out people of Article 5.6."))


def assess(case: Case) -> tuple[Finding, ...]:
    """One finding for 5.7."""
    category = law().categories["5.7"]
    person = case.person
    reasons = []
    if case.age >= category.below_age:
        reasons.append(_TOO_OLD)
    if not case.facts.poor_or_near:
        reasons.append(_NOT_POOR)
    if not case.facts.hard_area:
        reasons.append(_NOT_AREA)
    if person.k1_ground is not None:
        reasons.append(_K1)
    if person.hiv and case.facts.poverty is Poverty.POOR:
        reasons.append(_K3)
    if person.severely_disabled:
        reasons.append(_K6)
    if reasons:
        return (refused(category.code, reasons),)
    return (granted(category, category.bands[0].coefficient, case.level),)
