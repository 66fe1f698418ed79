"""What a rule may look at: one person, the household, the place, as frozen values.

Names of values are those of the command line's contract. Defaults are those of somebody about
whom nothing special has been told; a rule never guesses a fact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.core.partial_date import PartialDate

ORPHAN_GROUNDS = ("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l")


class Poverty(StrEnum):
    """The household's place on the commune's yearly list."""

    POOR = "ngheo"
    NEAR_POOR = "can_ngheo"
    NONE = "khong"


class Marital(StrEnum):
    """Marital state as khoản 4 Điều 5 needs it; divorce is not in its words."""

    NEVER_MARRIED = "chua_ket_hon"
    WIDOWED = "goa"
    SPOUSE_MISSING = "vo_chong_mat_tich"
    DIVORCED = "ly_hon"
    MARRIED = "co_vo_chong"


class Supporter(StrEnum):
    """Whether somebody has the duty and right to support an older person (Điều 2.6)."""

    NOBODY = "khong_co"
    ON_ALLOWANCE = "dang_huong_tcxh"
    SOMEBODY = "co"


class Disability(StrEnum):
    """The degree on the disability certificate."""

    EXTREME = "dac_biet_nang"
    SEVERE = "nang"
    MILD = "nhe"


class StudyLimit(StrEnum):
    """How an office reads "tối đa không quá 22 tuổi" (Điều 5.2)."""

    BEFORE_22ND_BIRTHDAY = "before_22nd_birthday"
    THROUGH_AGE_22 = "through_age_22"


@dataclass(frozen=True, slots=True)
class Child:
    """A child that the person is raising."""

    birth: PartialDate
    studying: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """The person whose allowance is asked about; money in đồng a month."""

    birth: PartialDate
    k1_ground: str | None = None
    had_k1_allowance: bool = False
    studying: bool = False
    first_degree: bool = True
    hiv: bool = False
    stable_income: bool = False
    pension_or_si: bool = False
    pension_amount: int | None = None
    other_monthly_allowance: bool = False
    requested: bool = False
    facility_eligible_cared_in_community: bool = False
    in_facility: bool = False
    imprisoned: bool = False
    refused: bool = False
    pregnant: bool = False
    marital: Marital = Marital.MARRIED
    children: tuple[Child, ...] = ()
    supporter: Supporter = Supporter.SOMEBODY
    disability: Disability | None = None

    @property
    def draws_pension(self) -> bool:
        """A pension or monthly social insurance benefit is paid; a told sum says so too."""
        return self.pension_or_si or bool(self.pension_amount)

    @property
    def severely_disabled(self) -> bool:
        """The certificate says nặng or đặc biệt nặng (Điều 5.6)."""
        return self.disability in (Disability.SEVERE, Disability.EXTREME)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one assessment may look at."""

    person: Person
    poverty: Poverty = Poverty.NONE
    hard_area: bool = False
    province: str | None = None

    @property
    def poor_or_near(self) -> bool:
        """Hộ nghèo or hộ cận nghèo."""
        return self.poverty is not Poverty.NONE


@dataclass(frozen=True, slots=True)
class Readings:
    """How the office reads what the law leaves open; None asks each time."""

    study_limit: StudyLimit | None = field(default=None)
