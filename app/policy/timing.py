"""When a monthly allowance starts, changes, is suspended and stops; what has to be paid later.

NĐ 20/2021/NĐ-CP Điều 8 and 34.4, TT 02/2021/TT-BLĐTBXH Điều 2, since 1/7/2025 NĐ 147/2025/NĐ-CP
Điều 5.2.b. Rules kept: a change counts from the month in which its condition is met; the month
of a death or of losing the right is still paid in full, the next one is not; a birth date known
by year only gives a question where months differ; where the text is silent or harsh (late
applicants, decreases, the end of 5.5.b and 5.5.c) the month is given with a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.money import group_digits
from app.core.partial_date import PartialDate
from app.policy.ages import CHILD_BELOW, STUDY_LIMIT, birthday
from app.policy.calendar import (
    COMMUNE_DECIDES_FROM,
    FIRST_DAY,
    social_pension_level,
    standard_level,
)
from app.policy.months import add_months, first_of, month_text, months_between
from app.policy.outcome import Reason, sum_of
from app.policy.parameters import law
from app.policy.rows import NO_LIMIT, Category

_Day = TypeVar("_Day", date, PartialDate)

_ARTICLE_8_1 = "NĐ 20/2021/NĐ-CP Điều 8.1"
_ARTICLE_8_1_DD = "NĐ 20/2021/NĐ-CP Điều 8.1.đ"
_ARTICLE_8_2 = "NĐ 20/2021/NĐ-CP Điều 8.2"
_ARTICLE_8_4_D = "NĐ 20/2021/NĐ-CP Điều 8.4.d"
_ARTICLE_34_4 = "NĐ 20/2021/NĐ-CP Điều 34.4"
_TWO_TIER = "NĐ 147/2025/NĐ-CP Điều 5.2.b"
_SOCIAL_PENSION = "NĐ 176/2025/NĐ-CP"
_CIRCULAR_STOP = "TT 02/2021/TT-BLĐTBXH Điều 2.1.đ"
_CIRCULAR_SUSPEND = "TT 02/2021/TT-BLĐTBXH Điều 2.3"

_START_AGE = N_("Article 8.1: it starts with the month of the {age}th birthday.")
_START_CERTIFICATE = Reason(
    N_("Article 8.1: it starts with the month in which the disability certificate was issued.")
)
_START_SIGNED = Reason(N_("Article 8.1: it starts with the month in which the decision is signed."))
_START_COMMUNE = Reason(
    N_("Decree 147/2025: it starts with the month in which the commune's chairman signs.")
)
_NOT_YET = Reason(N_("The social pension begins on 1 July 2025 (Decree 176/2025)."))
_LATE = Reason(
    N_(
        "The application came after that month. Does the office pay the months before the "
        "application?"
    )
)
_NOT_LOADED = Reason(N_("Months before July 2021 rest on law that is not loaded. What was paid?"))
_CERTIFICATE_ASK = Reason(
    N_(
        "Decree 147/2025 does not repeat that disability is paid from the certificate's month. "
        "From which month does the office pay?"
    )
)
_ENDED = Reason(
    N_(
        "This point ended on 30/06/2025. Has the move to the social pension been looked at, and "
        "what is owed for the months before?"
    )
)
_CHANGE = Reason(N_("Article 8.1: a change counts from the month in which its condition is met."))
_DECREASE = Reason(
    N_("The text does not say that a lower sum starts in the same month. What does the office do?")
)
_LAST = Reason(
    N_("Article 8.2: it stops with the month after the death or after the right is lost.")
)
_EXPIRED = Reason(N_("The law ended this point on 30/06/2025."))
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
_BIRTH = N_("It is between {first} and {last}. Is there a paper that shows the day of birth?")
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
_ARREARS = N_("Article 34.4: {due} đồng due, {paid} đồng paid from {first} to {last}.")
_OVERPAID = Reason(
    N_("More was paid than is due; no rule on recovery is loaded. What does the office decide?")
)


@dataclass(frozen=True, slots=True)
class Timing:
    """An answer about months: ``YYYY-MM``, ``yes``/``no``, a sum in đồng, or None to be asked."""

    answer: str | int | None
    reasons: tuple[Reason, ...]
    legal: tuple[str, ...]
    verified: bool
    questions: tuple[Reason, ...] = ()


def first_month(
    category: str,
    *,
    birth: PartialDate | None = None,
    submitted: date | None = None,
    decision_signed: date | None = None,
    certificate: date | None = None,
) -> Timing:
    """The first month that is paid (Điều 8.1.đ; since 1/7/2025 NĐ 147/2025/NĐ-CP Điều 5.2.b).

    Raises:
        Correctable: a date that this category starts from is missing.
    """
    if decision_signed is not None and decision_signed >= COMMUNE_DECIDES_FROM:
        return _start_commune(category, decision_signed)
    if category in ("5.5.b", "5.5.c"):
        return _start_birthday(category, _told(birth, "dob"), submitted)
    if category == "5.6":
        start = _told(certificate, "disability_cert_date")
        return _start(_START_CERTIFICATE, start, start, submitted)
    signed = _told(decision_signed, "decision_signed")
    if category.startswith("HTXH"):
        return Timing(None, (_NOT_YET,), (_SOCIAL_PENSION,), True)
    return _start(_START_SIGNED, signed, signed, None)


def _start_commune(category: str, signed: date) -> Timing:
    legal = _SOCIAL_PENSION if category.startswith("HTXH") else _TWO_TIER
    if category in ("5.5.b", "5.5.c"):
        return _asked((legal,), _EXPIRED, _ENDED)
    asked = (_CERTIFICATE_ASK,) if category == "5.6" else ()
    return Timing(month_text(signed), (_START_COMMUNE,), (legal,), _read(signed), asked)


def _start_birthday(category: str, birth: PartialDate, submitted: date | None) -> Timing:
    age = law().categories[category].from_age
    words = Reason(_START_AGE, {"age": age})
    first, last = birthday(birth.earliest(), age), birthday(birth.latest(), age)
    return _start(words, first, last, submitted, guess=birth.about)


def _start(
    words: Reason, first: date, last: date, submitted: date | None, *, guess: bool = False
) -> Timing:
    if guess or month_text(first) != month_text(last):
        return _asked((_ARTICLE_8_1_DD,), words, _between(first, last))
    asked = []
    if first < FIRST_DAY:
        asked.append(_NOT_LOADED)
    start = max(first, FIRST_DAY)
    if submitted is not None and first_of(submitted) > first_of(start):
        asked.append(_LATE)
    return Timing(month_text(start), (words,), (_ARTICLE_8_1_DD,), _read(start), tuple(asked))


def month_of_change(
    category: str,
    birth: PartialDate,
    *,
    before: Decimal | None = None,
    after: Decimal | None = None,
    degree: str | None = None,
) -> Timing:
    """The month from which a birthday changes the coefficient (Điều 8.1, last sentence).

    Raises:
        Correctable: no birthday of this category makes such a change, or several do.
    """
    edges = _edges(_category(category), before=before, after=after, degree=degree)
    ages = {age for age, _lower in edges}
    if len(ages) != 1:
        raise Correctable(
            "change-unknown",
            N_("Write the category, both coefficients and the degree of disability."),
            field="facts.coefficient_before",
        )
    age = ages.pop()
    first, last = birthday(birth.earliest(), age), birthday(birth.latest(), age)
    if birth.about or month_text(first) != month_text(last):
        return _asked((_ARTICLE_8_1,), _CHANGE, _between(first, last))
    return change_in_month_of(first, lower=all(lower for _age, lower in edges))


def change_in_month_of(met: date, *, lower: bool = False) -> Timing:
    """The month from which a change counts whose condition is met on ``met`` (Điều 8.1)."""
    asked = (_DECREASE,) if lower else ()
    return Timing(month_text(met), (_CHANGE,), (_ARTICLE_8_1,), _read(met), asked)


def _edges(
    category: Category, *, before: Decimal | None, after: Decimal | None, degree: str | None
) -> set[tuple[int, bool]]:
    """Birthdays on which the coefficient changes as told, and whether it becomes lower."""
    found = set()
    for one in category.bands:
        for other in category.bands:
            if one.below_age != other.from_age or one.degree != other.degree:
                continue
            if degree is not None and one.degree not in (None, degree):
                continue
            if before in (None, one.coefficient) and after in (None, other.coefficient):
                found.add((other.from_age, other.coefficient < one.coefficient))
    return found


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
    found = _category(category) if category is not None else None
    if found is not None and birth is not None and (age := _leaving(found, studying=studying)):
        ends.append((birthday(birth.earliest(), age), birthday(birth.latest(), age)))
        if age == STUDY_LIMIT:
            asked.append(_STUDY)
        if found.code == "5.5.b":
            asked.append(_TO_80)
    if found is not None and found.last_day is not None:
        if not ends or min(ends)[0] > found.last_day:
            asked, reason, ends = [_ENDED], _EXPIRED, []
        ends.append((found.last_day, found.last_day))
    if not ends:
        raise Correctable(
            "no-end-told", N_("Write the day on which the right was lost."), field="facts.died"
        )
    first, last = min(end[0] for end in ends), min(end[1] for end in ends)
    guess = birth is not None and birth.about and first != last
    if guess or month_text(first) != month_text(last):
        return _asked((_ARTICLE_8_2,), reason, _between(first, last))
    return Timing(month_text(first), (reason,), (_ARTICLE_8_2,), _read(first), tuple(asked))


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
    return Timing("yes" if passed else "no", (reason,), (_CIRCULAR_STOP,), _read(asked_on))


def first_month_after_move(stop_decision: date) -> Timing:
    """The first month that the new place pays (Điều 8.4.d)."""
    month = add_months(first_of(stop_decision), 1)
    return Timing(month_text(month), (_MOVE,), (_ARTICLE_8_4_D,), _read(month))


def arrears(
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


def _category(code: str) -> Category:
    found = law().categories.get(code)
    if found is None and code == "5.1":
        found = law().categories["5.1.a"]
    if found is None:
        raise Correctable(
            "category-unknown",
            N_("Write a category of Article 5 like 5.5.a here."),
            field="facts.category",
        )
    return found


def _asked(legal: tuple[str, ...], reason: Reason, question: Reason) -> Timing:
    return Timing(None, (reason,), legal, True, (question,))


def _between(first: date, last: date) -> Reason:
    return Reason(_BIRTH, {"first": f"{first:%m/%Y}", "last": f"{last:%m/%Y}"})


def _read(month: date) -> bool:
    return month < law().emergency_unverified_from


def _told(value: _Day | None, key: str) -> _Day:
    if value is None:
        raise Correctable("fact-missing", N_("Write this day here."), field=f"facts.{key}")
    return value
