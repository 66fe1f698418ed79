"""Every field has its word, every value its reading."""

from __future__ import annotations

import pytest

from app.core.i18n import use_language
from app.oplog.kinds import KINDS
from app.oplog.operation import Value
from app.services.field_words import FIELDS, RECORDS, field_name, record_name, shown_value
from app.services.record_lines import KINDS as WRITTEN


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def test_no_field_that_can_be_written_is_without_a_word() -> None:
    for kind in KINDS:
        if kind.name in WRITTEN:
            missing = {field.name for field in kind.fields} - set(FIELDS)
            assert missing <= {"subject_kind", "subject", "allowance", "emergency_case"}, kind.name
    assert {kind.name.removeprefix("restricted_") for kind in KINDS} - set(RECORDS) <= {
        "station_event"
    }


@pytest.mark.parametrize(
    ("kind", "field", "value", "shown"),
    [
        ("person", "birth", "1945-08-10", "10/08/1945"),
        ("person", "birth", "1945", "1945"),
        ("person", "name", "1945", "1945"),
        ("person", "sex", "nu", "female"),
        ("restricted_dossier", "monthly_vnd", 500_000, "500.000 đ"),
        ("emergency_case", "persons", 5, "5"),
        ("emergency_case", "shortened", True, "yes"),
        ("emergency_case", "received_at", "2025-11-13T06:10", "13/11/2025 06:10"),
        ("emergency_case", "needs", "gao,leu_bat", "rice, tents"),
        ("emergency_case", "state", "met", "Village meeting held"),
        ("dossier", "state", "submitted", "Submitted for signature"),
        ("fact", "value", "nang", "severe disability"),
        ("person", "note", None, ""),
        ("person", "carried_to", 224640, "Xã Cư Jút"),
        ("move", "from_pv", 1, "1"),
        ("person", "living_with", "con gái", "con gái"),
    ],
)
def test_values_as_people_read_them(kind: str, field: str, value: Value, shown: str) -> None:
    fact_kind = "disability" if kind == "fact" else None
    assert shown_value(kind, field, value, fact_kind=fact_kind) == shown


def test_a_restricted_record_is_named_as_its_twin() -> None:
    assert record_name("restricted_fact") == record_name("fact")
    assert field_name("never_heard") == "never_heard"
