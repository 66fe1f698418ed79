"""Figures side by side under a title: what it is, how much, and a quiet word after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import palette, px
from app.ui.widgets import draw


@dataclass(frozen=True, slots=True)
class Fact:
    """``aside`` stands after the value, in the tone of ``kind``."""

    label: str
    value: str
    aside: str = ""
    kind: str = "plain"


class FactStrip(QWidget):
    """48 px high, 24 px from the left."""

    def __init__(self, facts: Sequence[Fact] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self.setFixedHeight(px(48))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Other figures."""
        self._facts = tuple(facts)
        told = (f"{one.label}: {one.value} {one.aside}".strip() for one in facts)
        self.setAccessibleName("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its figures."""
        return QSize(sum(_width(fact) + px(41) for fact in self._facts), px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint label over value, a line between figures."""
        painter, x = QPainter(self), px(24)
        for place, fact in enumerate(self._facts):
            if place:
                painter.fillRect(QRect(x, 0, 1, px(40)), QColor(palette().line))
                x += px(20)
            label = QRect(x, 0, self.width() - x, px(16))
            draw.text(painter, label, fact.label, role="small", color="tx2")
            value = QRect(x, px(16), self.width() - x, px(24))
            taken = draw.text(painter, value, fact.value, role="section")
            aside = value.adjusted(taken + px(8), px(2), 0, 0)
            draw.text(painter, aside, fact.aside, role="small", color=fact.kind)
            x += _width(fact) + px(20)


def _width(fact: Fact) -> int:
    value = draw.width_of(fact.value, "section")
    if fact.aside:
        value += px(8) + draw.width_of(fact.aside, "small")
    return max(value, draw.width_of(fact.label, "small"))
