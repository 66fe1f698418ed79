"""Emergency help with a house: NĐ 20/2021/NĐ-CP Điều 15, sums a household.

15.1 building anew 40.000.000 đ: poor, near-poor or in hardship, the house fallen, swept away or
burnt down, and no place left to live. 15.2 moving at once 30.000.000 đ: any household that the
authority orders to move. 15.3 repairing 20.000.000 đ: poor, near-poor or in hardship, badly
damaged and not fit to live in. NĐ 76/2024/NĐ-CP left these sums as they are.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from app.core.i18n import N_
from app.core.money import group_digits
from app.policy.calendar import require_known
from app.policy.emergency import Cause, Minimum, answer
from app.policy.outcome import Reason
from app.policy.parameters import law


class Damage(StrEnum):
    """What happened to the house."""

    DESTROYED = "do_sap_troi_chay_hoan_toan"
    BADLY_DAMAGED = "hu_hong_nang"
    MUST_MOVE = "di_doi_khan_cap"
    SLIGHT = "hu_hong_nhe"


class Hardship(StrEnum):
    """The household's state as Điều 15 needs it."""

    POOR = "ngheo"
    NEAR_POOR = "can_ngheo"
    HARDSHIP = "kho_khan"
    NONE = "khong"


_CAUSES = (None, Cause.DISASTER, Cause.FIRE, Cause.UNAVOIDABLE)
_CAUSE = Reason(N_("Article 15 names disaster, fire or another unavoidable cause."))
_POOR_1 = Reason(N_("Article 15.1 is for poor or near-poor households or those in hardship."))
_POOR_3 = Reason(N_("Article 15.3 is for poor or near-poor households or those in hardship."))
_ROOF = Reason(N_("Article 15.1 is for households with no place left to live."))
_ROOF_ASK = Reason(N_("Article 15.1: has the household no place left to live?"))
_ORDER = Reason(N_("Article 15.2 needs the authority's decision to move the house at once."))
_ORDER_ASK = Reason(N_("Article 15.2: is there the authority's decision to move at once?"))
_FIT = Reason(N_("Article 15.3 is for houses that are no longer fit to live in."))
_FIT_ASK = Reason(N_("Article 15.3: is the house no longer fit to live in?"))
_SLIGHT = Reason(N_("Article 15 is for houses destroyed, badly damaged or to be moved at once."))
_SUM = N_("Article 15: {sum} đồng per household × {households}.")


def housing(
    on: date,
    *,
    damage: Damage,
    hardship: Hardship,
    cause: Cause | None = None,
    no_place_to_live: bool | None = None,
    habitable: bool | None = None,
    ordered_to_move: bool | None = None,
    households: int = 1,
) -> Minimum:
    """The minimum in đồng; a condition nobody told is taken as met and asked about."""
    require_known(on)
    in_hardship = hardship is not Hardship.NONE
    if damage is Damage.DESTROYED:
        section, failing, asked = _rebuild(no_place_to_live, in_hardship=in_hardship)
    elif damage is Damage.MUST_MOVE:
        section, failing, asked = _move(ordered_to_move)
    elif damage is Damage.BADLY_DAMAGED:
        section, failing, asked = _repair(habitable, in_hardship=in_hardship)
    else:
        section, failing, asked = "housing_repair", [_SLIGHT], []
    if cause not in _CAUSES:
        failing.append(_CAUSE)
    legal = law().emergency_text(section, "legal")
    if failing:
        return answer(0, failing, on=on, legal=legal)
    each = law().emergency_number(section, "vnd")
    words = Reason(_SUM, {"sum": group_digits(each), "households": households})
    return answer(each * households, [words], on=on, legal=legal, questions=asked)


_Checked = tuple[str, list[Reason], list[Reason]]


def _rebuild(no_place_to_live: bool | None, *, in_hardship: bool) -> _Checked:
    failing = [] if in_hardship else [_POOR_1]
    if no_place_to_live is False:
        failing.append(_ROOF)
    return "housing_rebuild", failing, [_ROOF_ASK] if no_place_to_live is None else []


def _move(ordered: bool | None) -> _Checked:
    failing = [_ORDER] if ordered is False else []
    return "housing_move", failing, [_ORDER_ASK] if ordered is None else []


def _repair(habitable: bool | None, *, in_hardship: bool) -> _Checked:
    failing = [] if in_hardship else [_POOR_3]
    if habitable:
        failing.append(_FIT)
    return "housing_repair", failing, [_FIT_ASK] if habitable is None else []
