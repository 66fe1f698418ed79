"""The tables of the exchanged records, one for each kind of the registry.

Their columns are the registry's fields, so a field is defined once. Rows change only through
the fold of operations (``storage.projection``); nothing else writes these tables. No table
refers to another by constraint, because a parent may arrive weeks after its child.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, Text
from sqlalchemy.types import TypeEngine

from app.models.base import RowId, metadata
from app.oplog.kinds import KINDS
from app.oplog.registry import Kind, RecordKind

COLUMN_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.INT: BigInteger(),
    Kind.BOOL: Boolean(),
    Kind.ROW: RowId(),
}


def _table(kind: RecordKind) -> Table:
    return Table(
        kind.name,
        metadata,
        Column("pv", Integer, primary_key=True, autoincrement=False),
        Column("id", RowId, primary_key=True),
        *(Column(field.name, COLUMN_TYPES[field.kind]) for field in kind.fields),
        # Which operations are shown, by field (storage.row_heads).
        Column("heads", LargeBinary, nullable=False),
        Column("alive", Boolean, nullable=False),
        # True while a field holds several heads or awaits an operation.
        Column("unsettled", Boolean, nullable=False),
        sqlite_with_rowid=False,
    )


RECORDS: dict[str, Table] = {kind.name: _table(kind) for kind in KINDS}

officer = RECORDS["officer"]
village = RECORDS["village"]
household = RECORDS["household"]
person = RECORDS["person"]
membership = RECORDS["membership"]
fact = RECORDS["fact"]
dossier = RECORDS["dossier"]
allowance = RECORDS["allowance"]
event = RECORDS["event"]
emergency_case = RECORDS["emergency_case"]
victim = RECORDS["victim"]
support = RECORDS["support"]
notice = RECORDS["notice"]
protection_case = RECORDS["protection_case"]
apart = RECORDS["apart"]
move = RECORDS["move"]

# The ways by which screens look for rows.
for _name, _columns in (
    ("household", ("village",)),
    ("household", ("head",)),
    ("membership", ("household",)),
    ("membership", ("person",)),
    ("fact", ("subject",)),
    ("restricted_fact", ("subject",)),
    ("dossier", ("person",)),
    ("restricted_dossier", ("person",)),
    ("allowance", ("person",)),
    ("assessment", ("dossier",)),
    ("restricted_assessment", ("dossier",)),
    ("decision", ("dossier",)),
    ("restricted_decision", ("dossier",)),
    ("paper", ("subject",)),
    ("restricted_paper", ("subject",)),
    ("emergency_case", ("household",)),
    ("victim", ("emergency_case",)),
    ("support", ("emergency_case",)),
    ("protection_case", ("person",)),
    ("notice", ("subject",)),
    ("move", ("person",)),
):
    _t = RECORDS[_name]
    Index(f"ix_{_name}_{'_'.join(_columns)}", _t.c.pv, *(_t.c[c] for c in _columns))
Index(
    "ix_person_same_as",
    person.c.pv,
    person.c.same_as,
    sqlite_where=person.c.same_as.is_not(None),
)
