"""What changes from one state of the law's tables to another, a sentence for each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from app.core.holidays import Holidays
from app.core.i18n import N_, _, ngettext
from app.core.money import group_digits
from app.policy.limit_rows import Limit, Rule
from app.policy.parameters import Law
from app.policy.procedure_rows import Procedure
from app.policy.rows import CareRow, Category, Instrument, Level

Row = TypeVar("Row", Level, Procedure, Rule)

_LIMITS = {
    Limit.RELIEF: N_("Decision about emergency relief"),
    Limit.FUNERAL: N_("Decision about funeral support"),
    Limit.PROTECTION_VERIFY: N_("Verification before urgent protection"),
    Limit.PROTECTION_DECIDE: N_("Decision about urgent protection"),
    Limit.CHILD: N_("Urgent measures for a child"),
}


def differences(old: Law, new: Law) -> Iterator[str]:
    """What changes from one law to another; nothing between a law and itself."""
    yield from _levels(
        _("Standard level of social assistance"), old.standard_levels, new.standard_levels
    )
    yield from _levels(
        _("Level of the social pension"), old.social_pension_levels, new.social_pension_levels
    )
    yield from _categories(old.categories, new.categories)
    if old.social_pension != new.social_pension:
        yield _("The ages of the social pension change")
    yield from _care(old.care_support, new.care_support)
    yield from _emergency(old, new)
    yield from _procedures(old.procedures, new.procedures)
    yield from _limits(old.limits, new.limits)
    yield from _holidays(old.holidays, new.holidays)
    yield from _acts(old.instruments, new.instruments)


def _levels(name: str, old: tuple[Level, ...], new: tuple[Level, ...]) -> Iterator[str]:
    known = {_unended(level) for level in old}
    before: Level | None = None
    for level in new:
        if _unended(level) not in known:
            was = group_digits(before.vnd) if before else "–"
            yield _("{name} from {day}: {new} đồng (before: {old} đồng), {legal}").format(
                name=name,
                day=_shown(level.first_day),
                new=group_digits(level.vnd),
                old=was,
                legal=level.legal,
            )
        before = level


def _categories(old: Mapping[str, Category], new: Mapping[str, Category]) -> Iterator[str]:
    for code, category in new.items():
        if code not in old:
            yield _("New category {code}: {label}").format(code=code, label=category.label)
        elif category != old[code]:
            yield _("Category {code} changes: {label}").format(code=code, label=category.label)


def _care(old: Mapping[str, CareRow], new: Mapping[str, CareRow]) -> Iterator[str]:
    for code, row in new.items():
        before = old.get(code)
        if row != before:
            yield _("Care support {code}: coefficient {new} (before: {old}), {legal}").format(
                code=code,
                new=row.coefficient,
                old=before.coefficient if before else "–",
                legal=row.legal,
            )


def _emergency(old: Law, new: Law) -> Iterator[str]:
    for section, row in new.emergency.items():
        before = old.emergency.get(section, {})
        if row != before:
            changed = [
                f"{before.get(key, '–')} → {value}"
                for key, value in row.items()
                if before.get(key) != value
            ]
            yield _("Emergency support, {legal}: {changed}").format(
                legal=row["legal"], changed=", ".join(changed) or "–"
            )
    if old.emergency_unverified_from != new.emergency_unverified_from:
        yield _("Emergency support counts as not yet verified from {day}").format(
            day=_shown(new.emergency_unverified_from)
        )


def _procedures(old: tuple[Procedure, ...], new: tuple[Procedure, ...]) -> Iterator[str]:
    known = {_unended(one) for one in old}
    for one in new:
        if _unended(one) in known:
            continue
        yield _("Dossiers received from {day}: decided by {decider}, {legal}").format(
            day=_shown(one.first_day), decider=one.decider, legal=one.legal
        )
        for step in one.steps:
            if step.limit is not None:
                words = ngettext(
                    "– {who}: {count} working day", "– {who}: {count} working days", step.limit
                )
                yield words.format(who=step.who, count=step.limit)


def _limits(old: tuple[Rule, ...], new: tuple[Rule, ...]) -> Iterator[str]:
    known = {_unended(one) for one in old}
    for one in new:
        if _unended(one) not in known:
            yield _("{name} from {day}: {limit}, {decider}, {legal}").format(
                name=_(_LIMITS[one.key]),
                day=_shown(one.first_day),
                limit=_length(one),
                decider=one.decider,
                legal=one.legal,
            )


def _length(rule: Rule) -> str:
    if rule.hours is not None:
        return ngettext("{count} hour", "{count} hours", rule.hours).format(count=rule.hours)
    if rule.days is not None:
        return ngettext("{count} day", "{count} days", rule.days).format(count=rule.days)
    count = rule.working_days or 0
    return ngettext("{count} working day", "{count} working days", count).format(count=count)


def _holidays(old: Holidays, new: Holidays) -> Iterator[str]:
    for year, before in new.tet_days_before.items():
        also = new.national_day_also[year]
        if (old.tet_days_before.get(year), old.national_day_also.get(year)) != (before, also):
            words = ngettext(
                "Days off in {year}: {count} day before New Year, {day} beside National Day",
                "Days off in {year}: {count} days before New Year, {day} beside National Day",
                before,
            )
            yield words.format(year=year, count=before, day=_shown(also))
    for words, days in (
        (N_("Day off in exchange: {day}"), new.swapped_off - old.swapped_off),
        (N_("Worked in exchange: {day}"), new.swapped_worked - old.swapped_worked),
        (N_("No longer off in exchange: {day}"), old.swapped_off - new.swapped_off),
        (N_("No longer worked in exchange: {day}"), old.swapped_worked - new.swapped_worked),
    ):
        for day in sorted(days):
            yield _(words).format(day=_shown(day))


def _acts(old: Mapping[str, Instrument], new: Mapping[str, Instrument]) -> Iterator[str]:
    for number, act in new.items():
        before = old.get(number)
        if act == before:
            continue
        words = (
            _("Legal act {number}, in force from {day}: its text has been read")
            if act.verified
            else _("Legal act {number}, in force from {day}: its text has not been read yet")
        )
        yield words.format(number=number, day=_shown(act.in_force))


def _unended(row: Row) -> Row:
    """The row without its last day: that it ends is told by the one that follows."""
    return replace(row, last_day=None)


def _shown(day: date) -> str:
    return day.strftime("%d/%m/%Y")
