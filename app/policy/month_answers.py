"""An answer about months: the month, yes or no, a sum, or a question; its reasons and articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.partial_date import PartialDate
from app.policy.outcome import Reason
from app.policy.parameters import law
from app.policy.rows import Category

_Day = TypeVar("_Day", date, PartialDate)
ENDED = Reason(
    N_(
        "This point ended on 30/06/2025. Has the move to the social pension been looked at, and "
        "what is owed for the months before?"
    )
)
EXPIRED = Reason(N_("The law ended this point on 30/06/2025."))
_BIRTH = N_("It is between {first} and {last}. Is there a paper that shows the day of birth?")


@dataclass(frozen=True, slots=True)
class Timing:
    """An answer about months: ``YYYY-MM``, ``yes``/``no``, a sum in đồng, or None to be asked."""

    answer: str | int | None
    reasons: tuple[Reason, ...]
    legal: tuple[str, ...]
    verified: bool
    questions: tuple[Reason, ...] = ()


def category_of(code: str) -> Category:
    """The category of a code; 5.1 stands for its first group. Raises Correctable."""
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


def asked_for(legal: tuple[str, ...], reason: Reason, question: Reason) -> Timing:
    """No answer but a question."""
    return Timing(None, (reason,), legal, True, (question,))


def between(first: date, last: date) -> Reason:
    """The question that a birthday on one of several days leaves."""
    return Reason(_BIRTH, {"first": f"{first:%m/%Y}", "last": f"{last:%m/%Y}"})


def month_read(month: date) -> bool:
    """Whether the law of that month was read by somebody here."""
    return month < law().emergency_unverified_from


def day_told(value: _Day | None, key: str) -> _Day:
    """The day, which has to be told; raises Correctable."""
    if value is None:
        raise Correctable("fact-missing", N_("Write this day here."), field=f"facts.{key}")
    return value
