"""Fields and what fits into them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import pytest

from app.oplog.kinds import CURRENT
from app.oplog.registry import (
    EDITION,
    LARGEST,
    Channel,
    Field,
    Merge,
    RecordKind,
    Registry,
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
        (whole(1, "a"), {"0"}),
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


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("birth", "1945", True),
        ("birth", "~1945", True),
        ("birth", "1945-07-10", True),
        ("birth", "hôm qua", False),
        ("birth", "1945-02-30", False),
        ("birth", "9999-01-01", False),
        ("birth", "1945-07-10\n", False),
        ("received_at", "2026-08-03T08:00", True),
        ("received_at", "2026-08-03", True),
        ("received_at", "2026-08-03T8:0", False),
        ("received_at", "2026-08-03T25:00", False),
        ("received_at", "0001-08-03T08:00", False),
        ("from_month", "2026-08", True),
        ("from_month", "2026-13", False),
        ("from_month", "2026-08-01", False),
        ("pin", "012345678901", True),
        ("pin", "01234567890", False),
        ("pin", "٠١٢٣٤٥٦٧٨٩٠١", False),
        ("note", "hôm qua", True),
    ],
)
def test_text_that_every_reader_reckons_with(name: str, value: str, fits: bool) -> None:
    assert text(1, name).fits(value) is fits


def test_numbers_stay_small_enough_to_be_added_up() -> None:
    assert whole(1, "a").fits(LARGEST)
    assert not whole(1, "a").fits(LARGEST + 1)


def test_a_kind_finds_its_fields_by_number_and_by_name() -> None:
    name, sum_ = text(1, "name"), whole(4, "vnd")
    kind = RecordKind(9, "thing", Channel.BASE, (name, sum_))
    assert kind.by_number == {1: name, 4: sum_}
    assert kind.by_name == {"name": name, "vnd": sum_}


def test_a_program_that_understands_more_bears_another_fingerprint() -> None:
    kind = RecordKind(1, "visit", Channel.BASE, (text(1, "note"),))
    others = [
        Registry({1: kind}, 2),
        Registry({2: kind}),
        Registry({1: RecordKind(1, "visit", Channel.BASE, (text(1, "note", Merge.AUTO),))}),
        Registry({1: RecordKind(1, "visit", Channel.BASE, (text(1, "note"), whole(2, "n")))}),
    ]
    found = {one.fingerprint() for one in (Registry({1: kind}), *others)}
    assert len(found) == 5
    assert Registry({1: kind}).fingerprint() in found


def test_the_edition_goes_up_with_everything_that_is_added() -> None:
    """Whoever changes kinds, fields, actions or folding pins the new fingerprint here, and raises
    ``EDITION`` once the one before has been released: else two versions accuse each other."""
    assert (EDITION, CURRENT.fingerprint()) == (1, "5ecc81d65e7ae61f")
    assert CURRENT.edition == EDITION
