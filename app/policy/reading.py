"""Reading one table of the law exactly: every key asked for, nothing left over, no gaps.

Whatever is wrong raises Environment ``policy-data-broken`` that names the table and the place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from app.core.errors import Environment
from app.core.i18n import N_
from app.policy.figures import Folder, Table


class OpenTable:
    """One TOML file; knows its name so that complaints can name it."""

    def __init__(self, path: Table) -> None:
        self.path = path
        try:
            self.data = tomllib.loads(path.read_text(encoding="utf-8"))
        # ValueError: no TOML, no text, or a number of thousands of digits.
        except (OSError, ValueError, RecursionError) as found:
            broken(path, str(found))

    def rows(self, name: str, *others: str) -> list[Row]:
        """The rows called ``name``; the file holds nothing but these and ``others``."""
        found = self.data.get(name)
        if not isinstance(found, list) or not found or set(self.data) - {name, *others}:
            broken(self.path, name)
        return [Row(self.path, row) for row in found]

    def row(self) -> Row:
        """What stands outside of any section."""
        plain = {key: value for key, value in self.data.items() if not isinstance(value, dict)}
        return Row(self.path, plain)

    def sections(self) -> dict[str, dict[str, int | str]]:
        """The sections by name: figures and citations, each with the article it rests on."""
        found: dict[str, dict[str, int | str]] = {}
        for name, section in self.data.items():
            if not isinstance(section, dict):
                continue
            if "legal" not in section or any(
                not isinstance(value, int | str) or isinstance(value, bool)
                for value in section.values()
            ):
                broken(self.path, name)
            found[name] = dict(section)
        return found


MOST_VND = 10**9
"""A thousand times the largest sum of today; what is beyond was typed wrongly, and no sum of a
whole province fits into the file any more."""
MOST_TIMES = 100  # the standard level, in a coefficient


class Row:
    """One row being read; every key must be asked for exactly, nothing may be left over."""

    def __init__(self, path: Table, data: Any) -> None:
        if not isinstance(data, dict):
            broken(path, repr(data))
        self.path = path
        self.data: dict[str, Any] = data
        self.used: set[str] = set()

    def _take(self, key: str, kind: type, *, needed: bool = True) -> Any:
        self.used.add(key)
        value = self.data.get(key)
        if (value is None and needed) or (value is not None and type(value) is not kind):
            broken(self.path, f"{key} = {value!r}")
        return value

    def text(self, key: str) -> str:
        """A text."""
        value: str = self._take(key, str)
        return value

    def text_or_none(self, key: str) -> str | None:
        """A text, or nothing."""
        value: str | None = self._take(key, str, needed=False)
        return value

    def whole(self, key: str, default: int, most: int) -> int:
        """A whole number from 0 to ``most``; ``default`` when it is not told."""
        value = self._take(key, int, needed=False)
        if value is not None and not 0 <= value <= most:
            broken(self.path, f"{key} = {value!r}")
        return default if value is None else int(value)

    def count(self, key: str, most: int) -> int | None:
        """A whole number from 1 to ``most``, or nothing."""
        value = self._take(key, int, needed=False)
        if value is not None and not 1 <= value <= most:
            broken(self.path, f"{key} = {value!r}")
        return None if value is None else int(value)

    def yes_or_no(self, key: str) -> bool:
        """Whether; no when it is not told."""
        return self._take(key, bool, needed=False) is True

    def day(self, key: str) -> date:
        """A day."""
        value: date = self._take(key, date)
        return value

    def day_or_none(self, key: str) -> date | None:
        """A day, or nothing."""
        value: date | None = self._take(key, date, needed=False)
        return value

    def yes(self, key: str) -> bool:
        """Whether."""
        value: bool = self._take(key, bool)
        return value

    def rows(self, key: str) -> list[Row]:
        """Rows within this row."""
        return [Row(self.path, row) for row in self._take(key, list)]

    def coefficient(self) -> Decimal:
        """The coefficient, written as text with one decimal place."""
        text = self.text("coefficient")
        try:
            value = Decimal(text)
        except InvalidOperation:
            broken(self.path, text)
        if value.as_tuple().exponent != -1 or not 0 < value <= MOST_TIMES:
            broken(self.path, text)
        return value

    def done(self) -> None:
        """Refuse what nobody asked for."""
        if left := set(self.data) - self.used:
            broken(self.path, ", ".join(sorted(left)))


def require_unbroken(path: Table, name: str, spans: Sequence[tuple[date, date | None]]) -> None:
    """Each row begins on the day after the last day of the one before; the last one has no end."""
    last: date | None = None
    for place, (first_day, last_day) in enumerate(spans):
        if place and (last is None or first_day - last != timedelta(days=1)):
            broken(path, f"{name} {first_day}: from")
        if last_day is not None and last_day < first_day:
            broken(path, f"{name} {first_day}: to")
        last = last_day
    if last is not None:
        broken(path, f"{name}: to")


def broken(path: Table | Folder, detail: str) -> NoReturn:
    """A table is not as it has to be. Raises Environment; ``params`` name file and detail."""
    raise Environment(
        "policy-data-broken",
        N_("The law file {file} is damaged ({detail}). Install the program again."),
        file=path.name,
        detail=detail,
    )
