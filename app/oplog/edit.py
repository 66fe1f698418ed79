"""Building the operation of a local entry: bases are what the writer could see."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping

from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.fold import RowState
from app.oplog.operation import VERSION, Action, Operation, Value, Write
from app.oplog.registry import DELETED, LARGEST, SCHEMA, Channel, Field, Kind, Merge, RecordKind

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
        if not _differs(row, field, value):
            continue
        if field.merge is Merge.ONCE and field.number in row.heads:
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


def deletion(row: RowState) -> dict[int, Value]:
    """What a deletion writes: nothing into every field, so that a change elsewhere shows up."""
    return {**dict.fromkeys(row.heads), DELETED: True}


def restoration(kind: RecordKind, row: RowState, values: Mapping[str, Value]) -> dict[int, Value]:
    """What a restoration writes: the row is there again, with these values.

    What is written once may be written again here, because the deletion emptied it.
    Raises Correctable and KeyError as ``changes`` does.
    """
    found: dict[int, Value] = {DELETED: False}
    for name, given in values.items():
        field = kind.by_name[name]
        value = checked(field, given)
        if _differs(row, field, value):
            found[field.number] = value
    return found


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
