"""Mẫu số 06: declaration for housing support after a disaster (NĐ 20/2021/NĐ-CP, Điều 15)."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.partial_date import PartialDate
from app.forms.declarant import Declarant, declarant_places
from app.forms.declaration import render_declaration
from app.forms.pieces import Rendered
from app.forms.values import (
    IdentityPaper,
    Places,
    whole_number,
)

TITLE = "Tờ khai đề nghị hỗ trợ về nhà ở (Mẫu số 06)"
OFFICIAL = True
TEMPLATE = "nd20-2021-06"


@dataclass(frozen=True, slots=True)
class Form06(Declarant):
    """A household's declaration; None where nobody has said it yet.

    ``working_age`` counts the members of working age.
    """

    members: int | None = None
    working_age: int | None = None
    circumstances: str | None = None
    house_before: str | None = None
    damage: str | None = None
    house_now: str | None = None


def places(data: Form06) -> Places:
    """What is written into each place of the wording."""
    return {
        **declarant_places(data),
        "members.all": whole_number(data.members),
        "members.working": whole_number(data.working_age),
        "circumstances": data.circumstances,
        "house_before": data.house_before,
        "damage": data.damage,
        "house_now": data.house_now,
    }


def render(data: Form06 | None) -> Rendered:
    """The form filled in, or blank for the pen."""
    return render_declaration(TEMPLATE, TITLE, places(data) if data else {})


def sample() -> Form06:
    """An invented household whose house a whirlwind has taken."""
    return Form06(
        name="Y Blơ̆ Niê",
        birth=PartialDate(1979, 7),
        sex="nam",
        ethnic="Ê-đê",
        identity=IdentityPaper("067079000318", PartialDate(2022, 2, 11), "Bộ Công an"),
        residence="Buôn Buôr, xã Cư Jút, tỉnh Lâm Đồng",
        members=6,
        working_age=3,
        circumstances="Hộ nghèo năm 2026, có một người khuyết tật nặng",
        house_before="Nhà gỗ mái tôn, 48 m², làm năm 2009, còn ở được",
        damage="Lốc xoáy ngày 30/10/2026 cuốn hết mái, đổ hai vách, không còn ở được",
        house_now="Cả hộ đang ở nhờ nhà em gái trong buôn",
    )
