"""Sheets of paper: a cursor that walks down, breaks pages and remembers where fields lie.

Rules kept: the same data give the same bytes; text stays within the margins of NĐ 30/2020/NĐ-CP
(A4; 20 mm above and below, 30 mm left, 20 mm right); page numbers, where wanted, stand at the
top centre from page 2 on.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.forms.fonts import REGULAR, composed, put, register, width
from app.forms.pieces import FieldBox, Fill, Piece, Rendered, Tick
from app.forms.text import SPACE_EM, Atom, Line, Shape, lay_out

MM = 72 / 25.4
LEADING = 1.15
_ASCENT = 0.92
_NUMBER_SIZE = 13.0


@dataclass(frozen=True, slots=True)
class Margins:
    """In millimetres."""

    top: float = 20
    right: float = 20
    bottom: float = 20
    left: float = 30


class Sheet:
    """One document being written, from the first page to the last."""

    def __init__(
        self,
        *,
        title: str,
        margins: Margins | None = None,
        landscape: bool = False,
        numbered: bool = False,
    ) -> None:
        register()
        margins = margins or Margins()
        self._bytes = io.BytesIO()
        self.page_width, self.page_height = A4[::-1] if landscape else A4
        self.canvas = Canvas(
            self._bytes,
            pagesize=(self.page_width, self.page_height),
            invariant=1,
            lang="vi-VN",
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor("AnSinh")
        self.canvas.setCreator("AnSinh")
        self.canvas.setProducer("AnSinh")
        self.left = margins.left * MM
        self.width = self.page_width - (margins.left + margins.right) * MM
        self.top = margins.top * MM
        self.bottom = self.page_height - margins.bottom * MM
        self.y = self.top
        self.page = 1
        self.broke_by_itself = False
        self._numbered = numbered
        self._boxes: list[FieldBox] = []
        self._missing: dict[str, None] = {}
        self._start_page()

    def need(self, height: float) -> None:
        """Turn to the next page unless ``height`` points are left on this one."""
        if self.y + height > self.bottom + 0.01 and self.y > self.top:
            self.turn()
            self.broke_by_itself = True

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self._end_page()
        self.page += 1
        self.y = self.top
        self._start_page()

    def skip(self, points: float) -> None:
        """Leave room, but none at the top of a new page."""
        if self.y > self.top or self.page == 1:
            self.y += points

    def paragraph(
        self,
        pieces: Sequence[Piece],
        *,
        size: float = 14,
        indent: float = 0,
        align: str = "justify",
        before: float = 0,
        keep: bool = False,
    ) -> None:
        """Write a paragraph over the full width; ``keep``: all its lines on one page."""
        shape = Shape(self.width, size, indent, align)
        lines = lay_out(pieces, shape)
        self.skip(before)
        self.need(len(lines) * size * LEADING if keep else size * LEADING)
        for line in lines:
            self.need(size * LEADING)
            self.line(line, self.left, self.y, size)
            self.y += size * LEADING
        self.note_missing(pieces)

    def line(self, line: Line, x: float, top: float, size: float) -> None:
        """Set one line whose upper edge is at ``top`` points below the page's upper edge."""
        base = self.page_height - top - _ASCENT * size
        run: list[Atom] = []
        for atom in line.atoms:
            if atom.kind == "tick":
                self._tick(x + atom.x + 0.05 * size, base, atom, size)
            if run and not _joins(run[-1], atom, size):
                self._set(run, x, base, size)
                run = []
            if atom.kind in {"text", "leader"}:
                run.append(atom)
        if run:
            self._set(run, x, base, size)
        self._note_boxes(line, x, top, size)

    def text(
        self, text: str, x: float, top: float, *, font: str = REGULAR, size: float = 14
    ) -> None:
        """Set one run of words with its left end at ``x``."""
        self._face(font, size)
        put(self.pen, x, self.page_height - top - _ASCENT * size, composed(text), font, size)

    def rule(self, x: float, top: float, length: float, *, weight: float = 0.6) -> None:
        """A horizontal line."""
        self.canvas.setLineWidth(weight)
        y = self.page_height - top
        self.canvas.line(x, y, x + length, y)

    def centred_rule(self, length_mm: float, *, before: float = 3) -> None:
        """A short line under a title, in the middle of the text."""
        length = length_mm * MM
        self.y += before
        self.rule(self.left + (self.width - length) / 2, self.y, length)

    def note_missing(self, pieces: Iterable[Piece]) -> None:
        """Remember the questions that nobody has answered yet."""
        for piece in pieces:
            if isinstance(piece, Fill):
                if piece.value is None and not piece.pen:
                    self._missing[piece.name.partition(".")[0]] = None
            elif isinstance(piece, Tick) and not piece.answered:
                self._missing[piece.name.partition(".")[0]] = None

    def finish(self) -> Rendered:
        """Close the last page and hand over the paper."""
        self._end_page()
        self.canvas.save()
        return Rendered(self._bytes.getvalue(), tuple(self._boxes), tuple(self._missing), self.page)

    def _start_page(self) -> None:
        self.pen = self.canvas.beginText()
        self._font = ("", 0.0)
        if self._numbered and self.page > 1:
            number = str(self.page)
            half = width(number, REGULAR, _NUMBER_SIZE) / 2
            self.text(number, self.page_width / 2 - half, 10 * MM, size=_NUMBER_SIZE)

    def _end_page(self) -> None:
        self.canvas.drawText(self.pen)
        self.canvas.showPage()

    def _face(self, font: str, size: float) -> None:
        if self._font != (font, size):
            self.pen.setFont(font, size)
            self._font = (font, size)

    def _set(self, run: list[Atom], x: float, base: float, size: float) -> None:
        words = run[0].text
        for before, atom in pairwise(run):
            touching = atom.x - (before.x + before.width) < SPACE_EM * size / 2
            words += atom.text if touching else f" {atom.text}"
        self._face(run[0].font, size)
        put(self.pen, x + run[0].x, base, words, run[0].font, size)

    def _tick(self, x: float, base: float, atom: Atom, size: float) -> None:
        side = 0.52 * size
        self.canvas.setLineWidth(0.7)
        self.canvas.rect(x, base, side, side)
        if atom.ticked:
            self.canvas.setLineWidth(1.3)
            self.canvas.lines(
                [
                    (x + side * 0.16, base + side * 0.5, x + side * 0.42, base + side * 0.16),
                    (x + side * 0.42, base + side * 0.16, x + side * 0.98, base + side * 1.12),
                ]
            )

    def _note_boxes(self, line: Line, x: float, top: float, size: float) -> None:
        found: dict[tuple[str, int], list[float]] = {}
        for number, atom in enumerate(line.atoms):
            if not atom.field:
                continue
            key = (atom.field, number if atom.kind == "tick" else -1)
            ends = found.setdefault(key, [atom.x, 0.0])
            ends[1] = atom.x + atom.width
        for (name, _), (start, end) in found.items():
            box = FieldBox(self.page, name, x + start, top, end - start, size * LEADING)
            self._boxes.append(box)


def _joins(before: Atom, atom: Atom, size: float) -> bool:
    """Whether both can be set as one string: same face, and the gap is none or one space."""
    if atom.kind not in {"text", "leader"} or atom.font != before.font:
        return False
    gap = atom.x - (before.x + before.width)
    return abs(gap) < 0.02 or abs(gap - SPACE_EM * size) < 0.02
