"""Building the operation of a local entry: bases are what the writer could see."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping

from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.fold import RowState
from app.oplog.operation import INT64, VERSION, Action, Operation, Value, Write
from app.oplog.registry import DELETED, SCHEMA, Channel, Field, Kind, Merge, RecordKind

MAX_TEXT = 20_000  # characters


def changes(kind: RecordKind, row: RowState, values: Mapping[str, Value]) -> dict[int, Value]:
    """The named values that differ from what is shown, by field number and checked for their kind.

    A field that holds several heads counts as changed, so that entering a value settles it.
    Raises Correctable at the field when a value does not fit, KeyError for an unknown name.
    """
    found: dict[int, Value] = {}
    for name, given in values.items():
        field = kind.by_name[name]
        value = checked(field, given)
        heads = row.heads.get(field.number, ())
        if not heads and value is None:
            continue
        if len(heads) == 1 and heads[0].value == value and type(heads[0].value) is type(value):
            continue
        if field.merge is Merge.ONCE and heads:
            raise Correctable(
                "written_once",
                N_("This entry stays as it was written. Make a new one that corrects it."),
                field=name,
            )
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
    """The operation that writes ``new`` over everything its writer could see."""
    writes = [Write(number, new[number], row.bases(number)) for number in sorted(new)]
    nonce = os.urandom(16) if kind.channel is Channel.CASE else None
    return Operation(
        VERSION, seq, hlc, SCHEMA, actor, action, kind.number, pv, row_id, writes, nonce
    )


def deletion(row: RowState) -> dict[int, Value]:
    """What a deletion writes: nothing into every field, so that a change elsewhere shows up."""
    return {**dict.fromkeys(row.heads), DELETED: True}


def checked(field: Field, value: Value) -> Value:
    """``value`` as it is stored: text in NFC without ends, empty text as None."""
    if value is None:
        return None
    if field.kind is Kind.TEXT and isinstance(value, str):
        return _text(field, value)
    if field.kind is Kind.BOOL and isinstance(value, bool):
        return value
    if field.kind is Kind.INT and isinstance(value, int) and not isinstance(value, bool):
        if -INT64 <= value < INT64:
            return value
        raise Correctable("too_large", N_("This number is too large. Check it."), field=field.name)
    if field.kind is Kind.ROW and isinstance(value, bytes) and len(value) == 16:
        return value
    raise Correctable(
        "wrong_kind", N_("This field takes another kind of value. Check it."), field=field.name
    )


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
