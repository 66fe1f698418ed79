"""Households before they get names: who lives together, how old, and what is true of them.

Rule kept: what entitles somebody comes only from a :class:`Profile`, so that as many people are
paid as were paid in the province, and nobody becomes a beneficiary by accident of chance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from app.core.numbers import FEMALE, MALE
from app.services.invented.figures import Profile

POOR, NEAR_POOR, NOT_POOR = "ngheo", "can_ngheo", "khong"
HEAD, SPOUSE, CHILD, PARENT = "chu_ho", "vo_chong", "con", "cha_me"
GRANDPARENT, GRANDCHILD, SIBLING = "ong_ba", "chau", "anh_chi_em"

_FORMS_OF_DISABILITY = (
    *("Vận động", "Vận động", "Vận động", "Nghe, nói", "Nhìn"),
    *("Thần kinh, tâm thần", "Trí tuệ", "Khác"),
)


@dataclass(frozen=True, slots=True)
class Trait:
    """One fact about a person: kind and value as the register keeps them, or a sum in đồng."""

    kind: str
    value: str | None = None
    amount: int | None = None
    note: str | None = None


@dataclass(slots=True)
class Member:
    """Somebody of a household; ``profile`` tells why they are paid, if they are."""

    relation: str
    sex: str
    age: int
    traits: list[Trait] = field(default_factory=list)
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class HouseholdDraft:
    """People under one roof; the head comes first."""

    members: tuple[Member, ...]
    poverty: str
    needs_hardship: bool = False
    """Must live in a village in special hardship, because somebody's allowance rests on it."""


def ordinary_household(chance: Random, *, most: int) -> HouseholdDraft:
    """A poor or near poor household of at most ``most`` people, with nobody who is paid."""
    size = min(most, chance.choices(range(1, 9), (3, 8, 15, 25, 22, 14, 8, 5))[0])
    members = family(chance, size)
    if len(members) > 3 and chance.random() < 0.12:
        members[-1] = _pensioner(chance)
    _add_small_traits(chance, members)
    poverty = chance.choices((POOR, NEAR_POOR), (73, 27))[0]
    return HouseholdDraft(tuple(members), poverty)


def family(chance: Random, size: int, *, youngest: int = 3) -> list[Member]:
    """Head, spouse and children; one person lives alone, two are a couple."""
    if size == 1:
        return [Member(HEAD, chance.choice((MALE, FEMALE)), chance.randint(24, 58))]
    wife = chance.randint(min(46, 24 + 2 * (size - 2)), 46)
    husband = wife + chance.randint(-2, 6)
    pair = [(MALE, husband), (FEMALE, wife)]
    if chance.random() < 0.25:
        pair.reverse()
    members = [Member(HEAD, *pair[0]), Member(SPOUSE, *pair[1])]
    members += _children(chance, size - 2, youngest=youngest, oldest=wife - 18)
    return members


def beneficiary_household(profile: Profile, chance: Random, *, most: int) -> HouseholdDraft:
    """A household around somebody who is paid each month, of at most ``most`` people."""
    draft = _MAKERS[profile](chance)
    if len(draft.members) <= most:
        return draft
    paid = [one for one in draft.members if one.profile]
    others = [one for one in draft.members if not one.profile]
    members = others[: most - 1] + paid
    members[0].relation = HEAD
    return HouseholdDraft(tuple(members), draft.poverty, draft.needs_hardship)


def _children(chance: Random, count: int, *, youngest: int, oldest: int) -> list[Member]:
    """Up to ``count`` children, two years apart or more."""
    ages = range(youngest + chance.randint(0, 1), max(oldest, youngest + 1) + 1, 2)
    drawn = sorted(chance.sample(ages, min(count, len(ages))), reverse=True)
    return [Member(CHILD, chance.choice((MALE, FEMALE)), age) for age in drawn]


def _pensioner(chance: Random) -> Member:
    """A parent of the head with a pension, so that no allowance for the old is due."""
    member = Member(PARENT, chance.choice((MALE, FEMALE)), chance.randint(62, 82))
    member.traits.append(Trait("pension", amount=chance.randrange(2_400_000, 6_000_000, 50_000)))
    return member


def _add_small_traits(chance: Random, members: list[Member]) -> None:
    for member in members:
        if chance.random() < 0.008:
            note = chance.choice(_FORMS_OF_DISABILITY)
            member.traits.append(Trait("disability", "nhe", note=note))
        if member.relation == SPOUSE and member.sex == FEMALE and member.age < 41:
            if chance.random() < 0.03:
                member.traits.append(Trait("pregnancy", "co"))
        elif 16 <= member.age <= 21 and member.relation == CHILD and chance.random() < 0.4:
            member.traits.append(Trait("studying", "co"))


def _household_poverty(chance: Random) -> str:
    return chance.choices((POOR, NEAR_POOR, NOT_POOR), (35, 17, 48))[0]


def _very_old(chance: Random) -> HouseholdDraft:
    old = Member(PARENT, _mostly_women(chance), 80 + min(19, int(chance.expovariate(0.22))))
    old.profile = Profile.VERY_OLD
    return _with_parent(chance, old, _household_poverty(chance))


