"""``policy assess``: order, errors in place, unknown facts, the shape of an answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.core.errors import Correctable
from app.policy.outcome import Question, Reason
from app.services import law

OLD: dict[str, Any] = {
    "id": "M1",
    "date": "2025-03-01",
    "person": {"dob": "1950-07-10", "supporter": "khong_co"},
    "household": {"poverty": "ngheo"},
    "area": {"dtts_mn_dbkk": True},
}


def test_the_contract_s_example() -> None:
    [answer] = law.assess([OLD])
    [paid] = answer["entitlements"]
    assert paid == {
        "code": "5.5.a",
        "coefficient": "1.5",
        "monthly_vnd": 750_000,
        "legal": [
            "NĐ 20/2021/NĐ-CP Điều 5.5.a",
            "NĐ 20/2021/NĐ-CP Điều 6.1.đ",
            "NĐ 76/2024/NĐ-CP Điều 1.1",
        ],
        "status": "verified",
    }
    assert list(answer) == ["id", "entitlements", "total_vnd", "considered", "questions"]
    assert (answer["id"], answer["total_vnd"], answer["questions"]) == ("M1", 750_000, [])
    assert {row["code"] for row in answer["considered"]} >= {"5.5.b", "5.5.c", "5.6", "HTXH"}
    assert all(row["refused_because"] for row in answer["considered"])


@pytest.mark.parametrize(
    ("case", "identifier", "field"),
    [
        (OLD | {"date": "2021-06-30"}, "M1", "date"),
        (OLD | {"date": "2025-02-29"}, "M1", "date"),
        (OLD | {"date": "2025-03"}, "M1", "date"),
        (OLD | {"date": None}, "M1", "date"),
        ({"id": 7}, 7, "date"),
        (OLD | {"id": ["a"]}, None, "id"),
        (OLD | {"id": True}, None, "id"),
        ("x", None, "case"),
        (None, None, "case"),
        (OLD | {"person": {"dob": "2025-03-02"}}, "M1", "person.dob"),
    ],
)
def test_an_error_stands_in_its_place(case: Any, identifier: Any, field: str) -> None:
    answers = law.assess([OLD, case, OLD])
    assert answers[0] == answers[2]
    assert (answers[1]["id"], answers[1]["error"]["field"]) == (identifier, field)
    assert set(answers[1]) == {"id", "error"}
    assert answers[1]["error"]["message"]
    assert law.any_failed(answers)


def test_unknown_facts_are_listed_and_do_not_stop() -> None:
    [answer] = law.assess([OLD | {"note": "x", "person": OLD["person"] | {"shoe": 41}}])
    assert answer["unknown_facts"] == ["note", "person.shoe"]
    assert answer["total_vnd"] == 750_000
    assert not law.any_failed([answer])


def test_no_id_answers_null() -> None:
    [answer] = law.assess([{key: OLD[key] for key in OLD if key != "id"}])
    assert (answer["id"], answer["total_vnd"]) == (None, 750_000)


def test_social_pension_has_no_coefficient() -> None:
    person = {"dob": "1948-07-10", "requested": True}
    [answer] = law.assess([{"id": "h", "date": "2026-07-01", "person": person}])
    [paid] = answer["entitlements"]
    assert (paid["code"], paid["coefficient"], paid["status"]) == ("HTXH.a", None, "unverified")


def test_explanation_has_a_line_for_everything() -> None:
    [answer] = law.assess([OLD], explain=True)
    assert len(answer["explanation"]) == 1 + len(answer["considered"])
    assert "750.000" in answer["explanation"][0]


def test_a_question_tells_its_sum() -> None:
    question = Question("5.2", Decimal("1.5"), 750_000, ("law",), Reason("Which?"))
    assert law.question_answer(question) == {
        "code": "5.2",
        "coefficient": "1.5",
        "monthly_vnd": 750_000,
        "facts": ["law"],
        "question": "Which?",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[1,", "json-broken"),
        ("", "json-broken"),
        ("{}", "json-no-list"),
        ("[NaN]", "json-unread"),
        ("[" + "9" * 5000 + "]", "json-unread"),
        ("[" * 100_000, "json-unread"),
    ],
)
def test_broken_documents(text: str, code: str) -> None:
    with pytest.raises(Correctable) as refused:
        law.read_cases(text)
    assert refused.value.code == code


def test_line_and_column_are_named() -> None:
    with pytest.raises(Correctable) as refused:
        law.read_cases('[\n {"id": 1,}\n]')
    assert refused.value.params["line"] == 2
