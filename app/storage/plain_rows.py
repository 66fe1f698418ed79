"""Statements that write many rows of plain values: worded once, then handed to the driver as is.

SQLAlchemy looks at every value of every row again to see what its column wants. Rows of the log,
of the records and of the search index hold only text, numbers and bytes, which the driver takes
as they are; leaving that look out halves the time of taking in a bundle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Insert, Update


class PlainRows:
    """An INSERT or UPDATE for rows that give ``names``: bound names, at least two of them.

    Values are int, bool, str, bytes or None; ids are bytes, never UUIDs.
    """

    def __init__(self, statement: Insert | Update, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = list(names)
        self._sql = ""
        self._pick: Callable[[Mapping[str, object]], object] = tuple

    def write(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Run it once for every row; without rows nothing happens."""
        if not self._sql:
            self._word(connection)
        picked: Any = [self._pick(row) for row in rows]
        if picked:
            connection.exec_driver_sql(self._sql, picked)

    def _word(self, connection: Connection) -> None:
        # All our connections speak the same dialect, so one wording is kept.
        keys = self._names if isinstance(self._statement, Insert) else None
        compiled = self._statement.compile(dialect=connection.dialect, column_keys=keys)
        places = compiled.positiontup or []
        if set(places) != set(self._names):
            raise ValueError("the statement does not bind these names")
        self._pick = itemgetter(*places)
        self._sql = str(compiled)
