"""Điều 5.1 NĐ 20/2021/NĐ-CP: a child under 16 without a source of support, eleven grounds.

Coefficient (Điều 6.1.a): 2,5 under 4, 1,5 from 4. In force from 1/7/2021.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.policy.case import Case
from app.policy.outcome import Finding, Reason, granted, refused
from app.policy.parameters import law

_NO_GROUND = Reason(
    N_("Article 5.1: none of the eleven grounds for a child without support is recorded.")
)
_TOO_OLD = Reason(N_("Article 5.1 is for children under 16."))


def assess(case: Case) -> tuple[Finding, ...]:
    """The finding for the recorded ground, or for 5.1 as a whole when there is none."""
    ground = case.person.k1_ground
    if ground is None:
        return (refused("5.1", [_NO_GROUND]),)
    category = law().categories[f"5.1.{ground}"]
    coefficient = category.coefficient(case.age)
    if coefficient is None:
        return (refused(category.code, [_TOO_OLD]),)
    return (granted(category, coefficient, case.level),)
