"""JSON Lines for ``record apply``: the shape of a line, read one by one with limits.

Rules kept: UTF-8 only, a line of at most 1 MiB, one object with ``kind``, ``key``, ``set`` and
``links``; a number is whole, because no float may come near money; whatever does not fit is told
with the number of its line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.kinds import BY_NAME
from app.oplog.registry import Kind
from app.services.entry import Typed

MOST_BYTES = 1024 * 1024  # a line
MOST_KEY = 200  # characters

KINDS = (
    "village", "household", "person", "membership", "fact", "restricted_fact", "dossier",
    "restricted_dossier", "event", "emergency_case", "victim", "support", "protection_case",
)  # fmt: skip
RESTRICTED = frozenset(("restricted_fact", "restricted_dossier", "protection_case"))
FACTS = ("fact", "restricted_fact")
DOSSIERS = ("dossier", "restricted_dossier")
SUBJECTS = ("person", "household", "village")

# Which kind of record a link leads to; a fact's subject is named by its kind instead.
LINK_TARGETS = {
    "village": "village",
    "household": "household",
    "head": "person",
    "person": "person",
    "event": "event",
    "emergency_case": "emergency_case",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record as the caller wrote it; ``links`` are keys of other records by field."""

    number: int
    kind: str
    key: str
    set: Mapping[str, Typed]
    links: Mapping[str, str]


def links_of(kind: str) -> dict[str, str]:
    """The links a kind may have, with the kind of record each leads to."""
    if kind in FACTS:
        return {name: name for name in SUBJECTS}
    return {
        field.name: LINK_TARGETS[field.name]
        for field in BY_NAME[kind].fields
        if field.kind is Kind.ROW and field.name in LINK_TARGETS
    }


def fields_of(kind: str) -> list[str]:
    """The fields a line of that kind may set."""
    implied = ("subject_kind",) if kind in FACTS else ()
    return [
        field.name
        for field in BY_NAME[kind].fields
        if field.kind is not Kind.ROW and field.name not in implied and not field.act
    ]


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """The lines of a file, empty ones left out; raises Correctable naming the line."""
    number = 0
    while raw := file.readline(MOST_BYTES + 1):
        number += 1
        if len(raw) > MOST_BYTES:
            raise at_line(
                number, "line_long", N_("Line {line} is longer than {most} bytes. Split it."),
                most=MOST_BYTES,
            )  # fmt: skip
        text = _text(raw, number)
        if text.strip():
            yield _line(text, number)


def at_line(
    number: int, code: str, message: str, *, field: str | None = None, **params: Any
) -> Correctable:
    """An error that names its line."""
    return Correctable(code, message, field=field, line=number, **params)


def _text(raw: bytes, number: int) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise at_line(
            number,
            "line_not_utf8",
            N_("Save the file as UTF-8: line {line} is not, from byte {byte} on."),
            byte=error.start + 1,
        ) from None
    return text.removeprefix("\ufeff") if number == 1 else text


def _line(text: str, number: int) -> Line:
    try:
        found = json.loads(
            text, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float
        )
    except json.JSONDecodeError as error:
        raise at_line(
            number, "line_not_json", N_("Mend the JSON in line {line}, column {column}."),
            column=error.colno,
        ) from None  # fmt: skip
    except (_Twice, _Float, ValueError, RecursionError) as error:
        raise _unread(error, number) from None
    return _shaped(found, number)


def _unread(error: Exception, number: int) -> Correctable:
    if isinstance(error, _Twice):
        message = N_("Line {line} names {name} twice. Write it once.")
        return at_line(number, "name_twice", message, field=str(error), name=str(error))
    return at_line(
        number,
        "number_not_whole",
        N_("Line {line} holds a number that is not whole. Write decimals as text."),
    )


def _shaped(found: Any, number: int) -> Line:
    if not isinstance(found, dict):
        raise at_line(number, "line_no_object", N_("Line {line} is not an object in braces."))
    extra = set(found) - {"kind", "key", "set", "links"}
    if extra:
        name = min(extra)
        raise at_line(
            number, "unknown_part",
            N_("Line {line} has a part {name}. A line has kind, key, set and links."),
            field=name, name=name,
        )  # fmt: skip
    kind, key = found.get("kind"), found.get("key")
    if kind not in KINDS:
        raise at_line(
            number, "unknown_kind", N_("Line {line}: write one of these kinds: {kinds}."),
            field="kind", kinds=", ".join(KINDS),
        )  # fmt: skip
    if not isinstance(key, str) or not 0 < len(key) <= MOST_KEY or not key.isprintable():
        raise at_line(
            number, "key", N_("Line {line}: write a key of 1 to {most} letters, in quotes."),
            field="key", most=MOST_KEY,
        )  # fmt: skip
    return Line(
        number, kind, key, _scalars(found.get("set", {}), number), _keys(found, kind, number)
    )


def _scalars(values: Any, number: int) -> dict[str, Typed]:
    if not isinstance(values, dict):
        raise at_line(
            number, "set_no_object", N_("Line {line}: write set as an object in braces."),
            field="set",
        )  # fmt: skip
    for name, value in values.items():
        if value is not None and not isinstance(value, str | int | bool):
            raise at_line(
                number, "value_nested",
                N_("Line {line}, field {name}: write text, a whole number, true, false or null."),
                field=name, name=name,
            )  # fmt: skip
    return values


def _keys(found: dict[str, Any], kind: str, number: int) -> dict[str, str]:
    links = found.get("links", {})
    if not isinstance(links, dict) or not all(isinstance(key, str) for key in links.values()):
        raise at_line(
            number, "links_no_keys",
            N_("Line {line}: write links as an object of keys, each in quotes."), field="links",
        )  # fmt: skip
    allowed = links_of(kind)
    for name in links:
        if name not in allowed:
            raise at_line(
                number, "unknown_link",
                N_("Line {line}: {kind} has no link {name}. It may have: {links}."),
                field=name, kind=kind, name=name, links=", ".join(allowed) or "–",
            )  # fmt: skip
    if kind in FACTS and len(links) > 1:
        raise at_line(
            number, "two_subjects", N_("Line {line}: a fact is about one subject. Keep one link."),
            field="links",
        )  # fmt: skip
    return links


class _Twice(Exception):
    pass


class _Float(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found


def _no_float(_word: str) -> NoReturn:
    raise _Float
