"""Hỗ trợ kinh phí chăm sóc, nuôi dưỡng hàng tháng: NĐ 20/2021/NĐ-CP Điều 20, minimum a month.

20.1: who takes in a child of khoản 1 (2,5 under 4, else 1,5) or somebody of 5.5.d (1,5).
20.2.a: a severely disabled person who is pregnant or raises one child under 36 months 1,5; both,
or two children or more, 2,0; one share for a couple; paid beside the person's own 5.6.
20.2.c: a household that itself cares for somebody đặc biệt nặng 1,0 each. 20.2.d: who takes in
such an adult 1,5, such a child 2,5.
The payee is often another person than the one cared for. What the article does not say (two
grounds for one person, 20.2.a beside 20.2.c) is a question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.i18n import N_
from app.policy.ages import CHILD_BELOW, possible_ages
from app.policy.calendar import require_known, standard_level
from app.policy.facts import Disability, Person
from app.policy.outcome import Considered, Entitlement, Question, Reason, sum_of
from app.policy.parameters import law


class Carer(StrEnum):
    """Who cares: somebody who took the person in, or the person's own household."""

    TAKES_IN = "ho_gia_dinh_ca_nhan_nhan"
    OWN_HOUSEHOLD = "ho_gia_dinh_dang_truc_tiep_cham_soc"


@dataclass(frozen=True, slots=True)
class CareOutcome:
    """Care support that is paid, weighed and asked about."""

    supports: tuple[Entitlement, ...]
    considered: tuple[Considered, ...] = ()
    questions: tuple[Question, ...] = ()


_YOUNG_BELOW = 4
_NOT_CARED = Reason(
    N_("Article 20.1 is for those who take in a child of Article 5.1 or somebody of 5.5.d.")
)
_NOT_EXTREME = Reason(
    N_("Article 20.2.c and d are for the care of somebody extremely severely disabled.")
)
_NOT_TAKEN_IN = Reason(
    N_("Article 20.1 is for those who take somebody in, not for the person's own household.")
)
_CONDITIONS = Reason(N_("Articles 22 and 23: the carer does not meet the conditions for carers."))
_BLOCKED = Reason(N_("Article 20 is for care in the community, not in a facility or in prison."))
_BOTH_GROUNDS = Reason(
    N_(
        "Article 20 does not say whether both grounds for the same person are paid. What does "
        "the office decide?"
    )
)
_BOTH_PEOPLE = Reason(
    N_(
        "Article 20 does not say whether points 20.2.a and 20.2.c are paid together. What does "
        "the office decide?"
    )
)
_NOT_SEVERE = Reason(N_("Article 20.2.a is for people with a severe disability."))
_NOT_RAISING = Reason(
    N_("Article 20.2.a is for pregnancy or the raising of a child under 36 months.")
)
_ONE_SHARE = Reason(N_("Article 20.2.a: a couple draws one share, and the other draws it."))
_BIRTH = Reason(N_("This hangs on the day of birth. Is there a paper that shows it?"))


def for_carer(
    on: date,
    person: Person,
    carer: Carer,
    *,
    category: str | None = None,
    meets_conditions: bool = True,
) -> CareOutcome:
    """What the carer of ``person`` is paid; ``category`` is the person's own, when known.

    Raises:
        Correctable: the day is before 1/7/2021.
    """
    require_known(on)
    codes = ("20.1", "20.2.d") if carer is Carer.TAKES_IN else ("20.2.c",)
    if person.in_facility or person.imprisoned:
        return _nothing(codes, _BLOCKED)
    if not meets_conditions:
        return _nothing(codes, _CONDITIONS)
    if carer is Carer.OWN_HOUSEHOLD:
        if person.disability is Disability.EXTREME:
            return CareOutcome((_support("20.2.c", on),))
        refusal = Considered("20.2.c", (_NOT_EXTREME,))
        taken = _of_article_20_1(person, category)
        also = (Considered("20.1", (_NOT_TAKEN_IN,)),) if taken else ()
        return CareOutcome((), (*also, refusal))
    return _taken_in(on, person, category)


def _taken_in(on: date, person: Person, category: str | None) -> CareOutcome:
    views = [_codes(age, person, category) for age in possible_ages(person.birth, on)]
    if not any(views):
        return CareOutcome(
            (), (Considered("20.1", (_NOT_CARED,)), Considered("20.2.d", (_NOT_EXTREME,)))
        )
    best = [max(codes, key=_coefficient_of) if codes else None for codes in views]
    if len(set(best)) > 1 or person.birth.about:
        asked = dict.fromkeys(code for code in best if code is not None)
        return CareOutcome((), (), tuple(_question(code, on, _BIRTH) for code in asked))
    paid = best[0]
    assert paid is not None
    others = dict.fromkeys(code for codes in views for code in codes if code != paid)
    questions = tuple(_question(code, on, _BOTH_GROUNDS) for code in others)
    return CareOutcome((_support(paid, on),), (), questions)


def _codes(age: int, person: Person, category: str | None) -> list[str]:
    """The grounds of somebody taken in, at one age."""
    codes = []
    child = age < CHILD_BELOW
    if child and _is_k1(person, category):
        codes.append("20.1.a" if age < _YOUNG_BELOW else "20.1.b")
    if category == "5.5.d":
        codes.append("20.1.b")
    if person.disability is Disability.EXTREME:
        codes.append("20.2.d2" if child else "20.2.d1")
    return codes


def _is_k1(person: Person, category: str | None) -> bool:
    return person.k1_ground is not None or (category or "").startswith("5.1")


def _of_article_20_1(person: Person, category: str | None) -> bool:
    return _is_k1(person, category) or category == "5.5.d"


def for_parent(
    on: date,
    person: Person,
    *,
    children_under_36m: int,
    spouse_draws: bool = False,
    carer: Carer | None = None,
) -> CareOutcome:
    """What a disabled person who is pregnant or raises small children is paid (Điều 20.2.a).

    Raises:
        Correctable: the day is before 1/7/2021.
    """
    require_known(on)
    reasons = []
    if not person.severely_disabled:
        reasons.append(_NOT_SEVERE)
    if not person.pregnant and not children_under_36m:
        reasons.append(_NOT_RAISING)
    if spouse_draws:
        reasons.append(_ONE_SHARE)
    if person.in_facility or person.imprisoned:
        reasons.append(_BLOCKED)
    if reasons:
        return CareOutcome((), (Considered("20.2.a", tuple(reasons)),))
    higher = children_under_36m >= 2 or (person.pregnant and children_under_36m == 1)
    found = _support("20.2.a2" if higher else "20.2.a1", on)
    cared = carer is Carer.OWN_HOUSEHOLD and person.disability is Disability.EXTREME
    return CareOutcome((found,), (), (_question("20.2.c", on, _BOTH_PEOPLE),) if cared else ())


def _nothing(codes: tuple[str, ...], reason: Reason) -> CareOutcome:
    return CareOutcome((), tuple(Considered(code, (reason,)) for code in codes))


def _coefficient_of(code: str) -> tuple[object, bool]:
    return law().care_support[code].coefficient, code.startswith("20.1")


def _support(code: str, on: date) -> Entitlement:
    row, level = law().care_support[code], standard_level(on)
    return Entitlement(
        code,
        row.coefficient,
        sum_of(row.coefficient, level.vnd),
        (row.legal, level.legal),
        level.verified,
    )


def _question(code: str, on: date, reason: Reason) -> Question:
    found = _support(code, on)
    fact = "cared_for.dob" if reason is _BIRTH else "law"
    return Question(code, found.coefficient, found.monthly_vnd, (fact,), reason)
