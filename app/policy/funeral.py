"""Funeral support: emergency (Điều 14), recipients (Điều 11), social pension, facility (Điều 25).

14.1: 50 × level for each dead or missing. 14.2: somebody else buries because nobody is
responsible: the real cost, at least 50 × level each. 11: 20 × level for a monthly recipient, a
child of a poor single parent, or from 80 somebody on survivors' or another monthly benefit.
Social pension: 20 × its level. Where several apply, one, the highest (Điều 11.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.i18n import N_
from app.core.money import group_digits
from app.policy.calendar import require_known, social_pension_level, standard_level
from app.policy.emergency import CAUSE_UNKNOWN, Cause, Minimum, Unit, answer
from app.policy.outcome import Reason
from app.policy.parameters import law


class Deceased(StrEnum):
    """What the person who died was drawing."""

    ALLOWANCE = "dang_huong_tcxh"
    SOCIAL_PENSION = "dang_huong_HTXH"
    CHILD_OF_SINGLE_PARENT = "con_cua_nguoi_don_than_ngheo"
    SURVIVORS_BENEFIT = "tuat_bhxh_hang_thang"
    OTHER_MONTHLY = "tro_cap_hang_thang_khac"
    NOTHING = "khong"


class Organiser(StrEnum):
    """Who buries."""

    HOUSEHOLD = "ho_gia_dinh"
    ORGANISATION = "co_quan_to_chuc"
    INDIVIDUAL = "ca_nhan"


@dataclass(frozen=True, slots=True)
class Death:
    """The facts of a funeral; ``actual_cost`` in đồng."""

    cause: Cause | None = None
    count: int = 1
    organiser: Organiser = Organiser.HOUSEHOLD
    nobody_responsible: bool = False
    actual_cost: int = 0
    status: Deceased = Deceased.NOTHING
    age: int | None = None


_CAUSES = (
    Cause.DISASTER,
    Cause.FIRE,
    Cause.EPIDEMIC,
    Cause.TRAFFIC,
    Cause.WORK,
    Cause.UNAVOIDABLE,
)
_CAUSE = Reason(
    N_("Article 14.1 names disaster, fire, epidemic, grave accidents or the unavoidable.")
)
_EACH = N_("Article 14: {count} people × {times} × {level} đồng.")
_COST = N_("Article 14.2: the real cost of {cost} đồng is higher than the minimum.")
_RESPONSIBLE = Reason(
    N_("Article 14.2 is only for the dead for whose burial nobody is responsible.")
)
_RECIPIENT = N_("Article 11.2: {times} × {level} đồng.")
_NOT_RECIPIENT = Reason(N_("Article 11.1: the person who died drew no monthly allowance."))
_BELOW_80 = N_("Article 11.1: with this benefit the person must have been {age} or older.")
_AGE = N_("How old was the person? Article 11.1 needs {age} years for this benefit.")
_PENSIONER = N_("Decree 176/2025: {times} × {level} đồng.")
_NOT_PENSIONER = Reason(N_("Decree 176/2025: the person who died drew no social pension."))
_NOT_YET = Reason(N_("The social pension begins on 1 July 2025 (Decree 176/2025)."))
_HIGHEST = Reason(N_("Article 11.2: where several apply, only the highest is paid."))
_FACILITY = N_("Article 25: {times} × {level} đồng for somebody cared for in a facility.")


def emergency_funeral(on: date, death: Death) -> Minimum:
    """Điều 14: 50 × level each; by others the real cost, at least that much."""
    require_known(on)
    by_others = death.organiser is not Organiser.HOUSEHOLD and death.nobody_responsible
    legal = law().emergency_text("funeral_emergency", "legal_organiser" if by_others else "legal")
    if death.cause not in (None, *_CAUSES):
        return answer(0, [_CAUSE], on=on, legal=legal)
    times, level = law().emergency_number("funeral_emergency", "times"), standard_level(on).vnd
    least = death.count * times * level
    reasons = [Reason(_EACH, {"count": death.count, "times": times, "level": group_digits(level)})]
    if by_others and death.actual_cost > least:
        reasons.append(Reason(_COST, {"cost": group_digits(death.actual_cost)}))
        least = death.actual_cost
    elif death.organiser is not Organiser.HOUSEHOLD and not by_others:
        reasons.append(_RESPONSIBLE)
    asked = [CAUSE_UNKNOWN] if death.cause is None and not by_others else []
    return answer(least, reasons, on=on, legal=legal, questions=asked, counted_from_level=True)


def recipient_funeral(on: date, death: Death) -> Minimum:
    """Điều 11: 20 × level."""
    require_known(on)
    legal = law().emergency_text("funeral_recipient", "legal")
    failing: list[Reason] = []
    asked: list[Reason] = []
    if death.status in (Deceased.SURVIVORS_BENEFIT, Deceased.OTHER_MONTHLY):
        needed = law().emergency_number("funeral_recipient", "survivor_age")
        if death.age is None:
            asked.append(Reason(_AGE, {"age": needed}))
        elif death.age < needed:
            failing.append(Reason(_BELOW_80, {"age": needed}))
    elif death.status not in (Deceased.ALLOWANCE, Deceased.CHILD_OF_SINGLE_PARENT):
        failing.append(_NOT_RECIPIENT)
    if failing:
        return answer(0, failing, on=on, legal=legal)
    times, level = law().emergency_number("funeral_recipient", "times"), standard_level(on).vnd
    return answer(
        0 if asked else times * level * death.count,
        [Reason(_RECIPIENT, {"times": times, "level": group_digits(level)})],
        on=on,
        legal=legal,
        questions=asked,
        counted_from_level=True,
    )


def social_pension_funeral(on: date, death: Death) -> Minimum:
    """NĐ 176/2025/NĐ-CP: 20 × the social pension, from 1/7/2025."""
    require_known(on)
    legal = law().emergency_text("funeral_social_pension", "legal")
    level = social_pension_level(on)
    if level is None:
        return answer(0, [_NOT_YET], on=on, legal=legal)
    if death.status is not Deceased.SOCIAL_PENSION:
        return answer(0, [_NOT_PENSIONER], on=on, legal=legal)
    times = law().emergency_number("funeral_social_pension", "times")
    return Minimum(
        unit=Unit.DONG,
        amount=times * level.vnd * death.count,
        reasons=(Reason(_PENSIONER, {"times": times, "level": group_digits(level.vnd)}),),
        legal=(legal, level.legal),
        verified=level.verified and on < law().emergency_unverified_from,
    )


def facility_funeral(on: date, death: Death) -> Minimum:
    """Điều 25: 50 × level for somebody cared for in a facility."""
    require_known(on)
    times, level = law().emergency_number("funeral_facility", "times"), standard_level(on).vnd
    return answer(
        times * level * death.count,
        [Reason(_FACILITY, {"times": times, "level": group_digits(level)})],
        on=on,
        legal=law().emergency_text("funeral_facility", "legal"),
        counted_from_level=True,
    )


def any_funeral(on: date, death: Death) -> Minimum:
    """The highest of everything that applies (Điều 11.2); 0 with every reason when nothing does."""
    tried = [recipient_funeral(on, death), social_pension_funeral(on, death)]
    if death.cause is not None or death.nobody_responsible:
        tried.append(emergency_funeral(on, death))
    paying = [one for one in tried if one.amount]
    if not paying:
        return Minimum(
            unit=Unit.DONG,
            amount=0,
            reasons=tuple(reason for one in tried for reason in one.reasons),
            legal=tuple(citation for one in tried for citation in one.legal),
            verified=all(one.verified for one in tried),
            questions=tuple(ask for one in tried for ask in one.questions),
        )
    best = max(paying, key=lambda one: one.amount or 0)
    if len(paying) == 1:
        return best
    return Minimum(
        unit=best.unit,
        amount=best.amount,
        reasons=(*best.reasons, _HIGHEST),
        legal=best.legal,
        verified=best.verified,
        questions=best.questions,
    )
