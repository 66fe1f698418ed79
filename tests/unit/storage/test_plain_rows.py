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
from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import ProgrammingError

from app.core.errors import Environment
from app.storage.database import create_engine_for, reader
from app.storage.plain_rows import PlainQuery, PlainRows, each_id, packed

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
    made = create_engine("sqlite://", module=dbapi2).connect()
    thing.create(made)
    return made


def test_rows_are_inserted_and_changed(connection: Connection) -> None:
    with connection:
        INSERT.write(connection, [(b"1", "a"), (b"2", None)])
        UPDATE.write(connection, [(b"2", "c")])
        found = connection.execute(select(thing).order_by(thing.c.n)).all()
    assert [tuple(row) for row in found] == [(1, b"1", "a"), (2, b"2", "c")]


def test_no_rows_do_nothing(connection: Connection) -> None:
    with connection:
        INSERT.write(connection, [])
        assert connection.execute(select(thing)).all() == []


@pytest.mark.parametrize(("statement", "row"), [(INSERT, (b"1",)), (UPDATE, ("c",))])
def test_a_row_must_give_every_value(
    connection: Connection, statement: PlainRows, row: tuple[object]
) -> None:
    with connection, pytest.raises((IndexError, ProgrammingError)):
        statement.write(connection, [row])


def test_a_statement_binds_the_names_it_was_made_for(connection: Connection) -> None:
    wrong = PlainRows(
        update(thing).where(thing.c.id == bindparam("which")).values(name=bindparam("name")),
        ["which"],
    )
    with connection, pytest.raises(ValueError, match="bind"):
        wrong.write(connection, [(b"1",)])


def test_a_question_is_answered_in_the_order_of_its_columns(connection: Connection) -> None:
    asked = PlainQuery(
        select(thing.c.name, thing.c.id).where(
            thing.c.name > bindparam("after"), thing.c.id != bindparam("not_this")
        ),
        ["after", "not_this"],
    )
    with connection:
        INSERT.write(connection, [(b"%d" % n, "abc"[n]) for n in range(3)])
        assert asked.ask(connection, "a", b"2") == [("b", b"1")]
        assert asked.ask(connection, "b", b"1") == [("c", b"2")]
        assert asked.ask(connection, "c", b"1") == []


def test_any_number_of_ids_is_one_value(connection: Connection) -> None:
    asked = PlainQuery(
        select(thing.c.name).where(
            thing.c.id.in_(each_id("ids")), thing.c.name != bindparam("not_this")
        ),
        ["not_this", "ids"],
    )
    ids = [bytes([n]) * 16 for n in range(5)]
    with connection:
        INSERT.write(connection, [(one, f"n{one[0]}") for one in ids])
        assert asked.ask(connection, "n2", packed(ids[1:4])) == [("n1",), ("n3",)]
        assert asked.ask(connection, "n2", packed([])) == []
        assert asked.ask(connection, "n2", packed([bytes(16), b"not there"])) == [("n0",)]


def test_what_the_file_refuses_is_said_in_our_words(tmp_path: Path) -> None:
    engine = create_engine_for(tmp_path / "a.db", bytes(32), create=True)
    with engine.begin() as work:
        thing.create(work)
    with reader(engine).begin() as view, pytest.raises(Environment):
        INSERT.write(view, [(b"1", "a")])
    engine.dispose()
