from __future__ import annotations

from app.core.partial_date import PartialDate
from app.forms.declarant import Applicant, Declarant, applicant_places, declarant_places
from app.forms.values import MonthlyBenefit


def test_the_name_stands_in_capitals_above_and_as_written_where_it_is_signed() -> None:
    found = declarant_places(Declarant(name="H’Rơ̆m Ƀuôn Yă", sex="nu", birth=PartialDate(1942)))
    assert found["name"] == "H’RƠ̆M ɃUÔN YĂ"
    assert found["confirmed"] == "H’Rơ̆m Ƀuôn Yă"
    assert (found["sex"], found["birth.year"], found["birth.day"]) == ("Nữ", "1942", "…")


def test_what_nobody_has_said_stays_open() -> None:
    found = applicant_places(Applicant())
    assert {found[name] for name in ("name", "sex", "insured", "poor", "marital")} == {None}
    assert "pension.sum" not in found
    assert found["proxy.number"] == ""


def test_what_is_drawn_is_written_with_its_month() -> None:
    drawn = MonthlyBenefit(540_000, PartialDate(2025, 7))
    found = applicant_places(Applicant(pension=MonthlyBenefit(0), allowance=drawn, poor=True))
    assert (found["pension.sum"], found["allowance.sum"]) == ("0", "540.000")
    assert (found["allowance.month"], found["poor"]) == ("07", "yes")
