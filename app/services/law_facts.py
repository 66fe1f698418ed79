"""Facts as a caller writes them (decoded JSON) read strictly into the rules' own values.

Rules kept: a wrong type, an unknown word or an impossible date is named by its dotted field and
never bent into shape; ``true`` is not 1 and not "true"; a key nobody knows is listed and does not
stop the answer; a key written twice is refused, because one of the two would be lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.partial_date import LAST_YEAR, PartialDate
from app.policy.facts import (
    ORPHAN_GROUNDS,
    Child,
    Disability,
    Facts,
    Marital,
    Person,
    Poverty,
    Supporter,
)

E_ = TypeVar("E_", bound=StrEnum)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PART_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}([.,]\d{1,9})?", re.ASCII)
_MOST = 10**15  # more đồng, days or people than any case can hold
_MISSING = object()


class Written(dict[str, Any]):
    """A JSON object that remembers which keys were written more than once."""

    repeated: tuple[str, ...] = ()

    @classmethod
    def of(cls, pairs: list[tuple[str, Any]]) -> Written:
        """The object of ``pairs``, as :func:`json.loads` hands them over."""
        found = cls(pairs)
        if len(found) != len(pairs):
            keys = [key for key, _value in pairs]
            found.repeated = tuple(key for key in found if keys.count(key) > 1)
        return found


class Reader:
    """One object being read: typed access by key, complaints by dotted field."""

    def __init__(self, data: object, path: str = "", unknown: list[str] | None = None) -> None:
        if not isinstance(data, dict):
            complain(path or "case", N_("Write an object in braces here."))
        repeated = getattr(data, "repeated", ())
        self._data: Mapping[str, Any] = data
        self._path = path
        self._used: set[str] = set()
        self._unknown = [] if unknown is None else unknown
        if repeated:
            complain(self.field(repeated[0]), N_("Write this field once: it is there twice."))

    def field(self, key: str) -> str:
        """The dotted name of ``key``."""
        return f"{self._path}.{key}" if self._path else key

    def has(self, key: str) -> bool:
        """Whether the field is told at all (``null`` counts as not told)."""
        self._used.add(key)
        return self._data.get(key) is not None

    def is_list(self, key: str) -> bool:
        """Whether the field holds a list."""
        return isinstance(self._data.get(key), list)

    def _take(self, key: str) -> Any:
        self._used.add(key)
        return self._data.get(key, _MISSING)

    def ignore(self, *keys: str) -> None:
        """Fields that are known but carry nothing for the answer."""
        self._used.update(keys)

    def done(self) -> list[str]:
        """Every key of this object and of those inside it that nobody asked for."""
        self._unknown += [self.field(key) for key in self._data if key not in self._used]
        return self._unknown

    def inside(self, key: str, *, needed: bool = False) -> Reader:
        """The object under ``key``; an empty one when it may be left out."""
        value = self._take(key)
        if value is _MISSING and not needed:
            value = {}
        return Reader(None if value is _MISSING else value, self.field(key), self._unknown)

    def objects(self, key: str) -> list[Reader]:
        """The objects of the list under ``key``."""
        value = self._take(key)
        if value is _MISSING:
            return []
        if not isinstance(value, list):
            complain(self.field(key), N_("Write a list in square brackets here."))
        return [
            Reader(item, f"{self.field(key)}[{place}]", self._unknown)
            for place, item in enumerate(value)
        ]

    def yes(self, key: str, *, default: bool = False) -> bool:
        """``true`` or ``false`` and nothing else."""
        value = self._take(key)
        if value is _MISSING:
            return default
        if not isinstance(value, bool):
            complain(self.field(key), N_("Write true or false here."))
        return value

    def yes_or_none(self, key: str) -> bool | None:
        """``true``, ``false``, or None when it is not told."""
        return self.yes(key) if self.has(key) else None

    def whole(self, key: str, *, least: int = 0) -> int | None:
        """A whole number from ``least`` to a thousand million million; None when not told."""
        value = self._take(key)
        if value is _MISSING or value is None:
            return None
        if type(value) is not int or value < least:
            complain(self.field(key), N_("Write a whole number from {least} on here."), least=least)
        if value > _MOST:
            complain(self.field(key), N_("Check this number: it is too large."))
        return value

    def decimal(self, key: str) -> Decimal | None:
        """A number of the law, told as text ("1.5") or as a JSON number; None when not told."""
        value = self._take(key)
        if value is _MISSING or value is None:
            return None
        plain = not isinstance(value, bool) and isinstance(value, int | float | str)
        if not plain or not _NUMBER.fullmatch(str(value)):
            complain(self.field(key), N_('Write a number like "1.5" here.'))
        return Decimal(str(value).replace(",", "."))

    def text(self, key: str) -> str | None:
        """Any text; None when it is not told."""
        value = self._take(key)
        if value is _MISSING or value is None:
            return None
        if not isinstance(value, str):
            complain(self.field(key), N_("Write text in quotation marks here."))
        return value

    def choice(self, key: str, kind: type[E_], default: E_) -> E_:
        """One of the words of ``kind``."""
        value = self._take(key)
        return default if value is _MISSING else self._one_of(key, kind, value)

    def choice_or_none(self, key: str, kind: type[E_]) -> E_ | None:
        """One of the words of ``kind``, or None for ``null`` and for a field left out."""
        return self._one_of(key, kind, self._take(key)) if self.has(key) else None

    def word(self, key: str, words: Mapping[str, str]) -> str | None:
        """One of the keys of ``words``, answered by its value; None when it is not told."""
        if not self.has(key):
            return None
        value = self._take(key)
        if not isinstance(value, str) or value not in words:
            complain(
                self.field(key), N_("Write one of these words: {words}."), words=", ".join(words)
            )
        return words[value]

    def day(self, key: str) -> date:
        """A day that has to be told."""
        value = self._take(key)
        found = _day(value)
        if found is None:
            complain(self.field(key), N_("Write a day of the calendar like 2025-03-01 here."))
        return found

    def day_or_none(self, key: str) -> date | None:
        """A day, or None when it is not told."""
        return self.day(key) if self.has(key) else None

    def month_or_none(self, key: str) -> date | None:
        """The first day of a month told as ``YYYY-MM``, or None when it is not told."""
        if not self.has(key):
            return None
        return self._month(self.field(key), self._take(key))

    def months(self, key: str) -> list[date]:
        """A list of months, as the first day of each."""
        value = self._take(key)
        if value is _MISSING:
            return []
        if not isinstance(value, list):
            complain(self.field(key), N_("Write a list in square brackets here."))
        return [
            self._month(f"{self.field(key)}[{place}]", item) for place, item in enumerate(value)
        ]

    def birth(self, key: str, *, on: date | None = None) -> PartialDate:
        """A birth date known to the day, the month or the year, not later than ``on``."""
        value = self._take(key)
        try:
            if not isinstance(value, str) or not _PART_DAY.fullmatch(value):
                raise ValueError
            found = PartialDate.from_iso(value)
        except ValueError:
            complain(
                self.field(key),
                N_("Write a date of birth like 1950-07-10, 1950-07 or 1950 here."),
            )
        if on is not None and found.earliest() > on:
            complain(self.field(key), N_("Check the date of birth: it is later than the day."))
        return found

    def birth_or_none(self, key: str) -> PartialDate | None:
        """A birth date, or None when it is not told."""
        return self.birth(key) if self.has(key) else None

    def _one_of(self, key: str, kind: type[E_], value: Any) -> E_:
        try:
            if not isinstance(value, str):
                raise ValueError
            return kind(value)
        except ValueError:
            complain(
                self.field(key), N_("Write one of these words: {words}."), words=", ".join(kind)
            )

    def _month(self, field: str, value: Any) -> date:
        found = _day(f"{value}-01") if isinstance(value, str) and _MONTH.fullmatch(value) else None
        if found is None:
            complain(field, N_("Write a month like 2025-03 here."))
        return found


def read_facts(case: Reader, on: date) -> Facts:
    """The facts of one case of ``policy assess``.

    Raises:
        Correctable: with the dotted field that has to be mended.
    """
    person = read_person(case.inside("person", needed=True), on)
    household = case.inside("household")
    area = case.inside("area")
    province = area.text("province")
    if province is not None and not re.fullmatch(r"\d{2}", province, re.ASCII):
        complain(area.field("province"), N_("Write the two digits of the province here."))
    facts = Facts(
        person=person,
        poverty=household.choice("poverty", Poverty, Poverty.NONE),
        hard_area=area.yes("dtts_mn_dbkk"),
        province=province,
    )
    household.done()
    area.done()
    return facts


def read_person(told: Reader, on: date) -> Person:
    """The person of one case; ``on`` is the day asked about.

    Raises:
        Correctable: with the dotted field that has to be mended.
    """
    person = read_person_fields(told, on)
    told.done()
    return person


def read_person_fields(told: Reader, on: date) -> Person:
    """As :func:`read_person`, for an object that holds further fields beside the person's.

    Raises:
        Correctable: with the dotted field that has to be mended.
    """
    return Person(
        birth=told.birth("dob", on=on),
        k1_ground=told.word("k1_ground", {ground: ground for ground in ORPHAN_GROUNDS}),
        had_k1_allowance=told.yes("had_k1_allowance"),
        studying=told.yes("studying"),
        first_degree=told.yes("first_degree", default=True),
        hiv=told.yes("hiv"),
        stable_income=told.yes("stable_income"),
        pension_or_si=told.yes("pension_or_si"),
        pension_amount=told.whole("pension_amount"),
        other_monthly_allowance=told.yes("other_monthly_allowance"),
        requested=told.yes("requested"),
        facility_eligible_cared_in_community=told.yes("facility_eligible_cared_in_community"),
        in_facility=told.yes("in_facility"),
        imprisoned=told.yes("imprisoned"),
        refused=told.yes("refused"),
        pregnant=told.yes("pregnant"),
        marital=told.choice("marital", Marital, Marital.MARRIED),
        children=tuple(_child(child, on) for child in told.objects("children")),
        supporter=told.choice("supporter", Supporter, Supporter.SOMEBODY),
        disability=told.choice_or_none("disability", Disability),
    )


def _child(told: Reader, on: date) -> Child:
    child = Child(birth=told.birth("dob", on=on), studying=told.yes("studying"))
    told.done()
    return child


def _day(value: Any) -> date | None:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    # Later years leave no room for the months and birthdays that are counted on from a day.
    return found if found.year <= LAST_YEAR else None


def complain(field: str, message: str, **params: Any) -> NoReturn:
    """Refuse one field with a sentence that says what to write there."""
    raise Correctable("fact-unread", message, field=field, **params)
