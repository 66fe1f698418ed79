"""Closed cases: their clock, and that nobody without the right learns of them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.services.drafts import DraftKey, Drafts
from app.services.entry import Typed
from app.services.protection import Protection
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path, hour=20)  # Thursday 13/11/2025 in the evening


def take_in(desk: Desk, **more: Typed) -> UUID:
    entry: dict[str, Typed] = {
        "person_name": "Thị Krong",
        "ground": "nan_nhan_bao_luc_gia_dinh",
        "birth": "1990",
    }
    made = Protection(desk.store, desk.session).intake({**entry, **more}).made
    assert made is not None
    return made


def test_a_child_has_twelve_hours(desk: Desk) -> None:
    made = take_in(desk, birth="2014-05-03", ground="nan_nhan_xam_hai")
    found = Protection(desk.store, desk.session).file(made)
    assert found.child is True
    assert found.steps[0].hour == datetime.fromisoformat("2025-11-14T08:00")
    assert [step.due for step in found.steps[1:]] == [date(2025, 11, 17), date(2025, 11, 20)]
    desk.clock.advance(hours=13)
    line = Protection(desk.store, desk.session).lines()[0]
    assert line.late
    Protection(desk.store, desk.session).edit(made, {"measures_at": "2025-11-13T22:00"})
    assert not Protection(desk.store, desk.session).lines()[0].late


@pytest.mark.parametrize(
    ("birth", "ground", "child"),
    [
        ("2009-11-13", "nan_nhan_xam_hai", False),  # sixteen today
        ("2009-11-14", "nan_nhan_xam_hai", True),
        ("2009", "nan_nhan_xam_hai", None),
        (None, "lang_thang_xin_an", None),
        (None, "tre_em_mat_ca_cha_me", True),
    ],
)
def test_who_is_a_child(desk: Desk, birth: str | None, ground: str, *, child: bool | None) -> None:
    made = take_in(desk, birth=birth, ground=ground)
    assert Protection(desk.store, desk.session).file(made).child is child


def test_from_the_report_to_the_end_of_care(desk: Desk) -> None:
    cases, made = Protection(desk.store, desk.session), take_in(desk)
    desk.clock.advance(days=1)
    cases.verify(made, "2025-11-14")
    desk.clock.advance(days=3)
    with pytest.raises(Correctable) as told:
        cases.decide(made, number="9/QĐ", signed_on="2025-11-17", signer="Y Thim",
                     ends_on="2026-02-18")  # fmt: skip
    assert told.value.field == "ends_on"  # Điều 18.3: three months
    cases.decide(made, number="9/QĐ", signed_on="2025-11-17", signer="Y Thim", ends_on="2025-12-17")
    found = cases.file(made)
    assert found.meals_vnd == 60_000 * 30  # TT 02/2021 Điều 3
    assert found.last_day == date(2026, 2, 17)
    assert cases.lines()[0].due == date(2025, 12, 17)
    desk.clock.advance(days=30)
    cases.end(made, "2025-12-17", "về với bà ngoại")
    assert cases.lines() == []
    assert len(cases.lines(open_only=False)) == 1


def test_a_late_decision_says_why(desk: Desk) -> None:
    cases, made = Protection(desk.store, desk.session), take_in(desk)
    desk.clock.advance(days=20)
    with pytest.raises(Correctable) as told:
        cases.decide(made, number="9/QĐ", signed_on="2025-12-01", signer="Y Thim")
    assert told.value.field == "late_reason"
    cases.decide(
        made, number="9/QĐ", signed_on="2025-12-01", signer="Y Thim", late_reason="chờ xác minh"
    )
    assert cases.file(made).row.ends_on == "2026-03-01"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"person_name": None}, "person_name"),
        ({"ground": None}, "ground"),
        ({"received_at": "2020-01-01"}, "received_at"),
        ({"reporter_phone": "1"}, "reporter_phone"),
    ],
)
def test_what_is_missing_is_told_at_the_field(
    desk: Desk, change: dict[str, Typed], field: str
) -> None:
    with pytest.raises(Correctable) as told:
        take_in(desk, **change)
    assert told.value.field == field


def test_nobody_without_the_right_reaches_a_case(desk: Desk) -> None:
    made, closed = take_in(desk), Protection(desk.store, desk.uncleared())
    for call in (
        lambda: closed.lines(),
        lambda: closed.file(made),
        lambda: closed.intake({"person_name": "A", "ground": "khac"}),
        lambda: closed.edit(made, {"note": "x"}),
        lambda: closed.verify(made, "2025-11-14"),
        lambda: closed.end(made, "2025-11-14", ""),
    ):
        with pytest.raises(Correctable) as told:
            call()
        assert told.value.code == "not_cleared"


def test_the_draft_goes_with_the_case(desk: Desk) -> None:
    drafts, key = Drafts(desk.store, desk.session), DraftKey("protection")
    drafts.save(key, {"a": 1})
    Protection(desk.store, desk.session).intake(
        {"person_name": "Thị Krong", "ground": "khac"}, draft=key
    )
    assert drafts.latest() is None


def test_words_of_a_newer_program_are_read_as_another_ground(desk: Desk) -> None:
    with desk.store.write(desk.session.officer) as work:
        made = work.create(
            "protection_case",
            {"person_name": "Y", "ground": "?", "state": "?"},
        )
        work.commit()
    cases = Protection(desk.store, desk.session)
    assert cases.lines(open_only=False)[0].state
    assert cases.file(made).row.ground == "?"
