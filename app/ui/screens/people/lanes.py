"""What held when, as lanes for the strip of time: where, in which circumstances, how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.i18n import _
from app.core.money import show_dong
from app.core.partial_date import PartialDate
from app.services import choices
from app.services.person_pages import Ahead, AllowanceRow, FactRow, PersonPage

YEARS_BACK = 3

# Facts that make up the circumstances, in the order they are told.
CIRCUMSTANCES = ("poverty", "disability", "supporter", "marital", "studying", "orphan_ground")


@dataclass(frozen=True, slots=True)
class Spell:
    """Something that holds from ``first`` to ``last`` (None: until further notice)."""

    words: str
    first: date
    last: date | None
    ahead: bool = False
    sum_of_money: bool = False


@dataclass(frozen=True, slots=True)
class SpellLane:
    """One lane: its name and its spells in order of time."""

    name: str
    spells: tuple[Spell, ...]


def lanes_of(page: PersonPage) -> tuple[SpellLane, ...]:
    """The lanes of one person; a lane about which nothing is known is left out."""
    start = date(page.today.year - YEARS_BACK, 1, 1)
    found = (
        SpellLane(_("Lives in"), _places(page, start)),
        SpellLane(_("Circumstances"), _circumstances(page, start)),
        SpellLane(_("Sum a month"), _sums(page)),
        *(SpellLane(_("Other row"), _spells(other.allowances)) for other in page.others),
    )
    return tuple(lane for lane in found if lane.spells)


def fact_words(fact: FactRow) -> str:
    """What a fact says, in a few words."""
    words = (choices.RESTRICTED_FACT_VALUES.get(fact.kind) or {}).get(fact.value or "")
    if words and fact.value not in choices.YES_NO:
        return _(words)
    name = _(choices.FACT_NAMES.get(fact.kind, fact.kind))
    if fact.amount:
        return f"{name}: {show_dong(fact.amount)}"
    return f"{name}: {_(words)}" if words and fact.value == "khong" else name


def first_day(text: str | None) -> date | None:
    """The first day that an ISO date known in part can mean."""
    return PartialDate.from_iso(text).earliest() if text else None


def last_day(text: str | None) -> date | None:
    """The last day that an ISO date known in part can mean."""
    return PartialDate.from_iso(text).latest() if text else None


def _places(page: PersonPage, start: date) -> tuple[Spell, ...]:
    now = [one for one in page.file.belongs if one.valid_to is None]
    if not now or page.file.village is None:
        return ()
    return (Spell(page.file.village, first_day(now[0].valid_from) or start, None),)


def _circumstances(page: PersonPage, start: date) -> tuple[Spell, ...]:
    """One spell for each stretch in which the same facts hold together."""
    facts = [
        one
        for one in (*page.file.household_facts, *page.file.facts)
        if one.kind in CIRCUMSTANCES and not one.restricted
    ]
    spans = [
        (one, first_day(one.valid_from or one.issued_on) or start, last_day(one.valid_to))
        for one in facts
    ]
    edges = {first for _fact, first, _last in spans}
    edges |= {last + timedelta(days=1) for _fact, _first, last in spans if last}
    days = sorted(edges)
    spells: list[Spell] = []
    for place, day in enumerate(days):
        end = days[place + 1] - timedelta(days=1) if place + 1 < len(days) else None
        held = {
            fact.kind: fact_words(fact)
            for fact, first, last in spans
            if first <= day and (last is None or last >= day)
        }
        if held:
            words = ", ".join(held[kind] for kind in CIRCUMSTANCES if kind in held)
            spells.append(Spell(words[:1].upper() + words[1:], day, end))
    return tuple(spells)


def _sums(page: PersonPage) -> tuple[Spell, ...]:
    ahead = page.ahead
    spells = list(_spells(page.allowances, page.ahead))
    if ahead and spells:
        first = PartialDate.from_iso(ahead.month).earliest()
        words = _("{sum} from {month}").format(
            sum=show_dong(ahead.total_vnd).removesuffix(" đ"), month=first.strftime("%m/%Y")
        )
        spells.append(Spell(words, first, None, ahead=True))
    return tuple(spells)


def _spells(allowances: Sequence[AllowanceRow], ahead: Ahead | None = None) -> tuple[Spell, ...]:
    spells = []
    for one in allowances:
        first, last = first_day(one.from_month), last_day(one.to_month)
        if first is None or (last is not None and last < first):
            continue
        if ahead and last is None:
            last = PartialDate.from_iso(ahead.month).earliest() - timedelta(days=1)
        words = _("{sum} from {month}").format(
            sum=show_dong(one.monthly_vnd or 0).removesuffix(" đ"),
            month=first.strftime("%m/%Y"),
        )
        spells.append(Spell(words, first, last, sum_of_money=True))
    return tuple(spells)
