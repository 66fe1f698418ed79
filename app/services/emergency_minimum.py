"""What the law owes a household hit by an emergency, at the least, and by when.

Rules kept: every sum is a minimum and a higher one is never questioned; what is refused is shown
with its reason; a fact nobody told is taken as met and asked about; what rests on a text that
nobody has read says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.core.i18n import N_, _, ngettext
from app.policy import emergency, funeral, housing
from app.policy.emergency import Cause, Minimum, Unit
from app.policy.emergency_clock import Due, due
from app.policy.funeral import Death
from app.policy.housing import Damage, Hardship
from app.policy.limit_rows import Limit
from app.policy.outcome import sentences
from app.services.choices import SUPPORT_TYPE
from app.services.eligibility import NOT_LOADED, UNVERIFIED

RICE = "gao"
HURT = ("thuong_nang", "thuong_nhe")
GONE = ("chet", "mat_tich")
CLOCK_UNVERIFIED = N_("not verified since 1/7/2025")
POVERTY_ASKED = N_("Is the household poor, near-poor or in hardship?")
DAYS_ASKED = N_("How many days of emergency treatment?")


@dataclass(frozen=True, slots=True)
class Hurt:
    """One person of the household who is not safe; ``days`` of emergency treatment."""

    name: str
    status: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Harm:
    """What the rules look at: the words are those of ``choices``, ``on`` the day it happened."""

    on: date
    received: datetime
    cause: str | None = None
    persons: int = 0
    months: int = 1
    needs: tuple[str, ...] = ()
    house_damage: str | None = None
    no_place_to_live: bool | None = None
    ordered_to_move: bool | None = None
    poverty: str | None = None
    hurt: tuple[Hurt, ...] = ()


@dataclass(frozen=True, slots=True)
class MinimumRow:
    """One support: ``amount`` in ``unit`` (``VND``, ``kg``; None in kind), 0 when refused."""

    type: str
    what: str
    amount: int | None
    unit: str
    persons: int
    why: str
    legal: str
    question: str | None

    @property
    def refused(self) -> bool:
        """Whether the law gives nothing here."""
        return self.amount == 0


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One legal limit; ``working`` says whether it counts working days."""

    what: str
    who: str
    day: date
    working: bool
    legal: str
    verified: bool


@dataclass(frozen=True, slots=True)
class MinimumView:
    """The card beside an intake: what is due, what is not and why, until when, which papers."""

    rows: tuple[MinimumRow, ...]
    refused: tuple[MinimumRow, ...]
    total_vnd: int
    total_kg: int
    clock: tuple[ClockRow, ...]
    papers: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def due(self) -> ClockRow:
        """The limit that runs out first."""
        return min(self.clock, key=lambda row: row.day)

    @property
    def questions(self) -> tuple[str, ...]:
        """What still has to be asked, of what is refused too: an answer may change it."""
        return tuple(row.question for row in (*self.rows, *self.refused) if row.question)


def minimum_of(harm: Harm) -> MinimumView:
    """Everything the law says of this harm; raises Correctable for days before 1/7/2021."""
    cause = Cause(harm.cause) if harm.cause else None
    found = [*_house(harm, cause), *_injuries(harm, cause), *_funerals(harm, cause)]
    found += [*_rice(harm, cause), *_goods(harm)]
    rows = tuple(row for row, _minimum in found if not row.refused)
    verified = all(minimum.verified for row, minimum in found if not row.refused)
    clock = clock_of(harm)
    tags = [_(NOT_LOADED)]
    if not verified:
        tags.append(_(UNVERIFIED))
    return MinimumView(
        rows=rows,
        refused=tuple(row for row, _minimum in found if row.refused),
        total_vnd=_sum(rows, Unit.DONG),
        total_kg=_sum(rows, Unit.RICE),
        clock=clock,
        papers=_papers(rows),
        tags=tuple(tags),
    )


