"""Wordings of enacted forms, kept as dated text files and read here.

A file holds one block a line: ``kind arguments: text``. In the text ``<b>`` and ``<i>`` switch
styles, ``{name|dots}`` is a place to fill in (``~name`` by pen only, ``dots>`` runs to the
margin, ``dots>3`` has three rows), ``{name=answer}`` a box to tick. Lines with ``#`` are notes.
The grammar is checked when a file is read: a slip in a wording is a bug, not a state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.core.names import nfc
from app.core.paths import resource
from app.forms.pieces import Fill, Piece, Pieces, Run, Tick

Values = Mapping[str, str | None]

_TOKEN = re.compile(r"(<b>|</b>|<i>|</i>|\{[^{}]*\})")
_FILL = re.compile(r"(?P<pen>~?)(?P<name>[a-z_.]+)\|(?P<dots>[….: ]+)(?P<grows>>?)(?P<rows>\d*)")
_TICK = re.compile(r"(?P<name>[a-z_.]+)=(?P<answer>[a-z_]+)")
_BLOCK = re.compile(r"(?P<kind>[a-z]+)(?P<arguments>[^:]*):(?: (?P<text>.*))?")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a wording."""

    kind: str
    arguments: tuple[str, ...]
    text: str


@cache
def read_template(name: str) -> tuple[Block, ...]:
    """The blocks of ``resources/forms/<name>.txt``, in order.

    Raises:
        ValueError: a line that is no block.
    """
    path = resource("forms", f"{name}.txt")
    blocks = []
    for line in nfc(path.read_text(encoding="utf-8")).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        found = _BLOCK.fullmatch(line)
        if found is None:
            raise ValueError(f"{name}: {line!r}")
        blocks.append(Block(found["kind"], tuple(found["arguments"].split()), found["text"] or ""))
    return tuple(blocks)


def pieces_of(text: str, values: Values, *, bold: bool = False, italic: bool = False) -> Pieces:
    """The pieces of one block's text, filled from ``values``.

    Raises:
        ValueError: a place whose notation cannot be read.
    """
    return tuple(_pieces(text, values, bold=bold, italic=italic))


def field_names(name: str) -> frozenset[str]:
    """Every place and every question of a wording, without those for the pen."""
    found: set[str] = set()
    for block in read_template(name):
        for piece in pieces_of(block.text, {}):
            if isinstance(piece, Tick) or (isinstance(piece, Fill) and not piece.pen):
                found.add(piece.name)
    return frozenset(found)


def _pieces(text: str, values: Values, *, bold: bool, italic: bool) -> Iterator[Piece]:
    for token in _TOKEN.split(text):
        if token in {"<b>", "</b>"}:
            bold = token == "<b>"
        elif token in {"<i>", "</i>"}:
            italic = token == "<i>"
        elif token.startswith("{"):
            yield _place(token[1:-1], values, bold=bold, italic=italic)
        elif token:
            yield Run(token, bold, italic)


def _place(notation: str, values: Values, *, bold: bool, italic: bool) -> Fill | Tick:
    if tick := _TICK.fullmatch(notation):
        answer = values.get(tick["name"])
        return Tick(tick["name"], answer == tick["answer"], answer is not None)
    found = _FILL.fullmatch(notation)
    if found is None:
        raise ValueError(f"place {notation!r}")
    return Fill(
        name=found["name"],
        leader=found["dots"],
        value=values.get(found["name"]),
        grows=bool(found["grows"]),
        rows=int(found["rows"] or 1),
        pen=bool(found["pen"]),
        bold=bold,
        italic=italic,
    )
