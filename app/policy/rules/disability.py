"""Điều 5.6 NĐ 20/2021/NĐ-CP: severe or extremely severe disability with its certificate.

Coefficient (Điều 6.1.e): đặc biệt nặng 2,0, a child or an older person 2,5; nặng 1,5, a child or
an older person 2,0. A child is under 16, an older person from 60. In force from 1/7/2021.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.policy.case import Case
from app.policy.facts import Disability
from app.policy.outcome import Finding, Reason, granted, refused
from app.policy.parameters import law

_NO_CERTIFICATE = Reason(N_("Article 5.6: no disability certificate is recorded."))
_MILD = Reason(
    N_("Article 5.6 is for severe or extremely severe disability; the certificate says mild.")
)


def assess(case: Case) -> tuple[Finding, ...]:
    """One finding for 5.6."""
    category = law().categories["5.6"]
    degree = case.person.disability
    if degree is None:
        return (refused(category.code, [_NO_CERTIFICATE]),)
    if degree is Disability.MILD:
        return (refused(category.code, [_MILD]),)
    coefficient = category.coefficient(case.age, degree)
    assert coefficient is not None
    return (granted(category, coefficient, case.level),)
