"""The box "why this sum": what is paid, what is open, near misses without an illness."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.container import Services
from app.services.households import NewMember
from app.ui.reason_words import MOST_WEIGHED, near_misses, reason_of
from tests.fakes.open_desk import open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


def test_a_sum_with_its_formula_and_what_is_not_loaded(desk: Services) -> None:
    reason = reason_of(desk.eligibility.assess(poor_widow(desk).people[0]))
    assert reason.total == "750.000 đ"
    assert "1,5 × 500.000 đ" in reason.formula
    assert len(reason.tags) == 1
    assert reason.tags[0][0] == "warn"


def test_near_misses_are_few_and_never_tell_an_illness(desk: Services) -> None:
    village = desk.households.add_village({"name": "Buôn Nui", "kind": "buôn"}).made
    made = desk.households.intake(
        {"village": village}, [NewMember({"name": "Thị Rơm", "birth": "1990"}, "chu_ho")],
        poverty="khong", poverty_from="2024",
    ).made  # fmt: skip
    assert made is not None
    person = desk.households.file(made).members[0].person
    found = near_misses(desk.eligibility.assess(person))
    assert 0 < len(found) <= MOST_WEIGHED
    assert not any("HIV" in f"{row.what}{row.why}" for row in found)


def test_what_nobody_told_is_asked_and_never_stands_as_a_refusal(desk: Services) -> None:
    made = desk.people.intake({"name": "Thị Rơm", "birth": "1945"}).made
    assert made is not None
    found = desk.eligibility.assess(made)
    reason = reason_of(found)
    assert found.missing
    assert reason.total == "Chưa xác định được"
    assert reason.not_taken == ()
    asked = [row.why for row in reason.rows if row.what == "Cần hỏi thêm"]
    assert asked == list(found.missing)


def test_an_open_question_stands_among_the_rows_with_its_sum(desk: Services) -> None:
    made = desk.people.intake({"name": "Lý Văn Phủ", "birth": "1950"}).made
    assert made is not None
    desk.facts.add("person", made, {"kind": "pension_request", "value": "co"})
    reason = reason_of(desk.eligibility.assess(made))
    assert any(row.source == "500.000 đ" for row in reason.rows)
    assert reason.formula == ""