def _old_poor(chance: Random) -> HouseholdDraft:
    old = Member(PARENT, _mostly_women(chance), chance.randint(70, 79), profile=Profile.OLD_POOR)
    return _with_parent(chance, old, chance.choice((POOR, POOR, NEAR_POOR)))


def _with_parent(chance: Random, old: Member, poverty: str) -> HouseholdDraft:
    old.traits.append(Trait("pension_request", "co"))
    if chance.random() < 0.2:
        old.relation = HEAD
        old.traits.append(Trait("supporter", "co"))
        return HouseholdDraft((old,), poverty)
    return HouseholdDraft((*family(chance, chance.randint(2, 4)), old), poverty)


def _old_alone(chance: Random) -> HouseholdDraft:
    supporter = Trait("supporter", chance.choice(("khong_co", "khong_co", "dang_huong_tcxh")))
    old = Member(HEAD, _mostly_women(chance), chance.randint(61, 92), [supporter])
    old.traits.append(Trait("marital", "goa"))
    old.profile = Profile.OLD_ALONE
    return HouseholdDraft((old,), POOR)


def _extreme_disability(chance: Random) -> HouseholdDraft:
    return _with_disabled(chance, Profile.EXTREME_DISABILITY, "dac_biet_nang")


def _severe_disability(chance: Random) -> HouseholdDraft:
    return _with_disabled(chance, Profile.SEVERE_DISABILITY, "nang")


def _with_disabled(chance: Random, profile: Profile, level: str) -> HouseholdDraft:
    members = family(chance, chance.randint(2, 5))
    trait = Trait("disability", level, note=chance.choice(_FORMS_OF_DISABILITY))
    if chance.random() < 0.5 and members[-1].relation == CHILD:
        paid = members[-1]
    else:
        paid = Member(SIBLING, chance.choice((MALE, FEMALE)), chance.randint(18, 68))
        paid.traits.append(Trait("marital", "chua_ket_hon"))
        members.append(paid)
    paid.traits.append(trait)
    paid.profile = profile
    return HouseholdDraft(tuple(members), _household_poverty(chance))


def _single_parent(chance: Random) -> HouseholdDraft:
    sex = FEMALE if chance.random() < 0.85 else MALE
    marital = Trait("marital", chance.choice(("goa", "goa", "chua_ket_hon", "vo_chong_mat_tich")))
    head = Member(HEAD, sex, chance.randint(25, 48), [marital], Profile.SINGLE_PARENT)
    oldest = min(15, head.age - 18)
    children = _children(chance, chance.randint(1, 3), youngest=3, oldest=oldest)
    return HouseholdDraft((head, *children), chance.choice((POOR, POOR, NEAR_POOR)))


def _orphan(chance: Random) -> HouseholdDraft:
    ground = Trait("orphan_ground", chance.choices(("b", "c", "đ", "a"), (70, 12, 10, 8))[0])
    child = Member(GRANDCHILD, chance.choice((MALE, FEMALE)), chance.randint(2, 15), [ground])
    child.profile = Profile.ORPHAN
    carer = Member(HEAD, FEMALE, chance.randint(48, 66))
    return HouseholdDraft((carer, child), _household_poverty(chance))


def _under_three(chance: Random) -> HouseholdDraft:
    members = family(chance, chance.randint(2, 5))
    child = Member(CHILD, chance.choice((MALE, FEMALE)), chance.randint(0, 2))
    child.profile = Profile.UNDER_THREE
    poverty = chance.choice((POOR, POOR, NEAR_POOR))
    return HouseholdDraft((*members, child), poverty, needs_hardship=True)


def _hiv_adult(chance: Random) -> HouseholdDraft:
    members = family(chance, chance.randint(1, 4))
    members[0].traits.append(Trait("hiv", "co"))
    members[0].profile = Profile.HIV_ADULT
    return HouseholdDraft(tuple(members), POOR)


def _hiv_child(chance: Random) -> HouseholdDraft:
    members = family(chance, chance.randint(3, 5))
    members[-1].age = min(members[-1].age, 15)
    members[-1].traits.append(Trait("hiv", "co"))
    members[-1].profile = Profile.HIV_CHILD
    return HouseholdDraft(tuple(members), POOR)


def _mostly_women(chance: Random) -> str:
    return FEMALE if chance.random() < 0.62 else MALE


_MAKERS = {
    Profile.VERY_OLD: _very_old,
    Profile.OLD_POOR: _old_poor,
    Profile.OLD_ALONE: _old_alone,
    Profile.EXTREME_DISABILITY: _extreme_disability,
    Profile.SEVERE_DISABILITY: _severe_disability,
    Profile.SINGLE_PARENT: _single_parent,
    Profile.ORPHAN: _orphan,
    Profile.UNDER_THREE: _under_three,
    Profile.HIV_ADULT: _hiv_adult,
    Profile.HIV_CHILD: _hiv_child,
}
