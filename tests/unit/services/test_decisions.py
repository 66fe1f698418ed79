"""Signed decisions: the neutral allowance for everybody, the officer's answer where it is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.models.records import RECORDS
from app.services.decisions import DecisionEntry, Decisions
from app.services.dossiers import Dossiers
from app.services.entry import Typed
from app.services.one_person import OnePerson
from tests.fakes.desk import Desk, open_desk

SIGNED = DecisionEntry(
    granted=True,
    number="12/QĐ-UBND",
    signed_on="2025-11-13",
    signer="Y Thim Byă",
    signer_title="Chủ tịch",
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def prepared(desk: Desk, category: str, *, fact: str, value: str, closed: bool = False) -> UUID:
    home = desk.household([("Y Lô Niê", "1980-05-06", "nam")], poverty="ngheo")
    person = desk.members(home)["Y Lô Niê"]
    more: dict[str, Typed] = {} if closed else {"number": "3/GXN", "issued_on": "2025-10-02"}
    desk.fact(fact, person, restricted=closed, value=value, **more)
    made = Dossiers(desk.store, desk.session).open(person, {"category": category}).made
    assert made is not None
    return made


def rows(desk: Desk, name: str) -> list[Any]:
    with desk.store.read() as connection:
        return list(connection.execute(RECORDS[name].select()))


@pytest.mark.parametrize(
    ("category", "fact", "value", "closed"),
    [("5.6", "disability", "nang", False), ("5.8", "hiv", "co", True)],
)
def test_everybody_gets_the_same_neutral_allowance(
    desk: Desk, category: str, fact: str, value: str, *, closed: bool
) -> None:
    made = prepared(desk, category, fact=fact, value=value, closed=closed)
    Decisions(desk.store, desk.session).decide(made, replace(SIGNED, from_month="11/2025"))
    allowance = rows(desk, "allowance")
    assert [(one.monthly_vnd, one.from_month) for one in allowance] == [(750_000, "2025-11")]
    assert set(RECORDS["allowance"].c.keys()) & {"category", "coefficient"} == set()
    twin = "restricted_decision" if closed else "decision"
    assert [one.number for one in rows(desk, twin)] == ["12/QĐ-UBND"]
    assert Dossiers(desk.store, desk.session).lines() == []


def test_a_new_decision_ends_what_was_paid(desk: Desk) -> None:
    made = prepared(desk, "5.6", fact="disability", value="nang")
    person = Dossiers(desk.store, desk.session).file(made).row.person
    with desk.store.write(desk.session.officer) as work:
        work.create("allowance", {"person": person, "monthly_vnd": 1, "from_month": "2024-01"})
        work.commit()
    Decisions(desk.store, desk.session).decide(made, replace(SIGNED, from_month="2025-11"))
    assert sorted((one.from_month, one.to_month or "") for one in rows(desk, "allowance")) == [
        ("2024-01", "2025-10"),
        ("2025-11", ""),
    ]


def test_a_new_decision_ends_what_was_paid_on_another_row_of_the_person(desk: Desk) -> None:
    made = prepared(desk, "5.6", fact="disability", value="nang")
    person = Dossiers(desk.store, desk.session).file(made).row.person
    second = desk.person("Y Lô Niê")
    with desk.store.write(desk.session.officer) as work:
        work.create("allowance", {"person": second, "monthly_vnd": 1, "from_month": "2024-01"})
        work.commit()
    OnePerson(desk.store, desk.session).link(person, second, "cùng căn cước")
    Decisions(desk.store, desk.session).decide(made, replace(SIGNED, from_month="2025-11"))
    assert [one.to_month for one in rows(desk, "allowance") if one.person == second] == ["2025-10"]


def test_a_birth_by_year_needs_the_officers_answer(desk: Desk) -> None:
    home = desk.household([("Nông Thị Lai", "1950", "nu")], poverty="khong")
    person = desk.members(home)["Nông Thị Lai"]
    desk.clock.advance(days=-160)  # 6/6/2025: 75 this year or not yet
    dossiers, decisions = Dossiers(desk.store, desk.session), Decisions(desk.store, desk.session)
    desk.clock.advance(days=30)
    made = dossiers.open(person, {"category": "HTXH.a"}).made
    assert made is not None
    entry = replace(SIGNED, signed_on="2025-07-06", from_month="2025-07")
    with pytest.raises(Correctable) as told:
        decisions.decide(made, entry)
    assert told.value.code == "nothing_granted"
    assessment = dossiers.file(made).assessment
    assert assessment is not None
    question = next(one for one in assessment.questions if one.monthly_vnd)
    decisions.decide(made, replace(entry, answered=question))
    assert [one.monthly_vnd for one in rows(desk, "allowance")] == [500_000]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": ""}, "decision_no"),
        ({"signer": ""}, "signer"),
        ({"signed_on": "2030-01-01"}, "decided_on"),
        ({"granted": False}, "reason"),
        ({"from_month": "13/2025"}, "from_month"),
    ],
)
def test_what_is_missing_is_told_at_the_field(
    desk: Desk, change: dict[str, Any], field: str
) -> None:
    made = prepared(desk, "5.6", fact="disability", value="nang")
    with pytest.raises(Correctable) as told:
        Decisions(desk.store, desk.session).decide(made, replace(SIGNED, **change))
    assert told.value.field == field
    assert rows(desk, "allowance") == []


def test_a_refusal_pays_nothing_and_a_dossier_is_decided_once(desk: Desk) -> None:
    made = prepared(desk, "5.6", fact="disability", value="nang")
    decisions = Decisions(desk.store, desk.session)
    decisions.decide(made, replace(SIGNED, granted=False, reason="chưa có giấy xác nhận"))
    assert rows(desk, "allowance") == []
    with pytest.raises(Correctable):
        decisions.decide(made, SIGNED)
