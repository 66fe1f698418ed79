"""Lines of mixed text: words, places to fill in and boxes, broken and justified as printed.

Rules kept: a value that is longer than its dots takes the room it needs and wraps; dots that
run to the right margin take what is left of the line; nothing is ever cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.names import graphemes
from app.forms.fonts import composed, style, width
from app.forms.pieces import Fill, Piece, Run, Tick

ELLIPSIS = "…"
SPACE_EM = 0.25
TICK_EM = 0.62
LEAST_LEADER = 36.0
_KEEPS_PLACE = (40.0, 90.0)
"""Dots of this width, in points, leave their room behind a shorter value."""
_SPACES = re.compile(r"([ \t\r\n]+)")


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch that never breaks: ``kind`` is text, leader, tick or pad (empty room)."""

    kind: str
    text: str
    font: str
    width: float
    field: str = ""
    grows: bool = False
    ticked: bool = False
    x: float = 0.0


Word = tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Atoms with their places, measured from the left end of the text."""

    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: points; ``align`` is left, centre, right or justify."""

    width: float
    size: float = 14.0
    indent: float = 0.0
    align: str = "justify"


def lay_out(pieces: Sequence[Piece], shape: Shape) -> tuple[Line, ...]:
    """Break a paragraph into lines and place every atom."""
    words = list(_words(pieces, shape.size))
    broken = _break(words, shape)
    lines = [
        _place(line, shape, first=number == 0, last=number == len(broken) - 1)
        for number, line in enumerate(broken)
    ]
    return (*lines, *_further_rows(pieces, lines, shape))


def leader(room: float, font: str, size: float) -> str:
    """Dots that fill ``room`` points as nearly as dots can."""
    count = int(room / width(ELLIPSIS, font, size) + 0.01)
    rest = room - count * width(ELLIPSIS, font, size)
    return ELLIPSIS * count + "." * int(rest / width(".", font, size) + 0.01)


def _words(pieces: Sequence[Piece], size: float) -> Iterator[Word]:
    """Atoms gathered into words; a space between two pieces ends the word."""
    word: list[Atom] = []
    for before, piece, after in _neighbours(pieces):
        for atom in _atoms(piece, size, before=before, after=after):
            if atom is None:
                if word:
                    yield tuple(word)
                word = []
            else:
                word.append(atom)
    if word:
        yield tuple(word)


def _neighbours(pieces: Sequence[Piece]) -> Iterator[tuple[str, Piece, str]]:
    """Each piece with the letter printed just before and just after it."""
    for number, piece in enumerate(pieces):
        before = pieces[number - 1] if number else None
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        yield (
            before.text[-1:] if isinstance(before, Run) else "",
            piece,
            after.text[:1] if isinstance(after, Run) else "",
        )


def _atoms(piece: Piece, size: float, *, before: str, after: str) -> Iterator[Atom | None]:
    """The atoms of a piece; None stands for a space."""
    if isinstance(piece, Tick):
        yield Atom("tick", "", "", TICK_EM * size, field=piece.name, ticked=piece.ticked)
        return
    font = style(bold=piece.bold, italic=piece.italic)
    if isinstance(piece, Run):
        yield from _text(piece.text, font, size, "")
        return
    dots = [
        Atom("leader", part, font, width(part, font, size), piece.name, piece.grows)
        for part in piece.leader.split(" ")
    ]
    if not piece.value:
        for number, atom in enumerate(dots):
            yield from (atom,) if number == 0 else (None, atom)
        return
    yield from _filled(piece, font, size, sum(atom.width for atom in dots), before, after)


def _filled(
    piece: Fill, font: str, size: float, room: float, before: str, after: str
) -> Iterator[Atom | None]:
    value = composed(piece.value or "").strip()
    if before.isalnum() or before in {":", ".", "?", ")"}:
        yield None
    yield from _text(value, font, size, piece.name)
    spare = room - width(value, font, size)
    least, most = _KEEPS_PLACE
    if after and not piece.grows and least <= room <= most and spare > SPACE_EM * size:
        yield Atom("pad", "", font, spare)
    elif after.isalnum():
        yield None


