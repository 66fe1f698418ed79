"""Record tables: one for each kind, the registry's fields as columns, and as migrated."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from app.models.base import metadata
from app.models.records import COLUMN_TYPES, RECORDS
from app.oplog.kinds import KINDS
from app.oplog.registry import Kind, RecordKind
from tests.factories import open_store

NOT_OURS = {"alembic_version", "search_fts"}  # kept by the migrations and the full-text search


def shape(connection: Connection, name: str) -> dict[str, object]:
    """What a table is made of, told by the database or by our own description alike."""
    found = inspect(connection)
    return {
        # A column that was added later stands at the end.
        "columns": sorted(
            (column["name"], column["type"].compile(connection.dialect), column["nullable"])
            for column in found.get_columns(name)
        ),
        "primary key": found.get_pk_constraint(name),
        "unique": sorted(str(one) for one in found.get_unique_constraints(name)),
        "indexes": sorted(
            (str(index["name"]), tuple(map(str, index["column_names"])), index["unique"])
            for index in found.get_indexes(name)
        ),
        "foreign keys": found.get_foreign_keys(name),
    }


def test_the_models_are_what_the_migrations_make(tmp_path: Path) -> None:
    migrated, described = open_store(tmp_path), open_store(tmp_path, number=2)
    with described.write(described.identity.device) as work:
        connection = work.connection
        for name in metadata.tables:
            connection.exec_driver_sql(f"DROP TABLE {name}")
        metadata.create_all(connection)
        with migrated.read() as other:
            names = {
                name
                for name in inspect(other).get_table_names()
                if not any(name.startswith(prefix) for prefix in NOT_OURS)
            }
            assert names == set(metadata.tables)
            for name in sorted(names):
                assert shape(other, name) == shape(connection, name), name
                assert without_rowid(other, name) == without_rowid(connection, name), name


def without_rowid(connection: Connection, name: str) -> bool:
    told = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (name,))
    return "WITHOUT ROWID" in told.scalar_one()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_columns_are_the_registrys_fields(kind: RecordKind) -> None:
    table = RECORDS[kind.name]
    names = [column.name for column in table.columns]
    assert names == ["pv", "id", *kind.by_name, "heads", "alive", "unsettled"]
    assert [column.name for column in table.primary_key] == ["pv", "id"]
    for field in kind.fields:
        assert table.c[field.name].nullable
        assert type(table.c[field.name].type) is type(COLUMN_TYPES[field.kind])


def test_no_record_refers_to_another_by_constraint() -> None:
    """A parent may arrive weeks after its child."""
    assert not [fk for table in RECORDS.values() for fk in table.foreign_keys]


def test_every_kind_of_value_has_a_column_type_and_none_is_a_float() -> None:
    assert set(COLUMN_TYPES) == set(Kind)
    assert not {type(one).__name__ for one in COLUMN_TYPES.values()} & {"Float", "Numeric"}


def test_the_scope_leads_every_key_and_index() -> None:
    for table in RECORDS.values():
        for index in table.indexes:
            assert next(iter(index.columns)).name == "pv", index.name
