"""When a monthly allowance starts and from which month it changes.

NĐ 20/2021/NĐ-CP Điều 8.1, since 1/7/2025 NĐ 147/2025/NĐ-CP Điều 5.2.b. Rules kept: a change counts
from the month in which its condition is met; a birth date known by year only gives a question
where months differ; where the text is silent or harsh (late applicants, decreases) the month is
given with a question.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.partial_date import PartialDate
from app.policy.ages import birthday
from app.policy.calendar import (
    COMMUNE_DECIDES_FROM,
    FIRST_DAY,
)
from app.policy.month_answers import (
    ENDED,
    EXPIRED,
    Timing,
    asked_for,
    between,
    category_of,
    day_told,
    month_read,
)
from app.policy.months import first_of, month_text
from app.policy.outcome import Reason
from app.policy.parameters import law
from app.policy.rows import Category

_ARTICLE_8_1 = "NĐ 20/2021/NĐ-CP Điều 8.1"
_ARTICLE_8_1_DD = "NĐ 20/2021/NĐ-CP Điều 8.1.đ"
_TWO_TIER = "NĐ 147/2025/NĐ-CP Điều 5.2.b"
_SOCIAL_PENSION = "NĐ 176/2025/NĐ-CP"

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
_CHANGE = Reason(N_("Article 8.1: a change counts from the month in which its condition is met."))
_DECREASE = Reason(
    N_("The text does not say that a lower sum starts in the same month. What does the office do?")
)


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
        return _start_birthday(category, day_told(birth, "dob"), submitted)
    if category == "5.6":
        start = day_told(certificate, "disability_cert_date")
        return _start(_START_CERTIFICATE, start, start, submitted)
    signed = day_told(decision_signed, "decision_signed")
    if category.startswith("HTXH"):
        return Timing(None, (_NOT_YET,), (_SOCIAL_PENSION,), True)
    return _start(_START_SIGNED, signed, signed, None)


def _start_commune(category: str, signed: date) -> Timing:
    legal = _SOCIAL_PENSION if category.startswith("HTXH") else _TWO_TIER
    if category in ("5.5.b", "5.5.c"):
        return asked_for((legal,), EXPIRED, ENDED)
    asked = (_CERTIFICATE_ASK,) if category == "5.6" else ()
    return Timing(month_text(signed), (_START_COMMUNE,), (legal,), month_read(signed), asked)


def _start_birthday(category: str, birth: PartialDate, submitted: date | None) -> Timing:
    age = law().categories[category].from_age
    words = Reason(_START_AGE, {"age": age})
    first, last = birthday(birth.earliest(), age), birthday(birth.latest(), age)
    return _start(words, first, last, submitted, guess=birth.about)


def _start(
    words: Reason, first: date, last: date, submitted: date | None, *, guess: bool = False
) -> Timing:
    if guess or month_text(first) != month_text(last):
        return asked_for((_ARTICLE_8_1_DD,), words, between(first, last))
    asked = []
    if first < FIRST_DAY:
        asked.append(_NOT_LOADED)
    start = max(first, FIRST_DAY)
    if submitted is not None and first_of(submitted) > first_of(start):
        asked.append(_LATE)
    return Timing(month_text(start), (words,), (_ARTICLE_8_1_DD,), month_read(start), tuple(asked))


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
    edges = _edges(category_of(category), before=before, after=after, degree=degree)
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
        return asked_for((_ARTICLE_8_1,), _CHANGE, between(first, last))
    return change_in_month_of(first, lower=all(lower for _age, lower in edges))


def change_in_month_of(met: date, *, lower: bool = False) -> Timing:
    """The month from which a change counts whose condition is met on ``met`` (Điều 8.1)."""
    asked = (_DECREASE,) if lower else ()
    return Timing(month_text(met), (_CHANGE,), (_ARTICLE_8_1,), month_read(met), asked)


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
