"""What is still owed for months that were paid too little (NĐ 20/2021/NĐ-CP Điều 34.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from app.core.i18n import N_
from app.core.money import group_digits
from app.policy.calendar import (
    social_pension_level,
    standard_level,
)
from app.policy.month_answers import (
    Timing,
)
from app.policy.months import months_between
from app.policy.outcome import Reason, sum_of

_ARTICLE_34_4 = "NĐ 20/2021/NĐ-CP Điều 34.4"
_ARREARS = N_("Article 34.4: {due} đồng due, {paid} đồng paid from {first} to {last}.")
_OVERPAID = Reason(
    N_("More was paid than is due; no rule on recovery is loaded. What does the office decide?")
)


def still_owed(
    coefficient: Decimal | None, first: date, last: date, *, paid: Mapping[date, int]
) -> Timing:
    """What is still owed for the months from ``first`` to ``last``, in đồng (Điều 34.4).

    Args:
        coefficient: None for the social pension.
        paid: what was paid, by the first day of its month.

    Raises:
        Correctable: the first month is before July 2021.
    """
    due = 0
    levels_read = True
    legal = [_ARTICLE_34_4]
    for month in months_between(first, last):
        level = standard_level(month) if coefficient is not None else social_pension_level(month)
        if level is not None:
            due += level.vnd if coefficient is None else sum_of(coefficient, level.vnd)
            levels_read = levels_read and level.verified
            if level.legal not in legal:
                legal.append(level.legal)
    given = sum(paid.values())
    words = Reason(
        _ARREARS,
        {
            "due": group_digits(due),
            "paid": group_digits(given),
            "first": f"{first:%m/%Y}",
            "last": f"{last:%m/%Y}",
        },
    )
    asked = (_OVERPAID,) if given > due else ()
    return Timing(max(0, due - given), (words,), tuple(legal), levels_read, asked)
