"""Trợ giúp xã hội khẩn cấp: the legal minimum of food, goods, injury, protection and facility care.

NĐ 20/2021/NĐ-CP Điều 12, 13, 16–19, 24–25 and TT 02/2021/TT-BLĐTBXH Điều 3. Houses are in
:mod:`app.policy.housing`, funerals in :mod:`app.policy.funeral`.
Rules kept: every sum is a minimum, so a higher one is never refused; nothing due is 0 with the
article that fails; a fact nobody told is taken as met and asked about; whatever rests on the
level of NĐ 335/2026/NĐ-CP, or falls after that decree came into force, is unverified.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.core.i18n import N_
from app.core.money import group_digits
from app.core.partial_date import PartialDate
from app.policy.ages import possible_ages
from app.policy.calendar import require_known, standard_level
from app.policy.months import add_months
from app.policy.outcome import Reason, sum_of
from app.policy.parameters import law


class Cause(StrEnum):
    """What brought the emergency about."""

    TET = "tet"
    DISASTER = "thien_tai"
    FIRE = "hoa_hoan"
    EPIDEMIC = "dich_benh"
    TRAFFIC = "tai_nan_giao_thong"
    WORK = "tai_nan_lao_dong_nghiem_trong"
    CROP_FAILURE = "mat_mua"
    LEAN_SEASON = "giap_hat"
    UNAVOIDABLE = "bat_kha_khang"
    OTHER = "khac"


class Unit(StrEnum):
    """What a minimum is counted in."""

    DONG = "VND"
    RICE = "kg"
    IN_KIND = "hien_vat"


class Victim(StrEnum):
    """Người cần bảo vệ khẩn cấp (Điều 18.2)."""

    CHILD_WITHOUT_PARENTS = "tre_em_mat_ca_cha_me"
    DOMESTIC_VIOLENCE = "nan_nhan_bao_luc_gia_dinh"
    ABUSE = "nan_nhan_xam_hai"
    TRAFFICKED = "nan_nhan_mua_ban_nguoi"
    FORCED_LABOUR = "nan_nhan_cuong_buc_lao_dong"
    HOMELESS = "lang_thang_xin_an"
    OTHER = "khac"


@dataclass(frozen=True, slots=True)
class Minimum:
    """The least that is due: ``amount`` in ``unit``, or None where the law names no amount."""

    unit: Unit
    amount: int | None
    reasons: tuple[Reason, ...]
    legal: tuple[str, ...]
    verified: bool
    questions: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Transport:
    """Taking a protected person home or to care; sums in đồng, fuel price a litre."""

    public_fare: int = 0
    hire_contract: int = 0
    own_vehicle_km: Decimal = Decimal(0)
    fuel_price: int = 0


_FOOD_CAUSES = (
    Cause.TET,
    Cause.DISASTER,
    Cause.FIRE,
    Cause.EPIDEMIC,
    Cause.CROP_FAILURE,
    Cause.LEAN_SEASON,
    Cause.UNAVOIDABLE,
)
_INJURY_CAUSES = (Cause.DISASTER, Cause.FIRE, Cause.TRAFFIC, Cause.WORK, Cause.UNAVOIDABLE)

CAUSE_UNKNOWN = Reason(N_("What caused it? The law names the causes that count."))
_FOOD_CAUSE = Reason(N_("Article 12.1 gives rice for Tet, disaster, fire, crop failure or hunger."))
_NO_HUNGER = Reason(N_("Article 12.1 is for households that are short of food."))
_RICE = N_("Article 12.1: {kg} kg × {persons} people × {months} months.")
_RICE_CAP = N_("Article 12.1: at most {months} months for one round.")
_GOODS = Reason(N_("Article 12.2: goods are given in kind; the law names no sum."))
_GOODS_HOME = Reason(
    N_("Article 12.2 is for those who lost their home or cannot meet their essential needs.")
)
_INJURY_CAUSE = Reason(
    N_("Article 13.1 names disaster, fire, traffic, grave accidents at work or the unavoidable.")
)
_INJURY_DAYS = N_("Article 2.2: a grave injury needs emergency treatment of at least {days} days.")
_INJURY = N_("Article 13: {count} people × {times} × {level} đồng.")
_AWAY = Reason(
    N_("Article 13.2: away from home without relatives, the place of treatment writes the request.")
)
_WORK = Reason(N_("Article 17.1 refers to the rules on work and production; it names no sum."))
_MEALS = N_("Circular 02/2021, Article 3: {meal} đồng × {persons} people × {days} days.")
_MEALS_CAP = N_("Article 18.3: at most {months} months, here {days} days.")
_TRANSPORT = N_("Circular 02/2021, Article 3: {sum} đồng for transport.")
_PROVINCE = Reason(
    N_("Article 18.2.d asks for a decision of the province's chairman. Is there one?")
)
_FACILITY = N_("Article 25: {coefficient} × {level} đồng × {months} months.")
_FACILITY_CAP = N_("Article 24.4: at most {months} months.")
_BIRTH = Reason(N_("Under 4 the sum is higher. Is there a paper that shows the day of birth?"))


def answer(
    amount: int | None,
    reasons: Iterable[Reason],
    *,
    on: date,
    legal: str,
    unit: Unit = Unit.DONG,
    questions: Iterable[Reason] = (),
    counted_from_level: bool = False,
) -> Minimum:
    """A minimum with its citations and with whether they have been read."""
    level = standard_level(on)
    cited = [legal] + ([level.legal] if counted_from_level and amount else [])
    read = on < law().emergency_unverified_from
    return Minimum(
        unit=unit,
        amount=amount,
        reasons=tuple(reasons),
        legal=tuple(cited),
        verified=read and (level.verified or not counted_from_level),
        questions=tuple(questions),
    )


def food(
    on: date, *, cause: Cause | None, persons: int, months: int, short_of_food: bool = True
) -> Minimum:
    """Kilograms of rice for one round (Điều 12.1): Tết one month, otherwise at most three."""
    require_known(on)
    legal = law().emergency_text("food", "legal")
    failing = [] if cause in (None, *_FOOD_CAUSES) else [_FOOD_CAUSE]
    if not short_of_food:
        failing.append(_NO_HUNGER)
    if failing:
        return answer(0, failing, on=on, legal=legal, unit=Unit.RICE)
    most = law().emergency_number(
        "food", "most_months_tet" if cause is Cause.TET else "most_months"
    )
    kg, given = law().emergency_number("food", "kg"), min(months, most)
    reasons = [Reason(_RICE, {"kg": kg, "persons": persons, "months": given})]
    if months > most:
        reasons.append(Reason(_RICE_CAP, {"months": most}))
    asked = [CAUSE_UNKNOWN] if cause is None else []
    return answer(
        kg * persons * given, reasons, on=on, legal=legal, unit=Unit.RICE, questions=asked
    )


def goods(on: date, *, in_need: bool = True) -> Minimum:
    """Nhu yếu phẩm (Điều 12.2): tents, water, food, blankets, pots, fuel; no sum in the law."""
    require_known(on)
    legal = law().emergency_text("goods", "legal")
    if not in_need:
        return answer(0, [_GOODS_HOME], on=on, legal=legal, unit=Unit.IN_KIND)
    return answer(None, [_GOODS], on=on, legal=legal, unit=Unit.IN_KIND)


def injury(
    on: date,
    *,
    cause: Cause | None,
    injured: int,
    treatment_days: int,
    at_residence: bool = True,
    relatives_caring: bool = False,
) -> Minimum:
    """Ten times the level for each gravely injured person, at home or away (Điều 13, 2.2)."""
    require_known(on)
    away = not at_residence and not relatives_caring
    legal = law().emergency_text("injury", "legal_away" if away else "legal")
    failing = [] if cause in (None, *_INJURY_CAUSES) else [_INJURY_CAUSE]
    least = law().emergency_number("injury", "least_days")
    if treatment_days < least:
        failing.append(Reason(_INJURY_DAYS, {"days": least}))
    if failing:
        return answer(0, failing, on=on, legal=legal)
    times, level = law().emergency_number("injury", "times"), standard_level(on).vnd
    reasons = [Reason(_INJURY, {"count": injured, "times": times, "level": group_digits(level)})]
    if away:
        reasons.append(_AWAY)
    asked = [CAUSE_UNKNOWN] if cause is None else []
    return answer(
        injured * times * level,
        reasons,
        on=on,
        legal=legal,
        questions=asked,
        counted_from_level=True,
    )


def work(on: date) -> Minimum:
    """Tạo việc làm, phát triển sản xuất (Điều 17.1): other rules decide, no sum here."""
    require_known(on)
    return answer(
        None, [_WORK], on=on, legal=law().emergency_text("work", "legal"), unit=Unit.IN_KIND
    )


def protection(
    on: date,
    *,
    victim: Victim,
    persons: int,
    days: int,
    transport: Transport | None = None,
    treatment_cost: int = 0,
) -> Minimum:
    """Meals in a host home, treatment, transport (Điều 18, 19.2; TT 02 Điều 3), up to 3 months.

    Three months are calendar months counted from ``on``.
    """
    require_known(on)
    most_months = law().emergency_number("protection", "most_months")
    most_days = (add_months(on, most_months) - on).days
    meal, given = law().emergency_number("protection", "meal_vnd_a_day"), min(days, most_days)
    reasons = [Reason(_MEALS, {"meal": group_digits(meal), "persons": persons, "days": given})]
    if days > most_days:
        reasons.append(Reason(_MEALS_CAP, {"months": most_months, "days": most_days}))
    amount = meal * persons * given + treatment_cost
    if transport is not None and (fare := _transport(transport)):
        amount += fare
        reasons.append(Reason(_TRANSPORT, {"sum": group_digits(fare)}))
    return answer(
        amount,
        reasons,
        on=on,
        legal=law().emergency_text("protection", "legal"),
        questions=[_PROVINCE] if victim is Victim.OTHER else [],
    )


def _transport(transport: Transport) -> int:
    litres = Decimal(law().emergency_text("protection", "litres_a_km")) * transport.own_vehicle_km
    fuel = (litres * transport.fuel_price).to_integral_value(ROUND_HALF_UP)
    return transport.public_fare + transport.hire_contract + int(fuel)


def facility(on: date, *, birth: PartialDate, months: int) -> Minimum:
    """Facility care for somebody in need of urgent protection (Điều 24, 25), up to 3 months."""
    require_known(on)
    ages = possible_ages(birth, on)
    young = bool(ages) and max(ages) < 4
    coefficient = law().emergency_text(
        "facility", "coefficient_below_4" if young else "coefficient_from_4"
    )
    level = standard_level(on).vnd
    most = law().emergency_number("facility", "most_months")
    given = min(months, most)
    reasons = [
        Reason(
            _FACILITY,
            {"coefficient": coefficient, "level": group_digits(level), "months": given},
        )
    ]
    if months > most:
        reasons.append(Reason(_FACILITY_CAP, {"months": most}))
    return answer(
        sum_of(Decimal(coefficient), level) * given,
        reasons,
        on=on,
        legal=law().emergency_text("facility", "legal"),
        questions=[_BIRTH] if ages and min(ages) < 4 <= max(ages) else [],
        counted_from_level=True,
    )
