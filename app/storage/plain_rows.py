"""Statements on rows of plain values: worded once, then handed to the driver as they are.

SQLAlchemy looks at every value of every row again to see what its column wants, and wraps what
it hands back. Rows of the log, of the records and of the search index hold only text, numbers and
bytes, which the driver takes and gives as they are; leaving that look out halves the time of
taking in a bundle, and shortens every save.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Insert, Select, TextClause, Update, bindparam, func, select

from app.storage.failures import translate_errors

Values = Sequence[object]
Statement = Insert | Update | Select[*tuple[Any, ...]] | TextClause


def each_id(name: str) -> Select[Any]:
    """For ``column.in_(…)``: the ids that :func:`packed` made into the value of ``name``."""
    given = func.json_each(bindparam(name)).table_valued("value")
    return select(func.unhex(given.c.value))


def packed(ids: Iterable[bytes]) -> str:
    """Any number of row ids as one value, so that the statement is always the same."""
    return json.dumps([one.hex() for one in ids])


class _Plain:
    """A statement and the names of what rows or questions give it, in their order."""

    def __init__(self, statement: Statement, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = list(names)
        self._sql = ""
        self._pick: Callable[[Values], object] | None = None

    def _word(self, connection: Connection) -> None:
        # All our connections speak the same dialect, so one wording is kept.
        keys = self._names if isinstance(self._statement, Insert) else None
        compiled = self._statement.compile(dialect=connection.dialect, column_keys=keys)
        places = compiled.positiontup or []
        if set(places) != set(self._names):
            raise ValueError("the statement does not bind these names")
        if places != self._names:  # in another order, or one of them twice
            self._pick = itemgetter(*map(self._names.index, places))
        self._sql = str(compiled)


class PlainRows(_Plain):
    """An INSERT or UPDATE for rows that give the values of ``names`` in this order.

    Values are int, bool, str, bytes or None; ids are bytes, never UUIDs.
    """

    def write(self, connection: Connection, rows: Collection[Values]) -> None:
        """Run it once for every row; without rows nothing happens."""
        if not rows:
            return
        if not self._sql:
            self._word(connection)
        given = rows if self._pick is None else map(self._pick, rows)
        with translate_errors():
            _driver(connection).executemany(self._sql, given)


class PlainQuery(_Plain):
    """A SELECT that is asked with ``names``; truth comes back as 1 or 0, ids as bytes."""

    def ask(self, connection: Connection, *values: object) -> list[tuple[Any, ...]]:
        """All rows, each a tuple in the order of the columns."""
        if not self._sql:
            self._word(connection)
        given = values if self._pick is None else self._pick(values)
        with translate_errors():
            found = _driver(connection).execute(self._sql, given).fetchall()
        return cast("list[tuple[Any, ...]]", found)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
