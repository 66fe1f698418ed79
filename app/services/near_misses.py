"""What is worth telling a person that was weighed and is not paid, in the window and on paper.

Few, and the likeliest question first. What tells an illness is never named here, and neither is
what ended for everybody.
"""

from __future__ import annotations

from app.services.eligibility import Assessment, ReasonRow

WEIGHED = ("HTXH", "5.6", "5.5.a", "5.5.d", "5.4", "5.7", "5.2")
MOST_WEIGHED = 3


def near_misses(assessment: Assessment) -> tuple[ReasonRow, ...]:
    """Categories that failed for one reason only, at most three, the likeliest first.

    None while facts are missing: the law then reads what nobody has told, and its refusal would
    stand as a fact about the person.
    """
    if assessment.missing:
        return ()
    found = [
        (place, row)
        for row in assessment.not_taken
        for place, code in enumerate(WEIGHED)
        if row.source.startswith(code) and ". " not in row.why.rstrip(".")
    ]
    return tuple(row for _place, row in sorted(found, key=lambda one: one[0]))[:MOST_WEIGHED]
