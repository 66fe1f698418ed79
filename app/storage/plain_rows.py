"""Statements on rows of plain values: worded once, then handed to the driver as they are.

SQLAlchemy looks at every value of every row again to see what its column wants, and wraps what
it hands back. Rows of the log, of the records and of the search index hold only text, numbers and
bytes, which the driver takes and gives as they are; leaving that look out halves the time of
taking in a bundle, and shortens every save.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Insert, Select, Update

from app.storage.failures import translate_errors


class _Plain:
    """A statement and the names that rows or questions give it, at least two of them."""

    def __init__(self, statement: Insert | Update | Select[Any], names: Sequence[str]) -> None:
        self._statement = statement
        self._names = list(names)
        self._sql = ""
        self._pick: Callable[[Mapping[str, object]], object] = tuple

    def _word(self, connection: Connection) -> None:
        # All our connections speak the same dialect, so one wording is kept.
        keys = self._names if isinstance(self._statement, Insert) else None
        compiled = self._statement.compile(dialect=connection.dialect, column_keys=keys)
        places = compiled.positiontup or []
        if set(places) != set(self._names):
            raise ValueError("the statement does not bind these names")
        self._pick = itemgetter(*places)
        self._sql = str(compiled)


class PlainRows(_Plain):
    """An INSERT or UPDATE for rows that give ``names``.

    Values are int, bool, str, bytes or None; ids are bytes, never UUIDs.
    """

    def write(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Run it once for every row; without rows nothing happens."""
        if not self._sql:
            self._word(connection)
        picked = [self._pick(row) for row in rows]
        if picked:
            with translate_errors():
                _driver(connection).executemany(self._sql, picked)


class PlainQuery(_Plain):
    """A SELECT that is asked with ``names``; truth comes back as 1 or 0, ids as bytes."""

    def ask(self, connection: Connection, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """All rows, each a tuple in the order of the columns."""
        if not self._sql:
            self._word(connection)
        with translate_errors():
            found = _driver(connection).execute(self._sql, self._pick(values)).fetchall()
        return cast("list[tuple[Any, ...]]", found)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
