"""What an application can be for, and which facts its answer hangs on.

Categories are the law's own, with the days between which they can be applied for; a category
that tells an illness is offered only to an officer who may enter it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.i18n import _
from app.policy.parameters import law
from app.services import choices

RESTRICTED = ("5.3", "5.8")

# Which facts decide each group of categories (NĐ 20/2021/NĐ-CP Điều 5; NĐ 176/2025/NĐ-CP Điều 2).
ASKED: dict[str, tuple[str, ...]] = {
    "5.1": ("orphan_ground", "studying"),
    "5.2": ("had_orphan_allowance", "studying"),
    "5.3": ("poverty", "hiv"),
    "5.4": ("poverty", "marital"),
    "5.5": ("poverty", "supporter", "pension"),
    "5.6": ("disability",),
    "5.7": ("poverty",),
    "5.8": ("poverty", "hiv", "stable_income"),
    "HTXH": ("poverty", "pension", "pension_request"),
}


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category to apply for: its code and the law's short words."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact to enter: of the person or of the household, its values with their words.

    ``values`` is empty where the fact carries an amount (``pension``).
    """

    kind: str
    subject_kind: str
    label: str
    values: tuple[tuple[str, str], ...]
    restricted: bool


def categories(on: date, *, cleared: bool) -> tuple[CategoryChoice, ...]:
    """What can be applied for on that day by somebody this officer may serve."""
    found = [
        CategoryChoice(one.code, one.label)
        for one in law().categories.values()
        if one.first_day <= on and (one.last_day is None or on <= one.last_day)
        if cleared or not one.code.startswith(RESTRICTED)
    ]
    found += [
        CategoryChoice(one.code, one.label) for one in law().social_pension if one.first_day <= on
    ]
    return tuple(found)


def facts_asked(category: str | None, *, cleared: bool) -> tuple[AskedFact, ...]:
    """The facts that decide a category, in the order they are asked."""
    group = next((one for one in ASKED if (category or "").startswith(one)), None)
    if group is None:
        return ()
    return tuple(
        asked_fact(kind) for kind in ASKED[group] if cleared or kind in choices.FACT_VALUES
    )


def fact_kinds(*, cleared: bool) -> tuple[AskedFact, ...]:
    """Every fact that can be entered on a person's page."""
    known = choices.RESTRICTED_FACT_VALUES if cleared else choices.FACT_VALUES
    kinds = [kind for kind in known if kind != "hiv"] + [kind for kind in known if kind == "hiv"]
    return tuple(asked_fact(kind) for kind in kinds)


def asked_fact(kind: str) -> AskedFact:
    """One fact with the words of its values."""
    words = choices.RESTRICTED_FACT_VALUES[kind] or {}
    return AskedFact(
        kind,
        "household" if kind == "poverty" else "person",
        _(choices.FACT_NAMES[kind]),
        tuple((value, _(text)) for value, text in words.items()),
        restricted=kind not in choices.FACT_VALUES,
    )
