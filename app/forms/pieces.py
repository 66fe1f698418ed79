"""What a line of paper is made of: running words, places to fill in, boxes to tick."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A place to fill in.

    ``leader`` holds the dots as enacted (a space in them lets the line break there); ``value``
    None leaves them for the pen and counts as missing, "" leaves them because there is nothing
    to say. ``grows``: the dots run to the right margin. ``rows``: lines the place has at least.
    ``pen``: always written by hand, never missing.
    """

    name: str
    leader: str
    value: str | None = None
    grows: bool = False
    rows: int = 1
    pen: bool = False
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A box of a question; the boxes of one question share ``name``."""

    name: str
    ticked: bool
    answered: bool


Piece = Run | Fill | Tick
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FieldBox:
    """Where a place to fill in lies: page from 1, points from the upper left corner."""

    page: int
    name: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper: its bytes, its places to fill in, and the names of those still open.

    ``missing`` names whole questions ("birth", not "birth.day"), each once, in reading order.
    """

    pdf: bytes
    boxes: tuple[FieldBox, ...] = ()
    missing: tuple[str, ...] = ()
    pages: int = 1


def plain(text: str) -> Pieces:
    """Words without any style."""
    return (Run(text),)


def bold(text: str) -> Pieces:
    """Bold words."""
    return (Run(text, bold=True),)


def italic(text: str) -> Pieces:
    """Italic words."""
    return (Run(text, italic=True),)
