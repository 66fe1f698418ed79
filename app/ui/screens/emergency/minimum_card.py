"""The law's minimum as a card: the sum, each support with its reason, what is refused."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.money import group_digits, show_dong
from app.services.emergency_minimum import MinimumRow, MinimumView
from app.ui.theme import px
from app.ui.widgets.card import Card
from app.ui.widgets.flow_row import FlowRow
from app.ui.widgets.tag import Tag
from app.ui.widgets.words import Rule, Words

LAW = "NĐ 20/2021"


class MinimumCard(Card):
    """Reached by Tab, so that Ctrl C copies it whole."""

    def __init__(self) -> None:
        super().__init__(_("The law's minimum"), LAW, accent=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._text = ""
        self._content = QWidget()
        self.add(self._content)
        self.show_minimum(None)

    def show_minimum(self, view: MinimumView | None) -> None:
        """Another answer; None while the law cannot be asked."""
        self.body.removeWidget(self._content)
        self._content.hide()
        self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(_sum(view))
        if view is not None:
            tags = FlowRow()
            for one in view.tags:
                tags.add(Tag("warn", one))
            column.addWidget(tags)
            rows = (*view.rows, *view.refused)
            if rows:
                column.addWidget(Rule())
            for row in rows:
                column.addWidget(_support(row))
        self.add(self._content)
        self._text = as_text(view)
        self.setAccessibleDescription(self._text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl C copies the whole reason."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._text)
            return
        super().keyPressEvent(event)


def amount_words(row: MinimumRow) -> str:
    """The sum, the kilograms, or that it is given in kind."""
    if row.amount is None:
        return _("in kind")
    return f"{group_digits(row.amount)} kg" if row.unit == "kg" else group_digits(row.amount)


def as_text(view: MinimumView | None) -> str:
    """Everything on the card as lines."""
    if view is None:
        return ""
    rows = [
        f"{row.what}: {amount_words(row)}. {row.why} ({row.legal})"
        for row in (*view.rows, *view.refused)
    ]
    return "\n".join([f"{show_dong(view.total_vnd)} {_rice(view)}".strip(), *rows])


def _sum(view: MinimumView | None) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(Words(show_dong(view.total_vnd if view else 0), "title"))
    row.addWidget(Words(_rice(view) if view else "", tone="tx2"))
    row.addStretch(1)
    return line


def _rice(view: MinimumView) -> str:
    if not view.total_kg:
        return ""
    return _("and {kg} kg of rice").format(kg=group_digits(view.total_kg))


def _support(row: MinimumRow) -> QWidget:
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, px(2), 0, px(2))
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(0, 1)
    tone = "tx2" if row.refused else "tx"
    grid.addWidget(Words(row.what, tone=tone, wrap=True), 0, 0)
    figure = Words(amount_words(row), "base" if row.refused else "strong", tone=tone)
    grid.addWidget(figure, 0, 1, Qt.AlignmentFlag.AlignTop)
    why = row.why if row.question is None else f"{row.why} {row.question}"
    grid.addWidget(Words(why, "small", tone="tx2", wrap=True), 1, 0, 1, 2)
    return part
