"""Mẫu số 1d: declaration for a monthly allowance, older people (NĐ 20/2021/NĐ-CP, Điều 5.5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.partial_date import PartialDate
from app.forms.declaration import render_declaration
from app.forms.pieces import Rendered
from app.forms.values import (
    SEX_WORDS,
    Disability,
    IdentityPaper,
    MonthlyBenefit,
    Places,
    Proxy,
    benefit_places,
    date_places,
    disability_places,
    identity_places,
    proxy_places,
    yes_no,
)
from app.forms.wording import in_capitals

TITLE = "Tờ khai đề nghị trợ giúp xã hội (Mẫu số 1d)"
OFFICIAL = True
TEMPLATE = "nd20-2021-1d"


@dataclass(frozen=True, slots=True)
class Form1d:
    """An older person's declaration; None where nobody has said it yet."""

    name: str | None = None
    birth: PartialDate | None = None
    sex: str | None = None
    ethnic: str | None = None
    identity: IdentityPaper = field(default_factory=IdentityPaper)
    residence: str | None = None
    living: str | None = None
    insured: bool | None = None
    pension: MonthlyBenefit | None = None
    allowance: MonthlyBenefit | None = None
    merit: MonthlyBenefit | None = None
    other: MonthlyBenefit | None = None
    poor: bool | None = None
    disabled: bool | None = None
    disability: Disability | None = None
    marital: str | None = None
    supporters: str | None = None
    activity: str = ""
    proxy: Proxy | None = None
    commune: str | None = None


def places(data: Form1d) -> Places:
    """What is written into each place of the wording."""
    return {
        "name": in_capitals(data.name) if data.name else None,
        **date_places("birth", data.birth),
        "sex": SEX_WORDS.get(data.sex or ""),
        "ethnic": data.ethnic,
        **identity_places(data.identity),
        "residence": data.residence,
        "living": data.living,
        "insured": yes_no(data.insured),
        **benefit_places("pension", data.pension),
        **benefit_places("allowance", data.allowance),
        **benefit_places("merit", data.merit),
        **benefit_places("other", data.other),
        "poor": yes_no(data.poor),
        "disabled": yes_no(data.disabled),
        **disability_places(data.disability, has_none=data.disabled is False),
        "marital": data.marital,
        "supporters": data.supporters,
        "activity": data.activity,
        **proxy_places(data.proxy),
        "commune": data.commune,
        "confirmed": data.name,
    }


def render(data: Form1d | None) -> Rendered:
    """The form filled in, or blank for the pen."""
    return render_declaration(TEMPLATE, TITLE, places(data) if data else {})


def sample() -> Form1d:
    """An invented person who is old and poor."""
    none = MonthlyBenefit(0)
    return Form1d(
        name="H’Rơ̆m Ƀuôn Yă",
        birth=PartialDate(1942),
        sex="nu",
        ethnic="Mnông",
        identity=IdentityPaper(
            "067142000119",
            PartialDate(2021, 6, 15),
            "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        ),
        residence="Bon Bu Prăng, xã Quảng Trực, tỉnh Lâm Đồng",
        living="Ở một mình, bon Bu Prăng, xã Quảng Trực, tỉnh Lâm Đồng",
        insured=True,
        pension=none,
        allowance=none,
        merit=none,
        other=none,
        poor=True,
        disabled=False,
        marital="Chồng đã chết",
        supporters="Không có",
        commune="Quảng Trực",
    )