def _text(text: str, font: str, size: float, field: str) -> Iterator[Atom | None]:
    for part in _SPACES.split(composed(text)):
        if not part:
            continue
        yield None if part.isspace() else Atom("text", part, font, width(part, font, size), field)


def _break(words: list[Word], shape: Shape) -> list[list[Word]]:
    """Greedy, as word processors do; a word wider than the line is cut between letters."""
    space = SPACE_EM * shape.size
    lines: list[list[Word]] = [[]]
    used = shape.indent
    for word in words:
        for part in _cut(word, shape.width, shape.size):
            needed = _least(part)
            if lines[-1] and used + space + needed > shape.width + 0.01:
                lines.append([])
                used = 0.0
            used += needed + (space if lines[-1] else 0.0)
            lines[-1].append(part)
    return lines


def _least(word: Word) -> float:
    return sum(_least_of(atom) for atom in word)


def _least_of(atom: Atom) -> float:
    if atom.kind == "pad":
        return 0.0
    return min(atom.width, LEAST_LEADER) if atom.grows else atom.width


def _cut(word: Word, room: float, size: float) -> list[Word]:
    if _least(word) <= room:
        return [word]
    parts: list[Word] = []
    for atom in word:
        if atom.kind != "text" or atom.width <= room:
            parts.append((atom,))
            continue
        letters = ""
        for letter in graphemes(atom.text):
            if letters and width(letters + letter, atom.font, size) > room:
                parts.append((_resized(atom, letters, size),))
                letters = ""
            letters += letter
        parts.append((_resized(atom, letters, size),))
    return parts


def _resized(atom: Atom, text: str, size: float) -> Atom:
    return replace(atom, text=text, width=width(text, atom.font, size))


def _place(words: list[Word], shape: Shape, *, first: bool, last: bool) -> Line:
    start = shape.indent if first else 0.0
    space = SPACE_EM * shape.size
    words = [_with_growth(word, end=n == len(words) - 1, last=last) for n, word in enumerate(words)]
    least = sum(_least(word) for word in words) + space * (len(words) - 1)
    slack = shape.width - start - least
    growing = sum(atom.grows for word in words for atom in word)
    pads = sum(atom.width for word in words for atom in word if atom.kind == "pad")
    padding = min(slack, pads) / pads if pads else 0.0
    slack -= pads * padding
    stretch = 0.0
    if not growing:
        if shape.align in {"centre", "right"}:
            start += slack / 2 if shape.align == "centre" else slack
        elif shape.align == "justify" and not last and len(words) > 1:
            stretch = slack / (len(words) - 1)
    placed: list[Atom] = []
    x = start
    for number, word in enumerate(words):
        x += space + stretch if number else 0.0
        for atom in word:
            room = _least_of(atom)
            if atom.grows:
                room += slack / growing
            elif atom.kind == "pad":
                room = atom.width * padding
            placed.append(_at(atom, x, room, shape.size))
            x += room
    return Line(tuple(placed))


def _at(atom: Atom, x: float, room: float, size: float) -> Atom:
    text = leader(room, atom.font, size) if atom.grows else atom.text
    return replace(atom, x=x, width=room, text=text)


def _with_growth(word: Word, *, end: bool, last: bool) -> Word:
    """Dots that end a line in the middle of a paragraph run to the margin too."""
    if end and not last and word[-1].kind == "leader":
        return (*word[:-1], replace(word[-1], grows=True))
    return word


def _further_rows(pieces: Sequence[Piece], lines: list[Line], shape: Shape) -> Iterator[Line]:
    for piece in pieces:
        if not isinstance(piece, Fill) or piece.rows == 1:
            continue
        used = sum(any(atom.field == piece.name for atom in line.atoms) for line in lines)
        font = style(bold=piece.bold, italic=piece.italic)
        dots = leader(shape.width, font, shape.size)
        for _ in range(piece.rows - used):
            yield Line((Atom("leader", dots, font, shape.width, piece.name),))
