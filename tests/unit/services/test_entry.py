"""What is typed, field by field."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.services.entry import Typed, checked

TODAY = date(2025, 11, 13)
ROW = UUID(int=7)


@pytest.mark.parametrize(
    ("kind", "field", "typed", "kept"),
    [
        ("person", "name", "  H’Hen   Niê ", "H’Hen Niê"),
        ("person", "birth", "1/7/45", "1945-07-01"),
        ("person", "birth", "khoảng 1945", "~1945"),
        ("person", "birth", "1945-07", "1945-07"),
        ("person", "birth", "", None),
        ("person", "phone", "0912.000.417", "0912000417"),
        ("person", "pin", "001 045 000 001", "001045000001"),
        ("person", "sex", " nu ", "nu"),
        ("person", "other_names", " Ama  H'Yŭm ", "Ama H'Yŭm"),
        ("household", "village", str(ROW), ROW),
        ("household", "village", ROW, ROW),
        ("dossier", "from_month", "7/2025", "2025-07"),
        ("dossier", "from_month", "2025-07", "2025-07"),
        ("dossier", "monthly_vnd", "1.080.000 đ", 1_080_000),
        ("dossier", "monthly_vnd", 1_080_000, 1_080_000),
        ("emergency_case", "shortened", True, True),
        ("emergency_case", "shortened", "co", True),
        ("emergency_case", "received_at", "2025-11-13T06:10", "2025-11-13T06:10"),
        ("emergency_case", "received_at", "2025-11-12T23:10:05+00:00", "2025-11-13T06:10"),
        ("emergency_case", "received_at", "13/11/2025", "2025-11-13"),
        ("emergency_case", "needs", "leu_bat, gao,", "gao,leu_bat"),
        ("emergency_case", "poverty", "kho_khan", "kho_khan"),
        ("village", "kind", "bon", "bon"),
    ],
)
def test_what_is_kept(kind: str, field: str, typed: Typed, kept: object) -> None:
    assert checked(kind, {field: typed}, today=TODAY)[field] == kept


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [
        ("person", "name", "7"),
        ("person", "birth", "31/2/1950"),
        ("person", "birth", "2030"),
        ("person", "pin", "123"),
        ("person", "sex", "x"),
        ("person", "sex", True),
        ("person", "birth", 1945),
        ("person", "note", "a\u202eb"),
        ("person", "colour", "xanh"),
        ("household", "village", "Bon U2"),
        ("dossier", "from_month", "13/2025"),
        ("dossier", "monthly_vnd", "1.08"),
        ("dossier", "monthly_vnd", -1),
        ("emergency_case", "shortened", "maybe"),
        ("emergency_case", "shortened", 1),
        ("emergency_case", "received_at", "2025-11-13T25:00"),
        ("emergency_case", "received_at", "2025-11-14T00:00"),
        ("emergency_case", "received_at", "2025-11-13T06:10 junk"),
        ("emergency_case", "needs", "gao,vang"),
        ("support", "type", "99"),
    ],
)
def test_what_is_asked_about(kind: str, field: str, typed: Typed) -> None:
    with pytest.raises(Correctable) as told:
        checked(kind, {field: typed}, today=TODAY)
    assert told.value.field == field
    assert told.value.words()


@pytest.mark.parametrize(
    ("kind", "fact", "value", "fits"),
    [
        ("fact", "disability", "nang", True),
        ("fact", "disability", "ngheo", False),
        ("fact", "pension", "bất kỳ", True),  # the fact carries an amount; its words are free
        ("fact", "hiv", "co", False),
        ("restricted_fact", "hiv", "co", True),
    ],
)
def test_the_words_of_a_fact_hang_on_its_kind(
    kind: str, fact: str, value: str, *, fits: bool
) -> None:
    entry: dict[str, Typed] = {"kind": fact, "value": value}
    if fits:
        assert checked(kind, entry, today=TODAY)["value"] == value
    else:
        with pytest.raises(Correctable):
            checked(kind, entry, today=TODAY)


@pytest.mark.parametrize(("typed", "number"), [("3", 3), (" 12 ", 12), ("1.000", 1000)])
def test_counts_are_whole_numbers(typed: str, number: int) -> None:
    assert checked("emergency_case", {"persons": typed}, today=TODAY) == {"persons": number}


def test_a_count_in_words_is_told_as_a_count_not_as_money() -> None:
    with pytest.raises(Correctable) as told:
        checked("emergency_case", {"persons": "ba"}, today=TODAY)
    assert (told.value.code, told.value.field) == ("whole_number", "persons")
