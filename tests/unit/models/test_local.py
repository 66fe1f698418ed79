"""Local tables: none of them is a record, so none of them can be exchanged."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from app.models.local import draft, external_key, search, setting
from app.oplog.kinds import BY_NAME


def test_local_tables_are_no_record_kinds() -> None:
    assert not {table.name for table in (setting, draft, external_key, search)} & BY_NAME.keys()


def test_a_draft_belongs_to_one_officer_and_form() -> None:
    assert [column.name for column in draft.primary_key] == ["officer", "form", "subject"]


def test_a_search_line_stands_once_for_a_row() -> None:
    unique = [
        [column.name for column in constraint.columns]
        for constraint in search.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    assert unique == [["pv", "id"]]
