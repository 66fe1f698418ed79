"""Rows go to the driver as they are, in the order the statement wants, and come back so."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    create_engine,
    insert,
    select,
    update,
)

from app.core.errors import Environment
from app.storage.database import create_engine_for, reader
from app.storage.plain_rows import PlainQuery, PlainRows

thing = Table(
    "thing",
    MetaData(),
    Column("n", Integer, primary_key=True),
    Column("id", LargeBinary, nullable=False),
    Column("name", Text),
)
INSERT = PlainRows(insert(thing), ["id", "name"])
UPDATE = PlainRows(
    update(thing).where(thing.c.id == bindparam("which")).values(name=bindparam("name")),
    ["which", "name"],
)


@pytest.fixture
def connection() -> Connection:
    made = create_engine("sqlite://").connect()
    thing.create(made)
    return made


def test_rows_are_inserted_and_changed(connection: Connection) -> None:
    with connection:
        INSERT.write(connection, [{"name": "a", "id": b"1"}, {"id": b"2", "name": None, "more": 3}])
        UPDATE.write(connection, [{"name": "c", "which": b"2"}])
        found = connection.execute(select(thing).order_by(thing.c.n)).all()
    assert [tuple(row) for row in found] == [(1, b"1", "a"), (2, b"2", "c")]


def test_no_rows_do_nothing(connection: Connection) -> None:
    with connection:
        INSERT.write(connection, [])
        assert connection.execute(select(thing)).all() == []


def test_a_row_must_give_every_value(connection: Connection) -> None:
    with connection, pytest.raises(KeyError):
        INSERT.write(connection, [{"id": b"1"}])


def test_a_statement_binds_the_names_it_was_made_for(connection: Connection) -> None:
    wrong = PlainRows(
        update(thing).where(thing.c.id == bindparam("which")).values(name=bindparam("name")),
        ["which"],
    )
    with connection, pytest.raises(ValueError, match="bind"):
        wrong.write(connection, [{"which": b"1"}])


def test_a_question_is_answered_in_the_order_of_its_columns(connection: Connection) -> None:
    asked = PlainQuery(
        select(thing.c.name, thing.c.id).where(
            thing.c.name > bindparam("after"), thing.c.id != bindparam("not_this")
        ),
        ["after", "not_this"],
    )
    with connection:
        INSERT.write(connection, [{"id": b"%d" % n, "name": "abc"[n]} for n in range(3)])
        assert asked.ask(connection, {"not_this": b"2", "after": "a"}) == [("b", b"1")]
        assert asked.ask(connection, {"not_this": b"1", "after": "b"}) == [("c", b"2")]
        assert asked.ask(connection, {"not_this": b"1", "after": "c"}) == []


def test_what_the_file_refuses_is_said_in_our_words(tmp_path: Path) -> None:
    engine = create_engine_for(tmp_path / "a.db", bytes(32), create=True)
    with engine.begin() as work:
        thing.create(work)
    with reader(engine).begin() as view, pytest.raises(Environment):
        INSERT.write(view, [{"id": b"1", "name": "a"}])
    engine.dispose()
