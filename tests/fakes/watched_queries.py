"""Every statement that the program asks of its database, with the plan by which it is answered.

Plans follow from the schema and from figures that are fixed, not from the rows that happen to lie
in a file: a station of ten persons shows what happens to one of twenty thousand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any
from unittest.mock import patch

from sqlcipher3 import dbapi2

ASKING = re.compile(r"\s*(SELECT|WITH|INSERT|UPDATE|DELETE)", re.IGNORECASE)
LISTS = re.compile(r"\(\?(?:, \?)+\)")  # of which every length would be a statement of its own
NAMED = re.compile(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+(?:AS\s+)?([a-z]\w*))?")
STEP = re.compile(
    r"(?P<how>SCAN|SEARCH) (?P<what>\w+)"
    r"(?: USING (?:AUTOMATIC )?(?:PARTIAL )?(?:COVERING )?(?:INDEX|(?P<key>PRIMARY KEY|INTEGER "
    r"PRIMARY KEY))(?: (?P<index>\w+))?)?(?: \((?P<by>.*)\))?"
)
SILENT = ("app/storage/database.py", "app/storage/plain_rows.py")  # they ask on behalf of others


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement: which function asked it, in which words, and the steps of its plan."""

    by: str
    words: str
    steps: tuple[str, ...]


class Watch:
    """What was asked so far, each statement once, and every function that led to one of them."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], Asked] = {}
        self.through: set[str] = set()

    def __iter__(self) -> Iterator[Asked]:
        return iter(sorted(self._asked.values(), key=lambda one: (one.by, one.words)))

    def note(self, connection: Any, words: str, values: Any) -> None:
        """A statement about to be asked with these values."""
        way = _asking()
        if not way or not ASKING.match(words):
            return
        self.through.update(way)
        told = " ".join(LISTS.sub("(?, …)", words).split())
        if (way[0], told) in self._asked:
            return
        plan = dbapi2.Cursor(connection).execute(f"EXPLAIN QUERY PLAN {words}", values)
        steps = tuple(row[3] for row in plan.fetchall())
        self._asked[way[0], told] = Asked(way[0], told, steps)


@contextmanager
def watched() -> Iterator[Watch]:
    """Note the statements of all connections that are opened meanwhile."""
    watch = Watch()
    driver: Any = dbapi2
    plain = driver.connect

    class Cursor(driver.Cursor):  # type: ignore[misc]  # the driver has no types
        def execute(self, words: str, values: Any = ()) -> Any:
            watch.note(self.connection, words, values)
            return super().execute(words, values)

        def executemany(self, words: str, rows: Any) -> Any:
            given = list(rows)
            watch.note(self.connection, words, given[0])
            return super().executemany(words, given)

    class Connection(driver.Connection):  # type: ignore[misc]  # as above
        def cursor(self, *_words: Any, **_named: Any) -> Any:
            return super().cursor(Cursor)

        def execute(self, words: str, values: Any = ()) -> Any:
            return self.cursor().execute(words, values)

        def executemany(self, words: str, rows: Any) -> Any:
            return self.cursor().executemany(words, rows)

    def connect(*words: Any, **named: Any) -> Any:
        return plain(*words, **named, factory=Connection)

    with patch.object(driver, "connect", connect):
        yield watch


def walked(asked: Asked, figures: Mapping[tuple[str, str], list[int]]) -> dict[str, int]:
    """How many rows of each table a step of the plan goes through, as the figures have it."""
    names = {alias or table: table for table, alias in NAMED.findall(asked.words)}
    found: dict[str, int] = {}
    for step in asked.steps:
        told = STEP.match(step)
        if told is None or "VIRTUAL TABLE" in step:
            continue  # sorting, a list of values, the full-text index
        named = str(told["what"])
        table = names.get(named, named)
        of_table = {index: rows for (of, index), rows in figures.items() if of == table}
        if not of_table:
            continue  # what another step has found
        rows = _rows(told, table, of_table)
        found[table] = max(found.get(table, 0), rows)
    return found


def _rows(told: re.Match[str], table: str, figures: Mapping[str, list[int]]) -> int:
    every = max(rows[0] for rows in figures.values())
    if told["how"] == "SCAN" or told["by"] is None:
        return every
    if told["key"] == "INTEGER PRIMARY KEY":
        return 1 if "=" in told["by"] and "<" not in told["by"] and ">" not in told["by"] else every
    index = told["index"] or table
    if index not in figures:
        return every  # one that SQLite makes for the statement, from all rows
    equal = sum(not re.search("[<>]", part) for part in told["by"].split(" AND "))
    return figures[index][equal]


def _asking() -> list[str]:
    """The functions of the program that led here, the nearest first; none when a test asks."""
    way = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename.replace("\\", "/")
        _before, inside, module = path.rpartition("/app/")
        if inside and f"app/{module}" not in SILENT:
            way.append(f"{module.removesuffix('.py')} {frame.f_code.co_qualname}")
        if "/tests/" in path and path != __file__:
            break
        frame = frame.f_back
    return way
