from __future__ import annotations

from app.core.partial_date import PartialDate
from app.forms.values import (
    Disability,
    IdentityPaper,
    MonthlyBenefit,
    Proxy,
    benefit_places,
    date_places,
    disability_places,
    identity_places,
    proxy_places,
    whole_number,
    yes_no,
)


def test_a_date_fills_three_places_or_none() -> None:
    assert date_places("birth", PartialDate(1942)) == {
        "birth.day": "…",
        "birth.month": "…",
        "birth.year": "1942",
    }
    assert set(date_places("birth", None).values()) == {None}


def test_a_question_has_three_answers() -> None:
    assert [yes_no(answer) for answer in (None, True, False)] == [None, "yes", "no"]


def test_no_benefit_is_an_answer_and_silence_is_not() -> None:
    assert benefit_places("pension", MonthlyBenefit(0)) == {
        "pension.sum": "0",
        "pension.month": "",
        "pension.year": "",
    }
    assert benefit_places("pension", None) == {}


def test_a_benefit_shows_sum_month_year() -> None:
    assert benefit_places("merit", MonthlyBenefit(1_624_000, PartialDate(2021, 7))) == {
        "merit.sum": "1.624.000",
        "merit.month": "07",
        "merit.year": "2021",
    }


def test_without_disability_nothing_is_missing() -> None:
    assert set(disability_places(None, has_none=True).values()) == {""}
    assert disability_places(None) == {}
    paper = Disability("12/XN", PartialDate(2026, 9, 14), "UBND xã", "Vận động", "Nặng")
    assert disability_places(paper)["disability.date"] == "14/09/2026"


def test_nobody_needs_to_declare_for_another() -> None:
    assert set(proxy_places(None).values()) == {""}
    found = proxy_places(Proxy(IdentityPaper("067189000045"), "Mẹ", "Thôn 5"))
    assert found["proxy.number"] == "067189000045"
    assert found["proxy.date"] is None


def test_an_identity_card_gives_its_date_in_both_ways() -> None:
    found = identity_places(IdentityPaper("067142000119", PartialDate(2021, 6, 15), "Bộ Công an"))
    assert (found["identity.day"], found["identity.date"]) == ("15", "15/06/2021")


def test_counts_may_be_unknown() -> None:
    assert (whole_number(None), whole_number(0)) == (None, "0")
