"""Which fact holds on a day, by the precision it was told with."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.storage.queries.facts import FactRow, latest, of_subjects
from tests.factories import OFFICER, PV, open_store

PERSON = UUID(int=7)


def fact(number: int, begins: str | None, ends: str | None, issued: str | None = None) -> FactRow:
    return FactRow(
        UUID(int=number), False, "person", PERSON, "poverty", str(number), None, None, issued,
        None, begins, ends, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("begins", "ends", "day", "holds"),
    [
        ("2025", "2025", "2025-01-01", True),
        ("2025", "2025", "2025-12-31", True),
        ("2025", "2025", "2024-12-31", False),
        ("2025", "2025", "2026-01-01", False),
        ("2025-03", "2025-06", "2025-06-30", True),
        ("2025-03", "2025-06", "2025-07-01", False),
        ("2025-03-05", None, "2025-03-04", False),
        ("2025-03-05", None, "2025-03-05", True),
        (None, None, "1900-01-01", True),
    ],
)
def test_first_and_last_day(begins: str | None, ends: str | None, day: str, *, holds: bool) -> None:
    assert fact(1, begins, ends).holds_on(day) is holds


def test_a_paper_holds_from_its_day() -> None:
    assert not fact(1, None, None, issued="2025-03-05").holds_on("2025-03-04")


def test_of_several_the_one_that_began_last() -> None:
    facts = [fact(1, "2020", None), fact(2, "2024", None), fact(3, "2026", None)]
    found = latest(facts, "poverty", "2025-05-05")
    assert found is not None
    assert found.value == "2"
    assert latest(facts, "disability", "2025-05-05") is None


def test_closed_facts_are_read_only_when_asked_for(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        for kind in ("restricted_fact", "fact"):
            work.create(
                kind,
                {"subject_kind": "person", "subject": PERSON, "kind": kind, "valid_from": "2020"},
            )
        work.commit()
    with store.read() as connection:
        for restricted, kinds in ((False, {"fact"}), (True, {"fact", "restricted_fact"})):
            found = of_subjects(connection, PV, [PERSON, PERSON], restricted=restricted)
            assert {one.kind for one in found} == kinds
            assert all(one.restricted is (one.kind != "fact") for one in found)