def clock_of(harm: Harm) -> tuple[ClockRow, ...]:
    """The limits that run: relief always, unless somebody only has to be buried."""
    dead = any(one.status in GONE for one in harm.hurt)
    helped = (
        bool(harm.needs)
        or harm.house_damage not in (None, "con_o_duoc")
        or any(one.status in HURT for one in harm.hurt)
    )
    rows = []
    if helped or not dead:
        rows.append(_clock(_("Decide on relief"), due(Limit.RELIEF, harm.received)))
    if dead:
        rows.append(_clock(_("Decide on funeral support"), due(Limit.FUNERAL, harm.received)))
    return tuple(rows)


def _clock(what: str, found: Due) -> ClockRow:
    rule = found.rule
    return ClockRow(what, rule.decider, found.day, found.working, rule.legal, found.verified)


_Found = tuple[MinimumRow, Minimum]


def _row(
    code: str, what: str, found: Minimum, *, persons: int = 1, ask: str | None = None
) -> _Found:
    questions = sentences(found.questions) or None
    row = MinimumRow(
        type=code,
        what=what,
        amount=found.amount,
        unit=str(found.unit),
        persons=persons,
        why=sentences(found.reasons),
        legal=found.legal[0],
        question=" ".join(part for part in (ask, questions) if part) or None,
    )
    return row, found


def _house(harm: Harm, cause: Cause | None) -> list[_Found]:
    if harm.house_damage in (None, "con_o_duoc"):
        return []
    damage = Damage(harm.house_damage)
    code = {Damage.DESTROYED: "15.1", Damage.MUST_MOVE: "15.2"}.get(damage, "15.3")
    found = housing.housing(
        harm.on,
        damage=damage,
        hardship=Hardship(harm.poverty or Hardship.NONE),
        cause=cause,
        no_place_to_live=harm.no_place_to_live,
        habitable=False,  # "still habitable" is a choice of its own
        ordered_to_move=harm.ordered_to_move,
    )
    asked = harm.poverty is None and damage is not Damage.MUST_MOVE
    ask = _(POVERTY_ASKED) if asked else None
    return [_row(code, _(SUPPORT_TYPE[code]), found, persons=harm.persons, ask=ask)]


def _injuries(harm: Harm, cause: Cause | None) -> list[_Found]:
    rows = []
    for one in harm.hurt:
        if one.status not in HURT:
            continue
        grave = one.status == "thuong_nang"
        told = one.days is not None
        days = one.days if one.days is not None else (3 if grave else 0)
        found = emergency.injury(harm.on, cause=cause, injured=1, treatment_days=days)
        what = (
            _("{name}, badly injured").format(name=one.name)
            if grave
            else _("{name}, slightly injured").format(name=one.name)
        )
        rows.append(_row("13.1", what, found, ask=None if told or not grave else _(DAYS_ASKED)))
    return rows


def _funerals(harm: Harm, cause: Cause | None) -> list[_Found]:
    return [
        _row(
            "14.1",
            _("Funeral of {name}").format(name=one.name),
            funeral.emergency_funeral(harm.on, Death(cause=cause)),
        )
        for one in harm.hurt
        if one.status in GONE
    ]


def _rice(harm: Harm, cause: Cause | None) -> list[_Found]:
    eating = harm.persons - sum(one.status in GONE for one in harm.hurt)
    if RICE not in harm.needs or eating < 1:
        return []
    found = emergency.food(harm.on, cause=cause, persons=eating, months=harm.months)
    what = ngettext("Rice for {count} person", "Rice for {count} people", eating)
    return [_row("12.1", what.format(count=eating), found, persons=eating)]


def _goods(harm: Harm) -> list[_Found]:
    if not any(need != RICE for need in harm.needs):
        return []
    found = emergency.goods(harm.on)
    code = "12.2"
    return [_row(code, _(SUPPORT_TYPE[code]), found, persons=harm.persons)]


def _sum(rows: Sequence[MinimumRow], unit: Unit) -> int:
    return sum(row.amount or 0 for row in rows if row.unit == unit)


def _papers(rows: Sequence[MinimumRow]) -> tuple[str, ...]:
    """Official forms by their numbers; the decision is laid out by NĐ 30/2020."""
    types = {row.type for row in rows}
    papers = ["5a"] if types & {"12.1", "12.2"} else []
    papers += ["04"] if "14.1" in types else []
    papers += ["06"] if types & {"15.1", "15.2", "15.3"} else []
    return tuple(papers)
