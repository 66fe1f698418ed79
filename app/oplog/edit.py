"""Building the operation of a local entry: bases are what the writer could see."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping

from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.fold import Entry, RowState
from app.oplog.operation import VERSION, Action, Operation, Value, Write
from app.oplog.registry import DELETED, LARGEST, SCHEMA, Channel, Field, Kind, Merge, RecordKind

MAX_TEXT = 20_000  # characters


def changes(
    kind: RecordKind, row: RowState, values: Mapping[str, Value], *, settles: bool = False
) -> dict[int, Value]:
    """The named values that differ from what is shown, by field number and checked for their kind.

    A field that holds several heads counts as changed, so that entering a value settles it.
    What is written once and was written twice takes one of its own entries when a person
    ``settles`` it, nothing else.
    Raises Correctable at the field when a value does not fit, KeyError for an unknown name.
    """
    found: dict[int, Value] = {}
    for name, given in values.items():
        field = kind.by_name[name]
        value = checked(field, given)
        if not _differs(row, field, value):
            continue
        if field.merge is Merge.ONCE and field.number in row.heads:
            heads = row.heads[field.number]
            if not settles or len(heads) < 2 or value not in [head.value for head in heads]:
                raise _stays(name)
        found[field.number] = value
    return found


def operation(
    kind: RecordKind,
    row: RowState,
    new: Mapping[int, Value],
    *,
    seq: int,
    hlc: int,
    actor: bytes,
    pv: int,
    row_id: bytes,
    action: Action = Action.EDIT,
) -> Operation:
    """The operation that writes ``new`` over everything its writer could see.

    Raises ValueError when there is nothing to write: no reader takes an empty operation.
    """
    if not new:
        raise ValueError(f"{kind.name}: an operation writes at least one field")
    writes = [Write(number, new[number], row.bases(number)) for number in sorted(new)]
    nonce = os.urandom(16) if kind.channel is Channel.CASE else None
    return Operation(
        VERSION, seq, hlc, SCHEMA, actor, action, kind.number, pv, row_id, writes, nonce
    )


def deletion(kind: RecordKind, row: RowState) -> dict[int, Value]:
    """What a deletion writes: nothing into every field, so that a change elsewhere shows up.

    What is written once stays: nobody can change it elsewhere.
    """
    written = [n for n in row.heads if n != DELETED and not _is_once(kind, n)]
    return {**dict.fromkeys(written), DELETED: True}


def restoration(
    kind: RecordKind,
    row: RowState,
    values: Mapping[str, Value],
    emptied: Mapping[int, Value],
) -> dict[int, Value]:
    """What a restoration writes: the row is there again, as it was, but for these values.

    ``emptied`` is what :func:`before_deletion` found. Raises Correctable and KeyError as
    ``changes`` does: what is written once is no other after it came back.
    """
    found: dict[int, Value] = {DELETED: False}
    found |= {
        number: value
        for number, value in emptied.items()
        if _differs(row, kind.by_number[number], value)
    }
    for name, given in values.items():
        field = kind.by_name[name]
        value = checked(field, given)
        found.pop(field.number, None)
        if _differs(row, field, value):
            if field.merge is Merge.ONCE:
                raise _stays(name)
            found[field.number] = value
    return found


def before_deletion(row: RowState, entries: Iterable[Entry]) -> dict[int, Value]:
    """What the fields that a deletion emptied held before, from the row's whole history.

    An entry that was made elsewhere, not knowing of the deletion, goes before the older value.
    Where several values stood, none is chosen: a person enters it.
    """
    known = {entry.hash: entry for entry in entries}
    found: dict[int, Value] = {}
    for number, heads in row.heads.items():
        gone = [head.hash for head in heads if _emptied(known, head.hash, number)]
        if number == DELETED or not gone:
            continue
        others = {head.value for head in heads if head.hash not in gone}
        others = others or _replaced(known, gone, number)
        if len(others) == 1:
            found[number] = others.pop()
    return found


def _emptied(known: Mapping[bytes, Entry], name: bytes, number: int) -> bool:
    entry = known.get(name)
    return entry is not None and (
        entry.operation.action == Action.DELETE and _write(entry, number) is not None
    )


def _replaced(known: Mapping[bytes, Entry], names: Iterable[bytes], number: int) -> set[Value]:
    """The values that these deletions took away."""
    waiting, seen, values = list(names), set[bytes](), set[Value]()
    while waiting:
        name = waiting.pop()
        write = _write(known[name], number) if name in known else None
        if name in seen or write is None:
            continue
        seen.add(name)
        if _emptied(known, name, number):
            waiting += write.bases
        else:
            values.add(write.value)
    return values


def _write(entry: Entry, number: int) -> Write | None:
    return next((one for one in entry.operation.writes if one.field == number), None)


def _is_once(kind: RecordKind, number: int) -> bool:
    field = kind.by_number.get(number)
    return field is not None and field.merge is Merge.ONCE


def _stays(name: str) -> Correctable:
    return Correctable(
        "written_once",
        N_("This entry stays as it was written. Make a new one that corrects it."),
        field=name,
    )


def checked(field: Field, value: Value) -> Value:
    """``value`` as it is stored: text in NFC without ends, empty text as None."""
    if value is None:
        return None
    if isinstance(value, str) and field.kind is Kind.TEXT:
        value = _text(field, value)
    if isinstance(value, int) and abs(value) > LARGEST:
        raise Correctable("too_large", N_("This number is too large. Check it."), field=field.name)
    if field.fits(value):
        return value
    raise Correctable(
        "wrong_kind", N_("This field takes another kind of value. Check it."), field=field.name
    )


def _differs(row: RowState, field: Field, value: Value) -> bool:
    heads = row.heads.get(field.number, ())
    if not heads:
        return value is not None
    return len(heads) > 1 or heads[0].value != value


def _text(field: Field, value: str) -> str | None:
    text = unicodedata.normalize("NFC", value).strip()
    if "\0" in text or len(text) > MAX_TEXT:
        raise Correctable(
            "text_too_long",
            N_("This text is too long. Write at most {most} characters."),
            field=field.name,
            most=MAX_TEXT,
        )
    return text or None
