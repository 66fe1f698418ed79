"""NĐ 176/2025/NĐ-CP Điều 2–3: the social pension (hưu trí xã hội), from 1/7/2025.

From 75; or from 70 to under 75 in a poor or near-poor household; on a written request; without a
pension or monthly social insurance benefit, or with one lower than the social pension. What is
paid beside such a small pension the text does not say, so that is a question and never a sum.
No coefficient.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.policy.calendar import social_pension_level
from app.policy.case import Case
from app.policy.outcome import Finding, Reason, Verdict, refused
from app.policy.parameters import law
from app.policy.rows import Level, PensionRow

_NOT_YET = Reason(N_("The social pension begins on 1 July 2025 (Decree 176/2025)."))
_TOO_YOUNG = Reason(
    N_("Decree 176/2025, Article 2: the social pension begins on the 70th birthday.")
)
_NOT_POOR = Reason(
    N_("Decree 176/2025, Article 2: from 70 to under 75 it is for poor or near-poor households.")
)
_PENSION = Reason(
    N_("Decree 176/2025, Article 2: the pension already paid is not lower than the social pension.")
)
_NOT_ASKED = Reason(
    N_("Decree 176/2025, Article 2: there is no written request; let the person hand one in.")
)
_SMALL = Reason(
    N_(
        "Decree 176/2025 does not say what is paid beside a pension lower than the social "
        "pension. What does the office decide?"
    )
)
_UNKNOWN = Reason(
    N_(
        "Decree 176/2025, Article 2 compares the pension with the social pension. How much "
        "pension is paid a month?"
    )
)


def assess(case: Case) -> tuple[Finding, ...]:
    """One finding: for the reach that the age gives, or for the whole when too young."""
    level = social_pension_level(case.on)
    if level is None:
        return (refused("HTXH", [_NOT_YET]),)
    row = _reach(case.age)
    if row is None:
        return (refused("HTXH", [_TOO_YOUNG]),)
    person = case.person
    reasons = []
    if row.code == "HTXH.b" and not case.facts.poor_or_near:
        reasons.append(_NOT_POOR)
    if person.pension_amount is not None and person.pension_amount >= level.vnd:
        reasons.append(_PENSION)
    if not person.requested:
        reasons.append(_NOT_ASKED)
    if reasons:
        return (refused(row.code, reasons),)
    if person.draws_pension:
        return (_finding(row, level, _UNKNOWN if person.pension_amount is None else _SMALL),)
    return (_finding(row, level, None),)


def _reach(age: int) -> PensionRow | None:
    for row in law().social_pension:
        if row.from_age <= age < row.below_age:
            return row
    return None


def _finding(row: PensionRow, level: Level, doubt: Reason | None) -> Finding:
    return Finding(
        row.code,
        Verdict.GRANTED if doubt is None else Verdict.OPEN,
        () if doubt is None else (doubt,),
        None,
        level.vnd,
        (row.legal, level.legal),
        level.verified,
    )
