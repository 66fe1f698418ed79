"""Tables with rules around every cell: repeated heads, wrapped cells, many rows fast.

The grid is drawn on the bare canvas: a cell is measured only when it might not fit, and rules
are gathered for a page and drawn at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.forms.fonts import BOLD, NO_BREAK, REGULAR, composed, width
from app.forms.page import LEADING, MM, Sheet
from app.forms.pieces import Run
from app.forms.text import SPACE_EM, Shape, lay_out

_SIDE = 1.6 * MM
_GAPS = re.compile(rf"[^\S{NO_BREAK}]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres, and how its cells stand."""

    title: str
    width: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A text for each column, or a single one that goes over all of them."""

    cells: tuple[str, ...]
    bold: bool = False
    centred: bool = False


class Table:
    """Rows going down a sheet, from the head to :meth:`close`."""

    def __init__(
        self, sheet: Sheet, columns: Sequence[Column], *, size: float = 13, padding: float = 2
    ) -> None:
        self._sheet = sheet
        self._columns = tuple(columns)
        self._size = size
        self._padding = padding
        self._edges = [sheet.left]
        for column in columns:
            self._edges.append(self._edges[-1] + column.width * MM)
        self._outer = (self._edges[0], self._edges[-1])
        self._rules: list[tuple[float, float, float, float]] = []
        self._fenced: Sequence[float] = ()
        self._fence_top = 0.0
        self._head = [self._wrap(column.title, n, BOLD) for n, column in enumerate(columns)]
        self._head_height = self._height(max(len(lines) for lines in self._head))
        self._begun = False

    def row(self, cells: Sequence[str], *, bold: bool = False, centred: bool = False) -> None:
        """One row, a text for each column; it is never cut by a page."""
        font = BOLD if bold else REGULAR
        lines = [self._wrap(text, number, font) for number, text in enumerate(cells)]
        height = self._height(max(len(cell) for cell in lines))
        self._room_for(height)
        for number, cell in enumerate(lines):
            align = "centre" if centred else self._columns[number].align
            self._cell(cell, number, font, align, height)
        self._fence(self._edges, height)

    def rows(self, rows: Sequence[Row], *, below: float, kept: int = 3) -> None:
        """All ``rows``, the last of the table.

        Args:
            below: points that what follows needs on the same page.
            kept: how many of the last rows stand there too, with the heading over them, so that
                neither a total nor a signature is ever alone on a page.
        """
        first_kept = max(len(rows) - kept, 0)
        while first_kept and len(rows[first_kept - 1].cells) == 1:
            first_kept -= 1
        for number, row in enumerate(rows):
            if number == first_kept:
                self._room_for(sum(self._height_of(one) for one in rows[number:]) + below)
            if len(row.cells) == 1:
                self.band(row.cells[0], bold=row.bold)
            else:
                self.row(row.cells, bold=row.bold, centred=row.centred)

    def band(self, text: str, *, bold: bool = True, align: str = "left", keep: int = 1) -> None:
        """A row over all columns; ``keep`` further rows stay on its page."""
        font = BOLD if bold else REGULAR
        lines = self._across(text, font)
        height = self._height(len(lines))
        self._room_for(height + keep * self._height(1))
        self._write(lines, self._edges[0], self._edges[-1], font, align, height)
        self._fence(self._outer, height)

    def height(self, rows: Sequence[Row]) -> float:
        """The points that the head and ``rows`` take on one page."""
        return self._head_height + sum(self._height_of(row) for row in rows)

    def close(self) -> None:
        """Draw what is left of the grid; the sheet goes on below it."""
        if self._rules:
            self._end_fence()
            self._sheet.canvas.setLineWidth(0.5)
            self._sheet.canvas.lines(self._rules)
            self._rules = []

    def _height_of(self, row: Row) -> float:
        font = BOLD if row.bold else REGULAR
        if len(row.cells) == 1:
            return self._height(len(self._across(row.cells[0], font)))
        cells = [self._wrap(text, number, font) for number, text in enumerate(row.cells)]
        return self._height(max(len(cell) for cell in cells))

    def _across(self, text: str, font: str) -> Sequence[str]:
        return self._broken(text, self._edges[-1] - self._edges[0] - 2 * _SIDE, font)

    def _room_for(self, height: float) -> None:
        if not self._begun:
            self._begun = True
            self._sheet.need(self._head_height + height)
            self._draw_head()
        elif self._sheet.y + height > self._sheet.bottom + 0.01:
            self.close()
            self._sheet.turn()
            self._draw_head()

    def _draw_head(self) -> None:
        y = self._page_y(self._sheet.y)
        self._rules.append((self._edges[0], y, self._edges[-1], y))
        for number, cell in enumerate(self._head):
            self._cell(cell, number, BOLD, "centre", self._head_height)
        self._fence(self._edges, self._head_height)

    def _cell(
        self, lines: Sequence[str], number: int, font: str, align: str, height: float
    ) -> None:
        left, right = self._edges[number], self._edges[number + 1]
        self._write(lines, left, right, font, align, height)

    def _write(
        self,
        lines: Sequence[str],
        left: float,
        right: float,
        font: str,
        align: str,
        height: float,
    ) -> None:
        size = self._size
        top = self._sheet.y + (height - len(lines) * size * LEADING) / 2
        for line in lines:
            if line:
                x = left + _SIDE
                if align != "left":
                    spare = right - left - 2 * _SIDE - width(line, font, size)
                    x += spare / 2 if align == "centre" else spare
                self._sheet.text(line, x, top, font=font, size=size)
            top += size * LEADING

    def _fence(self, edges: Sequence[float], height: float) -> None:
        if self._fenced is not edges:
            self._end_fence()
            self._fenced, self._fence_top = edges, self._page_y(self._sheet.y)
        self._sheet.y += height
        bottom = self._page_y(self._sheet.y)
        self._rules.append((self._edges[0], bottom, self._edges[-1], bottom))

    def _end_fence(self) -> None:
        """Upright rules go through as many rows as have the same cells."""
        bottom = self._page_y(self._sheet.y)
        self._rules.extend((edge, self._fence_top, edge, bottom) for edge in self._fenced)
        self._fenced = ()

    def _page_y(self, from_top: float) -> float:
        return float(self._sheet.page_height) - from_top

    def _wrap(self, text: str, number: int, font: str) -> Sequence[str]:
        room = self._edges[number + 1] - self._edges[number] - 2 * _SIDE
        # No letter is wider than its size, so a short text needs no measuring; line ends and
        # other odd blanks are not printable and go the long way.
        if text.isprintable() and (
            len(text) * self._size <= room or width(composed(text), font, self._size) <= room
        ):
            return (text,)
        return self._broken(text, room, font)

    def _broken(self, text: str, room: float, font: str) -> Sequence[str]:
        lines: list[str] = []
        for paragraph in text.split("\n"):
            words = [word for word in _GAPS.split(composed(paragraph)) if word]
            widths = [width(word, font, self._size) for word in words]
            if max(widths, default=0.0) > room:
                lines += self._cut(paragraph, room, font)
            else:
                lines += self._filled(words, widths, room)
        return lines

    def _filled(self, words: list[str], widths: list[float], room: float) -> list[str]:
        """Words put into lines, as many as fit into each."""
        space = SPACE_EM * self._size
        lines = [""]
        used = 0.0
        for word, wide in zip(words, widths, strict=True):
            if lines[-1] and used + space + wide > room:
                lines.append("")
            used = used + space + wide if lines[-1] else wide
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
        return lines

    def _cut(self, text: str, room: float, font: str) -> list[str]:
        """The slow way, for a word that is wider than its column."""
        shape = Shape(room, self._size, 0, "left")
        lines = lay_out((Run(text, bold=font == BOLD),), shape)
        return [" ".join(atom.text for atom in line.atoms) for line in lines]

    def _height(self, lines: int) -> float:
        return lines * self._size * LEADING + 2 * self._padding
