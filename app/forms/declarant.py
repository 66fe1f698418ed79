"""Who declares: the head that all declarations share, and what both for an allowance ask.

None where nobody has said it yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.partial_date import PartialDate
from app.forms.values import (
    SEX_WORDS,
    IdentityPaper,
    MonthlyBenefit,
    Places,
    Proxy,
    benefit_places,
    date_places,
    identity_places,
    proxy_places,
    yes_no,
)
from app.forms.wording import in_capitals


@dataclass(frozen=True, slots=True)
class Declarant:
    """The person at the head of a declaration, who also signs it."""

    name: str | None = None
    birth: PartialDate | None = None
    sex: str | None = None
    ethnic: str | None = None
    identity: IdentityPaper = field(default_factory=IdentityPaper)
    residence: str | None = None


@dataclass(frozen=True, slots=True)
class Applicant(Declarant):
    """Who asks for a monthly allowance: what is drawn already, and who speaks for the person."""

    living: str | None = None
    insured: bool | None = None
    pension: MonthlyBenefit | None = None
    allowance: MonthlyBenefit | None = None
    merit: MonthlyBenefit | None = None
    other: MonthlyBenefit | None = None
    poor: bool | None = None
    marital: str | None = None
    proxy: Proxy | None = None


def declarant_places(data: Declarant) -> Places:
    """The places of the head and of the confirmation."""
    return {
        "name": in_capitals(data.name) if data.name else None,
        **date_places("birth", data.birth),
        "sex": SEX_WORDS.get(data.sex or ""),
        "ethnic": data.ethnic,
        **identity_places(data.identity),
        "residence": data.residence,
        "confirmed": data.name,
    }


def applicant_places(data: Applicant) -> Places:
    """The places of the head and of what both declarations for an allowance ask."""
    return {
        **declarant_places(data),
        "living": data.living,
        "insured": yes_no(data.insured),
        **benefit_places("pension", data.pension),
        **benefit_places("allowance", data.allowance),
        **benefit_places("merit", data.merit),
        **benefit_places("other", data.other),
        "poor": yes_no(data.poor),
        "marital": data.marital,
        **proxy_places(data.proxy),
    }
