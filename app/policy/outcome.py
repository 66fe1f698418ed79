"""What the rules answer: findings of single rules and the outcome for one person on one day.

Rules kept: every refusal and every open question carries a sentence naming its article; the
sentence is kept as message and parameters, so that it can be shown in either language; sums are
whole đồng a month, coefficients ``Decimal`` with a decimal; citations are Vietnamese data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from app.core.i18n import translate
from app.policy.rows import Category, Level


class Verdict(StrEnum):
    """What one rule says about one case."""

    GRANTED = "granted"
    REFUSED = "refused"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence as message id and parameters."""

    message: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def words(self) -> str:
        """The sentence in the language in use."""
        return translate(self.message, **self.params)


def sentences(reasons: tuple[Reason, ...]) -> str:
    """Several whole sentences, one after the other."""
    if len(reasons) == 1:
        return reasons[0].words()
    return " ".join([reason.words() for reason in reasons])


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer; coefficient and sum are there unless it was refused."""

    code: str
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    coefficient: Decimal | None = None
    monthly_vnd: int = 0
    legal: tuple[str, ...] = ()
    verified: bool = True

    @property
    def family(self) -> str:
        """The clause without its point: ``5.5`` of ``5.5.a``, ``HTXH`` of ``HTXH.b``."""
        return family(self.code)


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What is paid a month."""

    code: str
    coefficient: Decimal | None
    monthly_vnd: int
    legal: tuple[str, ...]
    verified: bool

    @property
    def status(self) -> str:
        """``verified``, or ``unverified`` when it rests on a text nobody has loaded."""
        return "verified" if self.verified else "unverified"


@dataclass(frozen=True, slots=True)
class Considered:
    """A category that was weighed and is not paid, and why."""

    code: str
    reasons: tuple[Reason, ...]

    def words(self) -> str:
        """All reasons in the language in use."""
        return sentences(self.reasons)


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that the law or the record leaves open, with the sum that hangs on it."""

    code: str
    coefficient: Decimal | None
    monthly_vnd: int | None
    facts: tuple[str, ...]
    reason: Reason

    def words(self) -> str:
        """The question in the language in use."""
        return self.reason.words()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer for one person on one day; ``local_level_loaded`` is told to every reader."""

    on: date
    entitlements: tuple[Entitlement, ...]
    considered: tuple[Considered, ...]
    questions: tuple[Question, ...]
    level: Level
    local_level_loaded: bool

    @property
    def total_vnd(self) -> int:
        """What is paid a month, in đồng."""
        return sum(entitlement.monthly_vnd for entitlement in self.entitlements)

    @property
    def verified(self) -> bool:
        """Whether everything paid rests on texts that have been read."""
        return all(entitlement.verified for entitlement in self.entitlements)


def family(code: str) -> str:
    """The clause without its point: ``5.5`` of ``5.5.a``, ``HTXH`` of ``HTXH.b``."""
    if code.startswith("HTXH"):
        return "HTXH"
    return code[:3]


def sum_of(coefficient: Decimal, level_vnd: int) -> int:
    """``coefficient`` times the level, in whole đồng."""
    return int((coefficient * level_vnd).to_integral_value(ROUND_HALF_UP))


def granted(category: Category, coefficient: Decimal, level: Level) -> Finding:
    """A category whose every condition holds."""
    return Finding(
        category.code,
        Verdict.GRANTED,
        (),
        coefficient,
        sum_of(coefficient, level.vnd),
        (category.legal, category.coefficient_legal, level.legal),
        level.verified,
    )


def left_open(category: Category, coefficient: Decimal, level: Level, reason: Reason) -> Finding:
    """A category that hangs on one thing which the law or the record leaves open."""
    return Finding(
        category.code,
        Verdict.OPEN,
        (reason,),
        coefficient,
        sum_of(coefficient, level.vnd),
        (category.legal, category.coefficient_legal, level.legal),
        level.verified,
    )


def refused(code: str, reasons: list[Reason]) -> Finding:
    """A category that fails, with a sentence for each failing condition."""
    return Finding(code, Verdict.REFUSED, tuple(reasons))
