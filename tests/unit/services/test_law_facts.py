"""Strict reading: every wrong word is named by its field."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.errors import Correctable
from app.policy.facts import Disability, Marital, Supporter
from app.services.law_facts import Reader, Written, complain, read_facts, read_person

ON = date(2025, 3, 1)
BAD_DATES: list[Any] = [
    *("1950-02-30", "1950-13", "1950-00", "1950-1-1", "50", "1950-07-10T00:00", " 1950"),
    *("~1950", "0000", "1849", "", None, 1950, 1950.0, True, ["1950"], {}, "１９５０"),
]
BAD_YES = [1, 0, "true", "", None, 1.0, [], {}]
BAD_WORDS = ["Ngheo", "", "poor", 1, True, None, []]


def field_of(case: dict[str, Any]) -> str | None:
    with pytest.raises(Correctable) as refused:
        read_facts(Reader(case), ON)
    assert refused.value.words()
    return refused.value.field


@pytest.mark.parametrize("dob", BAD_DATES)
def test_bad_births(dob: Any) -> None:
    assert field_of({"person": {"dob": dob}}) == "person.dob"


def test_birth_after_the_day() -> None:
    assert field_of({"person": {"dob": "2025-03-02"}}) == "person.dob"
    assert field_of({"person": {"dob": "2025-04"}}) == "person.dob"
    assert read_person(Reader({"dob": "2025"}), ON).birth.year == 2025


@pytest.mark.parametrize("value", BAD_YES)
@pytest.mark.parametrize("key", ["hiv", "first_degree", "requested", "in_facility"])
def test_booleans_are_true_or_false(key: str, value: Any) -> None:
    assert field_of({"person": {"dob": "1950", key: value}}) == f"person.{key}"


@pytest.mark.parametrize("value", BAD_WORDS)
@pytest.mark.parametrize(
    ("part", "key"),
    [("person", "marital"), ("person", "supporter"), ("household", "poverty")],
)
def test_words_are_those_of_the_contract(part: str, key: str, value: Any) -> None:
    case: dict[str, Any] = {"person": {"dob": "1950"}}
    case.setdefault(part, {})[key] = value
    assert field_of(case) == f"{part}.{key}"


@pytest.mark.parametrize(
    ("case", "field"),
    [
        ({}, "person"),
        ({"person": None}, "person"),
        ({"person": []}, "person"),
        ({"person": {}}, "person.dob"),
        ({"person": {"dob": "1950"}, "household": None}, "household"),
        ({"person": {"dob": "1950"}, "area": "x"}, "area"),
        ({"person": {"dob": "1950"}, "area": {"dtts_mn_dbkk": 1}}, "area.dtts_mn_dbkk"),
        ({"person": {"dob": "1950"}, "area": {"province": "6"}}, "area.province"),
        ({"person": {"dob": "1950"}, "area": {"province": 68}}, "area.province"),
        ({"person": {"dob": "1950", "k1_ground": "m"}}, "person.k1_ground"),
        ({"person": {"dob": "1950", "k1_ground": ""}}, "person.k1_ground"),
        ({"person": {"dob": "1950", "disability": "vua"}}, "person.disability"),
        ({"person": {"dob": "1950", "pension_amount": -1}}, "person.pension_amount"),
        ({"person": {"dob": "1950", "pension_amount": 1.5}}, "person.pension_amount"),
        ({"person": {"dob": "1950", "pension_amount": True}}, "person.pension_amount"),
        ({"person": {"dob": "1950", "pension_amount": "1"}}, "person.pension_amount"),
        ({"person": {"dob": "1950", "children": None}}, "person.children"),
        ({"person": {"dob": "1950", "children": {}}}, "person.children"),
        ({"person": {"dob": "1950", "children": ["2010"]}}, "person.children[0]"),
        ({"person": {"dob": "1950", "children": [{}]}}, "person.children[0].dob"),
        (
            {"person": {"dob": "1950", "children": [{"dob": "2010"}, {"dob": "2026"}]}},
            "person.children[1].dob",
        ),
        (
            {"person": {"dob": "1950", "children": [{"dob": "2010", "studying": "co"}]}},
            "person.children[0].studying",
        ),
    ],
)
def test_every_wrong_field_is_named(case: dict[str, Any], field: str) -> None:
    assert field_of(case) == field


def test_everything_told_arrives() -> None:
    told = {
        "dob": "1950-07",
        "k1_ground": None,
        "disability": "nang",
        "marital": "goa",
        "supporter": "khong_co",
        "pension_amount": 0,
        "children": [{"dob": "2010-01-01", "studying": True}],
        "hiv": True,
    }
    facts = read_facts(
        Reader({"person": told, "household": {"poverty": "ngheo"}, "area": {"province": "68"}}), ON
    )
    person = facts.person
    assert (person.disability, person.marital) == (Disability.SEVERE, Marital.WIDOWED)
    assert (person.supporter, person.hiv, person.pension_amount) == (Supporter.NOBODY, True, 0)
    assert (person.first_degree, person.children[0].studying) == (True, True)
    assert (facts.province, facts.poor_or_near, facts.hard_area) == ("68", True, False)


def test_unknown_keys_are_listed_with_their_path() -> None:
    case = Reader({"person": {"dob": "1950", "x": 1, "children": [{"dob": "2010", "name": "A"}]}})
    read_facts(case, ON)
    assert sorted(case.done()) == ["person.children[0].name", "person.x"]


def test_a_key_written_twice_is_refused() -> None:
    told = json.loads('{"dob": "1950", "dob": "1960"}', object_pairs_hook=Written.of)
    with pytest.raises(Correctable) as refused:
        Reader(told, "person")
    assert refused.value.field == "person.dob"


def test_plain_access() -> None:
    told = Reader(
        {"n": 3, "half": 1.5, "text": "1,5", "month": "2025-03", "months": ["2025-01"], "no": None}
    )
    assert (told.whole("n"), told.whole("no"), told.whole("other")) == (3, None, None)
    assert (told.decimal("half"), told.decimal("text")) == (Decimal("1.5"), Decimal("1.5"))
    assert told.month_or_none("month") == date(2025, 3, 1)
    assert told.months("months") == [date(2025, 1, 1)]
    assert (told.has("no"), told.is_list("months"), told.yes_or_none("no")) == (False, True, None)
    assert told.birth_or_none("no") is None
    assert told.done() == []


@pytest.mark.parametrize("value", ["x", True, [], "NaN", "Infinity", -1])
def test_decimals_that_are_none(value: Any) -> None:
    with pytest.raises(Correctable):
        Reader({"c": value}).decimal("c")


@pytest.mark.parametrize("value", ["2025-13", "2025", "2025-1", 202503, "0000-01"])
def test_months_that_are_none(value: Any) -> None:
    with pytest.raises(Correctable):
        Reader({"m": value}).month_or_none("m")


def test_complain_names_the_field() -> None:
    with pytest.raises(Correctable) as refused:
        complain("a.b", "Say {what}.", what="it")
    assert refused.value.field == "a.b"


@pytest.mark.parametrize(
    "number", [True, "1e9", "1e999999999", 1e300, "1_0.5", "NaN", "-1", "١", ""]
)
def test_a_number_of_the_law_is_written_plainly(number: Any) -> None:
    with pytest.raises(Correctable) as refused:
        Reader({"coefficient": number}).decimal("coefficient")
    assert refused.value.field == "coefficient"


def test_what_no_case_can_hold_is_refused() -> None:
    for value, reads in ((10**15 + 1, Reader.whole), ("9999-12-31", Reader.day)):
        with pytest.raises(Correctable) as refused:
            reads(Reader({"told": value}), "told")
        assert refused.value.field == "told"
    with pytest.raises(Correctable):
        Reader({"told": ["9999-12"]}).months("told")
    assert Reader({"told": 10**15}).whole("told") == 10**15
    assert Reader({"told": "2199-12-31"}).day("told") == date(2199, 12, 31)
