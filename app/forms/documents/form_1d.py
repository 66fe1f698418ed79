"""Mẫu số 1d: declaration for a monthly allowance, older people (NĐ 20/2021/NĐ-CP, Điều 5.5)."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.partial_date import PartialDate
from app.forms.declarant import Applicant, applicant_places
from app.forms.declaration import render_declaration
from app.forms.pieces import Rendered
from app.forms.values import (
    Disability,
    IdentityPaper,
    MonthlyBenefit,
    Places,
    disability_places,
    yes_no,
)

TITLE = "Tờ khai đề nghị trợ giúp xã hội (Mẫu số 1d)"
OFFICIAL = True
TEMPLATE = "nd20-2021-1d"


@dataclass(frozen=True, slots=True)
class Form1d(Applicant):
    """An older person's declaration; None where nobody has said it yet."""

    disabled: bool | None = None
    disability: Disability | None = None
    supporters: str | None = None
    activity: str = ""
    commune: str | None = None


def places(data: Form1d) -> Places:
    """What is written into each place of the wording."""
    return {
        **applicant_places(data),
        "disabled": yes_no(data.disabled),
        **disability_places(data.disability, has_none=data.disabled is False),
        "supporters": data.supporters,
        "activity": data.activity,
        "commune": data.commune,
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
