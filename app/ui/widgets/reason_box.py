"""Why a sum is what it is: formula in words, each part with its source, what was not taken.

What is not loaded or not verified stands as a tag next to the sum, never as a footnote.
Ctrl C copies the whole reason as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.theme import px
from app.ui.widgets import draw
from app.ui.widgets.card import Card
from app.ui.widgets.flow_row import FlowRow
from app.ui.widgets.tag import Tag
from app.ui.widgets.words import Rule, Words


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One part: what it is, why it holds for this person, where the law says so."""

    what: str
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """``tags`` are (kind, text); ``not_taken`` tells what was weighed and not taken."""

    total: str
    formula: str
    tags: tuple[tuple[str, str], ...] = ()
    rows: tuple[ReasonRow, ...] = ()
    not_taken: tuple[ReasonRow, ...] = ()


class ReasonBox(Card):
    """A card with the accent's bar; reached by Tab, so that it can be copied."""

    def __init__(self, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(title, accent=True, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._reason = Reason("", "")
        self._content = QWidget()
        self.add(self._content)
        self._column = QVBoxLayout(self._content)

    def show_reason(self, reason: Reason) -> None:
        """Show another reason."""
        self._reason = reason
        self.body.removeWidget(self._content)
        self._content.hide()
        self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        # A short formula stands beside the sum, a long one under it.
        column.addWidget(_sum(reason))
        if reason.tags:
            column.addWidget(_tags(reason.tags))
        rows = self._rows()
        if rows:
            column.addWidget(Rule())
            column.addWidget(_grid(rows))
        self.add(self._content)
        self.setAccessibleDescription(self.as_text())

    def as_text(self) -> str:
        """The reason as lines of text."""
        reason = self._reason
        lines = [self._title.text(), f"{reason.total} {reason.formula}".strip()]
        lines += [text for _kind, text in reason.tags]
        lines += [
            " · ".join(part for part in (row.what, row.why, row.source) if part)
            for row in self._rows()
        ]
        return "\n".join(line for line in lines if line)

    def _rows(self) -> list[ReasonRow]:
        left_out = [
            ReasonRow(row.what or _("Not chosen"), row.why, row.source)
            for row in self._reason.not_taken
        ]
        return [*self._reason.rows, *left_out]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card; with the focus, a ring."""
        super().paintEvent(event)
        if self.hasFocus():
            draw.ring(QPainter(self), self.rect())


def _sum(reason: Reason) -> QWidget:
    row = FlowRow(gap=10)
    row.add(Words(reason.total, "title"))
    if reason.formula:
        row.add(_Formula(reason.formula))
    return row


class _Formula(Words):
    """Stands beside the sum while there is room, else under it, and wraps only then."""

    def __init__(self, formula: str) -> None:
        super().__init__(formula, tone="tx2", wrap=True)
        self.setAlignment(draw.LEFT)

    def sizeHint(self) -> QSize:
        return QSize(draw.width_of(self.text(), "base") + 1, px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(28))

    def heightForWidth(self, wide: int) -> int:
        return max(super().heightForWidth(wide), px(28))


def _tags(tags: Sequence[tuple[str, str]]) -> QWidget:
    row = FlowRow(gap=6)
    for kind, text in tags:
        row.add(Tag(kind, text))
    return row


def _grid(rows: Sequence[ReasonRow]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(7))
    sourced = any(row.source for row in rows)
    for place, row in enumerate(rows):
        line = 2 * place
        what = Words(row.what, tone="tx2", wrap=True)
        what.setFixedWidth(px(84))
        grid.addWidget(what, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Words(row.why, wrap=True), line, 1)
        if sourced:
            source = Words(row.source, "small", tone="tx2", wrap=True)
            source.setFixedWidth(px(136))
            source.setContentsMargins(0, px(2), 0, 0)
            grid.addWidget(source, line, 2, Qt.AlignmentFlag.AlignTop)
        if place < len(rows) - 1:
            grid.addWidget(Rule(), line + 1, 0, 1, 3)
    grid.setColumnStretch(1, 1)
    return table
