"""One table read exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.core.errors import Environment
from app.policy.figures import Text
from app.policy.reading import OpenTable, Row, require_unbroken

TABLE = Text("levels.toml", "")
ROW = {"name": "a", "n": 3, "day": date(2026, 1, 1), "yes": True, "coefficient": "1.5", "in": [{}]}


def row(**changes: object) -> Row:
    return Row(TABLE, ROW | changes)


def test_every_kind_of_value() -> None:
    found = row()
    assert (found.text("name"), found.text_or_none("other")) == ("a", None)
    assert (found.whole("n", 9, 9), found.whole("other", 9, 9), found.count("n", 3)) == (3, 9, 3)
    assert found.count("other", 3) is None
    assert (found.day("day"), found.day_or_none("other")) == (date(2026, 1, 1), None)
    assert (found.yes("yes"), found.yes_or_no("yes"), found.yes_or_no("other")) == (
        True,
        True,
        False,
    )
    assert found.coefficient() == Decimal("1.5")
    assert len(found.rows("in")) == 1
    found.done()


@pytest.mark.parametrize(
    "ask",
    [
        lambda: row(name=1).text("name"),
        lambda: row().text("other"),
        lambda: row(n=True).whole("n", 1, 9),
        lambda: row(n=-1).whole("n", 1, 9),
        lambda: row(n=10).whole("n", 1, 9),
        lambda: row(coefficient="100.1").coefficient(),
        lambda: row().count("n", 2),
        lambda: row(n=0).count("n", 2),
        lambda: row(yes=1).yes("yes"),
        lambda: row(coefficient="1.55").coefficient(),
        lambda: row(coefficient="-1.5").coefficient(),
        lambda: row(coefficient="x").coefficient(),
        lambda: row().done(),
        lambda: Row(TABLE, 1),
        lambda: OpenTable(Text("a.toml", "x")),
        lambda: OpenTable(Text("a.toml", "a = 1")).rows("a"),
        lambda: OpenTable(Text("a.toml", "[[a]]\nx = 1\n[[c]]\nx = 1")).rows("a", "b"),
        lambda: OpenTable(Text("a.toml", "[s]\nx = 1")).sections(),
        lambda: OpenTable(Text("a.toml", '[s]\nlegal = "x"\ny = 1.5')).sections(),
    ],
)
def test_anything_else_is_refused(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(Environment, match="policy-data-broken"):
        ask()


def test_sections_beside_what_stands_outside_of_them() -> None:
    table = OpenTable(Text("a.toml", 'day = 2026-01-01\n[s]\nlegal = "x"\nkg = 15'))
    assert table.sections() == {"s": {"legal": "x", "kg": 15}}
    assert table.row().day("day") == date(2026, 1, 1)


D = date


@pytest.mark.parametrize(
    ("spans", "whole"),
    [
        ([(D(2026, 1, 1), None)], True),
        ([(D(2026, 1, 1), D(2026, 1, 31)), (D(2026, 2, 1), None)], True),
        ([(D(2026, 1, 1), D(2026, 1, 31)), (D(2026, 2, 2), None)], False),  # a gap
        ([(D(2026, 1, 1), D(2026, 1, 31)), (D(2026, 1, 31), None)], False),  # an overlap
        ([(D(2026, 1, 1), None), (D(2026, 2, 1), None)], False),
        ([(D(2026, 1, 1), D(2026, 1, 31))], False),  # it ends
        ([(D(2026, 1, 1), D(2025, 1, 1)), (D(2025, 1, 2), None)], False),  # backwards
        ([(D(2026, 1, 1), D(9999, 12, 31)), (D(2026, 1, 1), None)], False),
    ],
)
def test_nothing_between_two_rows(spans: list[tuple[date, date | None]], *, whole: bool) -> None:
    if whole:
        require_unbroken(TABLE, "level", spans)
        return
    with pytest.raises(Environment, match="policy-data-broken"):
        require_unbroken(TABLE, "level", spans)
