"""When a monthly allowance is suspended or stops, and where it goes on after a move.

NĐ 20/2021/NĐ-CP Điều 8.2 and 8.4.d, TT 02/2021/TT-BLĐTBXH Điều 2. Rules kept: the month of a death
or of losing the right is still paid in full, the next one is not; where the text is silent or
harsh (the end of 5.5.b and 5.5.c) the month is given with a question.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.partial_date import PartialDate
from app.policy.ages import CHILD_BELOW, STUDY_LIMIT, birthday
from app.policy.month_answers import (
    ENDED,
    EXPIRED,
    Timing,
    asked_for,
    between,
    category_of,
    month_read,
)
from app.policy.months import add_months, first_of, month_text
from app.policy.outcome import Reason
from app.policy.rows import NO_LIMIT, Category

_ARTICLE_8_2 = "NĐ 20/2021/NĐ-CP Điều 8.2"
_ARTICLE_8_4_D = "NĐ 20/2021/NĐ-CP Điều 8.4.d"
_CIRCULAR_STOP = "TT 02/2021/TT-BLĐTBXH Điều 2.1.đ"
_CIRCULAR_SUSPEND = "TT 02/2021/TT-BLĐTBXH Điều 2.3"
_LAST = Reason(
    N_("Article 8.2: it stops with the month after the death or after the right is lost.")
)
_STUDY = Reason(
    N_(
        "Article 5.2 says at most 22 years of age, which can be read as ending on the 22nd "
        "birthday or a year later. Which reading does the office use?"
    )
)
_TO_80 = Reason(
    N_(
        "Article 5.5.b says from 75 to 80 years of age; it does not say whether the year after "
        "the 80th birthday belongs to it. Which reading does the office use?"
    )
)
_UNCOLLECTED = Reason(
    N_("Circular 02/2021, Article 2.3.a: not collected for three months running or longer.")
)
_COLLECTED = Reason(
    N_("Circular 02/2021, Article 2.3: none of the grounds for a suspension is met.")
)
_REVIEW = Reason(N_("Circular 02/2021, Article 2.3.b: the review is refused."))
_DETAINED = Reason(N_("Circular 02/2021, Article 2.3.c: in custody for a month or longer."))
_STOP = Reason(
    N_("Circular 02/2021, Article 2.1.đ: three months after the suspension still not complying.")
)
_NO_STOP = Reason(
    N_("Circular 02/2021, Article 2.1.đ: three months since the suspension have not passed.")
)
_MOVE = Reason(
    N_("Article 8.4.d: the new place pays from the month after that of the stop decision.")
)


def last_month(
    category: str | None,
    *,
    birth: PartialDate | None = None,
    studying: bool = False,
    lost: Iterable[date] = (),
) -> Timing:
    """The last month that is paid (Điều 8.2): that of the death or of losing the right.

    Args:
        category: with ``birth``, the birthday on which the category is left counts too.
        studying: a child of 5.1 goes on under 5.2 after the 16th birthday.
        lost: days of death, prison, refusal and whatever else ended the right.

    Raises:
        Correctable: nothing was told that ends it.
    """
    ends = [(day, day) for day in lost]
    asked: list[Reason] = []
    reason = _LAST
    found = category_of(category) if category is not None else None
    if found is not None and birth is not None and (age := _leaving(found, studying=studying)):
        ends.append((birthday(birth.earliest(), age), birthday(birth.latest(), age)))
        if age == STUDY_LIMIT:
            asked.append(_STUDY)
        if found.code == "5.5.b":
            asked.append(_TO_80)
    if found is not None and found.last_day is not None:
        if not ends or min(ends)[0] > found.last_day:
            asked, reason, ends = [ENDED], EXPIRED, []
        ends.append((found.last_day, found.last_day))
    if not ends:
        raise Correctable(
            "no-end-told", N_("Write the day on which the right was lost."), field="facts.died"
        )
    first, last = min(end[0] for end in ends), min(end[1] for end in ends)
    guess = birth is not None and birth.about and first != last
    if guess or month_text(first) != month_text(last):
        return asked_for((_ARTICLE_8_2,), reason, between(first, last))
    return Timing(month_text(first), (reason,), (_ARTICLE_8_2,), month_read(first), tuple(asked))


def _leaving(category: Category, *, studying: bool) -> int | None:
    """The birthday on which the category is left, if there is one."""
    if category.below_age == NO_LIMIT:
        return None
    if studying and category.below_age == CHILD_BELOW and category.code.startswith("5.1"):
        return STUDY_LIMIT
    return category.below_age


def may_suspend(
    uncollected: Iterable[date] = (),
    *,
    refuses_review: bool = False,
    detained_from: date | None = None,
    detained_to: date | None = None,
) -> Timing:
    """Whether the allowance may be suspended (TT 02/2021 Điều 2.3); ``yes`` or ``no``."""
    months = sorted({first_of(month) for month in uncollected})
    reasons = []
    if any(add_months(month, 2) == later for month, later in zip(months, months[2:], strict=False)):
        reasons.append(_UNCOLLECTED)
    if refuses_review:
        reasons.append(_REVIEW)
    if detained_from and detained_to and add_months(detained_from, 1) <= detained_to:
        reasons.append(_DETAINED)
    return Timing(
        "yes" if reasons else "no", tuple(reasons or [_COLLECTED]), (_CIRCULAR_SUSPEND,), True
    )


def may_stop(suspended_from: date, asked_on: date) -> Timing:
    """Whether a refused review may end the allowance: 3 months after suspension (Điều 2.1.đ)."""
    passed = add_months(suspended_from, 3) <= asked_on
    reason = _STOP if passed else _NO_STOP
    return Timing("yes" if passed else "no", (reason,), (_CIRCULAR_STOP,), month_read(asked_on))


def first_month_after_move(stop_decision: date) -> Timing:
    """The first month that the new place pays (Điều 8.4.d)."""
    month = add_months(first_of(stop_decision), 1)
    return Timing(month_text(month), (_MOVE,), (_ARTICLE_8_4_D,), month_read(month))
