"""``policy emergency`` for callers: the legal minimum of one support, with its reasons.

A case is ``{"id", "type", "date", "facts"}``; an answer is ``{"id", "unit", "minimum",
"reasons", "legal", "status", "questions"}``, or ``error`` in its place. ``minimum`` is a whole
number of ``unit`` (``VND`` or ``kg``), 0 when nothing is due, null where the law names no amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from app.core.i18n import N_
from app.policy import emergency, funeral, housing
from app.policy.calendar import require_known
from app.policy.emergency import Cause, Minimum, Transport, Victim
from app.policy.funeral import Death, Deceased, Organiser
from app.policy.housing import Damage, Hardship
from app.services.law import Answer, answer_each
from app.services.law_facts import Reader, complain

_CAUSES = {str(cause): str(cause) for cause in Cause} | {
    "tet_am_lich": "tet",
    "tet_nguyen_dan": "tet",
    "ly_do_bat_kha_khang": "bat_kha_khang",
    "ly_do_bat_kha_khang_khac": "bat_kha_khang",
    "bat_kha_khang_khac": "bat_kha_khang",
    "tai_nan_lao_dong": "khac",
    "tai_nan_sinh_hoat": "khac",
    "benh": "khac",
    "benh_tat": "khac",
    "gia_yeu": "khac",
    "tuoi_gia": "khac",
}
_VICTIMS = {str(victim): str(victim) for victim in Victim} | {
    "tre_em_mo_coi_ca_cha_me": "tre_em_mat_ca_cha_me",
    "bao_luc_gia_dinh": "nan_nhan_bao_luc_gia_dinh",
    "xam_hai": "nan_nhan_xam_hai",
    "xam_hai_tinh_duc": "nan_nhan_xam_hai",
    "xam_hai_than_the": "nan_nhan_xam_hai",
    "nan_nhan_xam_hai_tinh_duc": "nan_nhan_xam_hai",
    "nan_nhan_xam_hai_than_the": "nan_nhan_xam_hai",
    "bi_buon_ban": "nan_nhan_mua_ban_nguoi",
    "buon_ban_nguoi": "nan_nhan_mua_ban_nguoi",
    "mua_ban_nguoi": "nan_nhan_mua_ban_nguoi",
    "nan_nhan_buon_ban_nguoi": "nan_nhan_mua_ban_nguoi",
    "nan_nhan_bi_buon_ban": "nan_nhan_mua_ban_nguoi",
    "cuong_buc_lao_dong": "nan_nhan_cuong_buc_lao_dong",
    "tre_em_lang_thang": "lang_thang_xin_an",
    "tre_em_lang_thang_xin_an": "lang_thang_xin_an",
    "nguoi_lang_thang_xin_an": "lang_thang_xin_an",
    "lang_thang": "lang_thang_xin_an",
}
_DAMAGES = {str(damage): str(damage) for damage in Damage} | {
    "phai_di_doi": "di_doi_khan_cap",
    "phai_di_doi_khan_cap": "di_doi_khan_cap",
    "di_doi": "di_doi_khan_cap",
}
_HARDSHIPS = {str(state): str(state) for state in Hardship} | {
    "hoan_canh_kho_khan": "kho_khan",
}
_CHILDREN_OF_PARENT = (
    "con_cua_5.4",
    "con_5.4",
    "con_cua_nguoi_5.4",
    "con_nguoi_don_than",
    "con_nguoi_don_than_ngheo",
)
_STATES = {str(state): str(state) for state in Deceased} | {
    word: str(Deceased.CHILD_OF_SINGLE_PARENT) for word in _CHILDREN_OF_PARENT
}
_DRAWING = re.compile(r"dang_huong_5\.[1-8](\.[a-zđ])?")
_DRAWING_PENSION = re.compile(r"dang_huong_HTXH(\.[ab])?")


def minimums(cases: Iterable[object]) -> list[Answer]:
    """The legal minimum of every case, in order."""
    return answer_each(cases, _minimum)


def _minimum(told: Reader) -> Answer:
    kind = told.word("type", {name: name for name in _KINDS})
    if kind is None:
        complain("type", N_("Write one of these words: {words}."), words=", ".join(_KINDS))
    on = told.day("date")
    require_known(on)
    facts = told.inside("facts")
    found = _KINDS[kind](facts, on)
    facts.done()
    return {
        "unit": str(found.unit),
        "minimum": found.amount,
        "reasons": [reason.words() for reason in found.reasons],
        "legal": list(found.legal),
        "status": "verified" if found.verified else "unverified",
        "questions": [asked.words() for asked in found.questions],
    }


def _cause(facts: Reader) -> Cause | None:
    word = facts.word("cause", _CAUSES)
    return None if word is None else Cause(word)


def _food(facts: Reader, on: date) -> Minimum:
    asked = facts.whole("months_requested", least=1)
    given = facts.whole("months", least=1)
    return emergency.food(
        on,
        cause=_cause(facts),
        persons=_needed(facts, "persons"),
        months=given or asked or 1,
        short_of_food=facts.yes("food_shortage", default=True),
    )


def _goods(facts: Reader, on: date) -> Minimum:
    _cause(facts)
    lost, unable = facts.yes_or_none("home_lost"), facts.yes_or_none("cannot_meet_needs")
    return emergency.goods(on, in_need=lost is not False and unable is not False)


def _injury(facts: Reader, on: date) -> Minimum:
    return emergency.injury(
        on,
        cause=_cause(facts),
        injured=facts.whole("injured", least=1) or 1,
        treatment_days=_needed(facts, "treatment_days", least=0),
        at_residence=facts.yes("at_residence", default=True),
        relatives_caring=facts.yes("relatives_caring"),
    )


def _death(facts: Reader, on: date) -> Death:
    dead, missing = facts.whole("dead"), facts.whole("missing")
    told = dead is not None or missing is not None
    count = (dead or 0) + (missing or 0)
    if told and not count:
        complain(facts.field("dead"), N_("Write how many people died or are missing."))
    organiser = facts.choice("organiser", Organiser, Organiser.HOUSEHOLD)
    return Death(
        cause=_cause(facts),
        count=count if told else 1,
        organiser=organiser,
        nobody_responsible=facts.yes("no_responsible_person"),
        actual_cost=facts.whole("actual_cost") or 0,
        status=_status(facts),
        age=facts.whole("deceased_age"),
    )


def _status(facts: Reader) -> Deceased:
    word = facts.text("deceased_status")
    if word is not None and _DRAWING.fullmatch(word):
        return Deceased.ALLOWANCE
    if word is not None and _DRAWING_PENSION.fullmatch(word):
        return Deceased.SOCIAL_PENSION
    return Deceased(facts.word("deceased_status", _STATES) or Deceased.NOTHING)


def _funeral(count: Callable[[date, Death], Minimum]) -> Callable[[Reader, date], Minimum]:
    return lambda facts, on: count(on, _death(facts, on))


def _housing(facts: Reader, on: date) -> Minimum:
    damage = facts.word("damage", _DAMAGES)
    if damage is None:
        complain(
            facts.field("damage"),
            N_("Write one of these words: {words}."),
            words=", ".join(_DAMAGES),
        )
    return housing.housing(
        on,
        damage=Damage(damage),
        hardship=Hardship(facts.word("poverty", _HARDSHIPS) or Hardship.NONE),
        cause=_cause(facts),
        no_place_to_live=facts.yes_or_none("no_place_to_live"),
        habitable=facts.yes_or_none("habitable"),
        ordered_to_move=facts.yes_or_none("relocation_decision"),
        households=facts.whole("households", least=1) or 1,
    )


def _protection(facts: Reader, on: date) -> Minimum:
    victim = facts.word("victim", _VICTIMS)
    days = facts.whole("days_in_host_home")
    other_days = facts.whole("days")
    transport = facts.inside("transport")
    found = emergency.protection(
        on,
        victim=Victim(victim or Victim.OTHER),
        persons=facts.whole("persons", least=1) or 1,
        days=days if days is not None else other_days or 0,
        transport=_transport(transport),
        treatment_cost=facts.whole("treatment_cost") or 0,
    )
    transport.done()
    return found


def _transport(told: Reader) -> Transport:
    km = told.decimal("own_vehicle_km")
    return Transport(
        public_fare=told.whole("public_fare") or 0,
        hire_contract=told.whole("hire_contract") or 0,
        own_vehicle_km=km or Transport().own_vehicle_km,
        fuel_price=told.whole("fuel_price") or 0,
    )


def _facility(facts: Reader, on: date) -> Minimum:
    return emergency.facility(
        on, birth=facts.birth("dob", on=on), months=facts.whole("months", least=1) or 1
    )


def _work(facts: Reader, on: date) -> Minimum:
    _cause(facts)
    return emergency.work(on)


def _needed(facts: Reader, key: str, *, least: int = 1) -> int:
    number = facts.whole(key, least=least)
    if number is None:
        complain(facts.field(key), N_("Write a whole number from {least} on here."), least=least)
    return number


_KINDS: Mapping[str, Callable[[Reader, date], Minimum]] = {
    "luong_thuc": _food,
    "nhu_yeu_pham": _goods,
    "thuong_nang": _injury,
    "mai_tang_khan_cap": _funeral(funeral.emergency_funeral),
    "mai_tang_btxh": _funeral(funeral.recipient_funeral),
    "mai_tang_htxh": _funeral(funeral.social_pension_funeral),
    "mai_tang_co_so": _funeral(funeral.facility_funeral),
    "mai_tang": _funeral(funeral.any_funeral),
    "nha_o": _housing,
    "bao_ve_khan_cap": _protection,
    "tao_viec_lam": _work,
    "tiep_nhan_co_so": _facility,
}
