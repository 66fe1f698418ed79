"""Two columns side by side without borders: signatures, heads of lists and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms.page import LEADING, MM, Sheet
from app.forms.pieces import Pieces
from app.forms.text import Line, Shape, lay_out

_INSET = 3 * MM


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph of a column, an empty space, or a short rule (lengths in millimetres)."""

    pieces: Pieces = ()
    size: float = 14
    align: str = "centre"
    space: float = 0
    rule: float = 0


def columns(
    sheet: Sheet,
    left: Sequence[Entry],
    right: Sequence[Entry],
    *,
    split: float = 0.5,
    before: float = 0,
) -> None:
    """Set both columns from the same height, together on one page.

    Args:
        split: the left column's share of the text's width.
        before: points above.
    """
    places = _places(sheet, left, right, split)
    sheet.skip(before)
    laid = [_lay(entries, room) for entries, _, room in places]
    height = max(_height(column) for column in laid)
    sheet.need(height)
    start = sheet.y
    for column, (_, x, room) in zip(laid, places, strict=True):
        _set(sheet, column, x, room, start)
    sheet.y = start + height


def columns_height(
    sheet: Sheet, left: Sequence[Entry], right: Sequence[Entry], *, split: float = 0.5
) -> float:
    """The points that :func:`columns` would take, without the room above."""
    places = _places(sheet, left, right, split)
    return max(_height(_lay(entries, room)) for entries, _, room in places)


_Places = tuple[tuple[Sequence[Entry], float, float], ...]
_Laid = list[tuple[Entry, tuple[Line, ...]]]


def _places(sheet: Sheet, left: Sequence[Entry], right: Sequence[Entry], split: float) -> _Places:
    """Each column with its left end and its width."""
    left_width = sheet.width * split
    return (
        (left, sheet.left, left_width),
        (right, sheet.left + left_width + _INSET, sheet.width - left_width - 2 * _INSET),
    )


def _lay(entries: Sequence[Entry], room: float) -> _Laid:
    return [
        (entry, lay_out(entry.pieces, Shape(room, entry.size, 0, entry.align)))
        if entry.pieces
        else (entry, ())
        for entry in entries
    ]


def _height(column: _Laid) -> float:
    return sum(
        entry.space * MM + len(lines) * entry.size * LEADING + (3 if entry.rule else 0)
        for entry, lines in column
    )


def _set(sheet: Sheet, column: _Laid, x: float, room: float, top: float) -> None:
    for entry, lines in column:
        top += entry.space * MM
        if entry.rule:
            top += 3
            length = entry.rule * MM
            sheet.rule(x + (room - length) / 2, top, length)
        for line in lines:
            sheet.line(line, x, top, entry.size)
            top += entry.size * LEADING
        sheet.note_missing(entry.pieces)
