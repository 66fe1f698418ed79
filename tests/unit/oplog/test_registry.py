"""Fields and what fits into them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import pytest

from app.oplog.registry import (
    Channel,
    Field,
    Merge,
    RecordKind,
    flag,
    row,
    text,
    whole,
)


class State(StrEnum):
    OPEN = "open"


VALUES: tuple[object, ...] = (
    "",
    "Y Blô",
    State.OPEN,
    0,
    -5,
    True,
    False,
    b"i" * 16,
    b"i" * 15,
    1.5,
    ["x"],
    {},
)


@pytest.mark.parametrize(
    ("field", "fitting"),
    [
        (text(1, "a"), {"''", "'Y Blô'", repr(State.OPEN)}),
        (whole(1, "a"), {"0", "-5"}),
        (flag(1, "a"), {"True", "False"}),
        (row(1, "a"), {repr(b"i" * 16)}),
    ],
)
def test_a_field_takes_its_own_kind_of_value_alone(field: Field, fitting: set[str]) -> None:
    assert {repr(value) for value in VALUES if field.fits(value)} == fitting


@pytest.mark.parametrize("make", [text, whole, flag, row])
def test_nothing_fits_everywhere(make: Callable[..., Field]) -> None:
    assert make(1, "a").fits(None)
    assert make(1, "a").merge is Merge.ASK
    assert make(1, "a", Merge.AUTO).merge is Merge.AUTO


def test_a_kind_finds_its_fields_by_number_and_by_name() -> None:
    name, sum_ = text(1, "name"), whole(4, "vnd")
    kind = RecordKind(9, "thing", Channel.BASE, (name, sum_))
    assert kind.by_number == {1: name, 4: sum_}
    assert kind.by_name == {"name": name, "vnd": sum_}
