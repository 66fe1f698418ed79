"""From what the law answered to the box "why this sum", the same on every screen."""

from __future__ import annotations

from app.core.i18n import _
from app.core.money import show_dong
from app.services.eligibility import Assessment
from app.services.near_misses import near_misses
from app.ui.widgets.reason_box import Reason, ReasonRow


def reason_of(assessment: Assessment) -> Reason:
    """The sum, its formula in words, each part with its article, open questions, near misses."""
    rows = [ReasonRow(row.what, row.why, row.source) for row in assessment.rows]
    for question in assessment.questions:
        effect = show_dong(question.monthly_vnd) if question.monthly_vnd else question.code
        rows.append(ReasonRow(_("Open question"), question.words, effect))
    rows += [ReasonRow(_("Still to ask"), ask, "") for ask in assessment.missing]
    return Reason(
        total=headline(assessment),
        formula=_("a month = {formula}").format(formula=assessment.formula)
        if assessment.parts
        else "",
        tags=tuple(("warn", tag) for tag in assessment.tags),
        rows=tuple(rows),
        not_taken=tuple(
            ReasonRow(_("Not chosen"), f"{row.what}: {row.why}", "")
            for row in near_misses(assessment)
        ),
    )


def headline(assessment: Assessment) -> str:
    """The sum; without one whether it is refused, or not known because facts are missing."""
    if assessment.parts:
        return show_dong(assessment.total_vnd)
    return _("Not known yet") if assessment.missing else _("No monthly allowance")
