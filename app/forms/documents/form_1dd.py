"""Mẫu số 1đ: declaration for a monthly allowance, disability (NĐ 20/2021/NĐ-CP, Điều 5.6)."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.money import group_digits
from app.core.partial_date import PartialDate
from app.forms.declarant import Applicant, applicant_places
from app.forms.declaration import render_declaration
from app.forms.pieces import Rendered
from app.forms.values import (
    Disability,
    IdentityPaper,
    MonthlyBenefit,
    Places,
    Proxy,
    disability_places,
    whole_number,
    yes_no,
)

TITLE = "Tờ khai đề nghị trợ giúp xã hội (Mẫu số 1đ)"
OFFICIAL = True
TEMPLATE = "nd20-2021-1dd"


@dataclass(frozen=True, slots=True)
class Form1dd(Applicant):
    """A disabled person's declaration; None where nobody has said it yet.

    ``schooling`` is never, left or now; ``schooling_note`` is the reason or the school.
    ``income`` is a month's earnings in đồng.
    """

    schooling: str | None = None
    schooling_note: str | None = None
    disability: Disability | None = None
    works: bool | None = None
    work: str | None = None
    income: int | None = None
    idle_reason: str | None = None
    children: int | None = None
    small_children: int | None = None
    self_care: str | None = None
    carer: str | None = None


def places(data: Form1dd) -> Places:
    """What is written into each place of the wording."""
    return {
        **applicant_places(data),
        **_schooling(data),
        **disability_places(data.disability),
        **_work(data),
        "children.all": whole_number(data.children),
        "children.small": "" if data.children == 0 else whole_number(data.small_children),
        "self_care": data.self_care,
        "carer": data.carer,
    }


def _schooling(data: Form1dd) -> Places:
    notes = {"never": "never_reason", "left": "left_reason", "now": "now_where"}
    found: Places = {"schooling": data.schooling, **dict.fromkeys(notes.values(), "")}
    if data.schooling in notes:
        found[notes[data.schooling]] = data.schooling_note
    return found


def _work(data: Form1dd) -> Places:
    """Only the half of item 8 that the answer calls for can be missing."""
    found: Places = {"works": yes_no(data.works)}
    found |= dict.fromkeys(("idle_reason", "work.what", "work.income"), "")
    if data.works:
        found["work.what"] = data.work
        found["work.income"] = None if data.income is None else group_digits(data.income)
    elif data.works is False:
        found["idle_reason"] = data.idle_reason
    return found


def render(data: Form1dd | None) -> Rendered:
    """The form filled in, or blank for the pen."""
    return render_declaration(TEMPLATE, TITLE, places(data) if data else {})


def sample() -> Form1dd:
    """An invented child with a severe disability, for whom the mother declares."""
    none = MonthlyBenefit(0)
    return Form1dd(
        name="Điểu Xrông",
        birth=PartialDate(2014, 3, 9),
        sex="nam",
        ethnic="Xtiêng",
        identity=IdentityPaper("067214000231", PartialDate(2024, 8, 20), "Bộ Công an"),
        residence="Thôn 5, xã Quảng Tín, tỉnh Lâm Đồng",
        living="Ở với mẹ là Thị Ƀrŏi, thôn 5, xã Quảng Tín, tỉnh Lâm Đồng",
        schooling="left",
        schooling_note="đi lại khó khăn",
        insured=True,
        pension=none,
        allowance=none,
        merit=none,
        other=none,
        poor=True,
        disability=Disability(
            "12/XN", PartialDate(2026, 9, 14), "UBND xã Quảng Tín", "Vận động", "Nặng"
        ),
        works=False,
        idle_reason="Còn nhỏ tuổi",
        marital="Chưa kết hôn",
        children=0,
        self_care="Cần người giúp khi đi lại, tắm rửa",
        carer="Bà Thị Ƀrŏi (mẹ)",
        proxy=Proxy(
            IdentityPaper("067189000045", PartialDate(2021, 5, 4), "Bộ Công an"),
            "Mẹ",
            "Thôn 5, xã Quảng Tín",
        ),
    )
