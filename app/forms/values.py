"""What declarations share: identity papers, monthly benefits, disability, who speaks for whom.

Rule kept: None means nobody has said it yet (the place stays open and counts as missing); an
answer that has nothing to write gives "" (the dots stay, nothing is missing).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.money import group_digits
from app.core.partial_date import PartialDate
from app.forms.wording import date_text, day_month_year

SEX_WORDS: Mapping[str, str] = {"nam": "Nam", "nu": "Nữ"}

Places = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class IdentityPaper:
    """An identity card, old or new."""

    number: str | None = None
    issued_on: PartialDate | None = None
    issued_by: str | None = None


@dataclass(frozen=True, slots=True)
class MonthlyBenefit:
    """A monthly payment in đồng; 0 when it was asked and there is none."""

    amount: int
    since: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Disability:
    """The certificate of disability as it reads."""

    number: str | None = None
    issued_on: PartialDate | None = None
    issued_by: str | None = None
    kinds: str | None = None
    degree: str | None = None


@dataclass(frozen=True, slots=True)
class Proxy:
    """Who declares in the person's place."""

    identity: IdentityPaper = field(default_factory=IdentityPaper)
    relation: str | None = None
    address: str | None = None


def date_places(name: str, when: PartialDate | None) -> Places:
    """Day, month and year of one date."""
    parts = day_month_year(when) or (None, None, None)
    return dict(zip((f"{name}.day", f"{name}.month", f"{name}.year"), parts, strict=True))


def yes_no(answer: bool | None) -> str | None:
    """The box to tick."""
    return None if answer is None else "yes" if answer else "no"


def identity_places(paper: IdentityPaper) -> Places:
    """The line of an identity card; its date in three places and in one."""
    return {
        "identity.number": paper.number,
        **date_places("identity", paper.issued_on),
        "identity.date": date_text(paper.issued_on) or None,
        "identity.by": paper.issued_by,
    }


def benefit_places(name: str, benefit: MonthlyBenefit | None) -> Places:
    """The sum and the month of one kind of benefit."""
    if benefit is None:
        return {}
    if benefit.amount == 0:
        return {f"{name}.sum": "0", f"{name}.month": "", f"{name}.year": ""}
    _, month, year = day_month_year(benefit.since) or (None, None, None)
    return {
        f"{name}.sum": group_digits(benefit.amount),
        f"{name}.month": month,
        f"{name}.year": year,
    }


def disability_places(paper: Disability | None, *, has_none: bool = False) -> Places:
    """The certificate; ``has_none``: the question was answered with no."""
    if has_none:
        paper = Disability("", None, "", "", "")
    if paper is None:
        return {}
    return {
        "disability.number": paper.number,
        "disability.date": "" if has_none else date_text(paper.issued_on) or None,
        "disability.by": paper.issued_by,
        "disability.kinds": paper.kinds,
        "disability.degree": paper.degree,
    }


def proxy_places(proxy: Proxy | None) -> Places:
    """The block of the one who declares; left open without fault when nobody does."""
    if proxy is None:
        return dict.fromkeys(
            ("proxy.number", "proxy.date", "proxy.by", "proxy.relation", "proxy.address"), ""
        )
    return {
        "proxy.number": proxy.identity.number,
        "proxy.date": date_text(proxy.identity.issued_on) or None,
        "proxy.by": proxy.identity.issued_by,
        "proxy.relation": proxy.relation,
        "proxy.address": proxy.address,
    }


def whole_number(count: int | None) -> str | None:
    """A count of people."""
    return None if count is None else str(count)
