"""The box "why this sum": what is paid, what is open, near misses without an illness."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.container import Services
from app.ui.reason_words import reason_of
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
