"""How a line of a list is painted: rows of 44, 56, 60 or 72 px, heads of 32."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import palette, px
from app.ui.widgets import draw
from app.ui.widgets.list_model import LINE, GroupHead, ListLine, ListModel

HEAD, BAR = 32, 3
STATUS_COLUMN = 176  # of rows with 44 px: what is late stands first
ACTION_COLUMN = 88  # the dates stand in one line, unless what Enter does needs more


class ListDelegate(QStyledItemDelegate):
    """Paints :class:`ListLine` and :class:`GroupHead`; ``row`` is the height at 100 %."""

    def __init__(self, row: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.pad = 24 if row == 44 else 16

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The height of a line or head."""
        # Lines that are fetched have no heads between them, and are not fetched to be measured.
        head = isinstance(index.model(), ListModel) and isinstance(index.data(LINE), GroupHead)
        return QSize(px(120), px(HEAD) if head else px(self.row))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint ground, words, and the ring of focus."""
        line = index.data(LINE)
        rect = option.rect
        state = option.state
        painter.save()
        if isinstance(line, GroupHead):
            self._head(painter, rect, line)
        elif isinstance(line, ListLine):
            on = bool(state & QStyle.StateFlag.State_Selected)
            self._ground(painter, rect, on=on, hover=bool(state & QStyle.StateFlag.State_MouseOver))
            paint = self._wide if self.row == 44 else self._tall
            paint(painter, rect.adjusted(px(self.pad), 0, -px(16), -1), line, on=on)
            if on and state & QStyle.StateFlag.State_HasFocus:
                draw.ring(painter, rect, radius=0)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, *, on: bool, hover: bool) -> None:
        p = palette()
        painter.fillRect(rect, QColor(p.acctint if on else p.hover if hover else p.surf))
        draw.rule(painter, rect.left(), rect.bottom(), rect.width())
        if on:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), QColor(p.acc))

    def _head(self, painter: QPainter, rect: QRect, head: GroupHead) -> None:
        painter.fillRect(rect, QColor(palette().surf))
        place = rect.adjusted(px(self.pad), 0, 0, 0)
        wide = draw.text(painter, place, head.title, role="small_strong", color="tx2")
        place.adjust(wide + px(8), 0, 0, 0)
        draw.text(painter, place, head.count, role="small", color="tx3")

    def _tall(self, painter: QPainter, rect: QRect, line: ListLine, *, on: bool) -> None:
        """Title over one or two lines; sum at the right."""
        lines = 3 if self.row == 72 and line.second and line.status else 2
        top = rect.top() + (rect.height() - px(20) - (lines - 1) * px(16)) // 2
        first = QRect(rect.left(), top, rect.width(), px(20))
        right = draw.width_of(line.right, "base")
        if line.right:
            draw.text(painter, first, line.right, align=draw.RIGHT)
            right += px(12)
        title = first.adjusted(0, 0, -right, 0)
        draw.text(painter, title, line.title, role="strong" if on else "base")
        below = QRect(rect.left(), first.bottom() + 1, rect.width(), px(16))
        if lines == 3:
            draw.text(painter, below, line.second, role="small", color="tx2")
            below.translate(0, px(16))
            _status(painter, below, line)
        elif line.second:
            taken = _status(painter, below, line, right=True)
            below.adjust(0, 0, -taken, 0)
            draw.text(painter, below, line.second, role="small", color="tx2")
        else:
            taken = draw.width_of(line.aside, "small")
            draw.text(painter, below, line.aside, role="small", color="tx2", align=draw.RIGHT)
            _status(painter, below.adjusted(0, 0, -taken, 0), line)

    def _wide(self, painter: QPainter, rect: QRect, line: ListLine, *, on: bool) -> None:
        """What is late, then what it is about, then when, then what Enter does."""
        middle = rect.center().y() + 1
        lead = px(STATUS_COLUMN)
        place = QRect(rect.left(), rect.top(), lead - px(12), rect.height())
        x = draw.icon_at(painter, rect.left(), middle, line.status_icon, color=line.status_kind)
        if line.status_icon:
            place.adjust(x + px(6), 0, 0, 0)
        draw.text(painter, place, line.status, color=line.status_kind)
        color = "acc" if on else "tx3"
        draw.text(painter, rect, line.action, role="small", color=color, align=draw.RIGHT)
        room = max(px(ACTION_COLUMN), draw.width_of(line.action, "small") + px(16))
        date = rect.adjusted(0, 0, -room, 0) if line.action else rect
        draw.text(painter, date, line.right, role="small", color="tx2", align=draw.RIGHT)
        taken = draw.width_of(line.right, "small") + px(16)
        words = QRect(rect.left() + lead, 0, date.right() - rect.left() - lead - taken, px(18))
        words.moveTop(middle - px(18))
        if not line.second:
            words.moveTop(middle - px(9))
        draw.text(painter, words, line.title, role="strong" if on else "base")
        words.moveTop(middle)
        draw.text(painter, words, line.second, role="small", color="tx2")


def _status(painter: QPainter, rect: QRect, line: ListLine, *, right: bool = False) -> int:
    """Icon and word of a state, at the left or right of ``rect``; the pixels it took."""
    if not line.status:
        return 0
    lead = px(14) + px(4) if line.status_icon else 0
    wide = draw.width_of(line.status, "small") + lead
    x = max(rect.right() + 1 - wide, rect.left()) if right else rect.left()
    middle = rect.center().y() + 1
    draw.icon_at(painter, x, middle, line.status_icon, color=line.status_kind, size=14)
    place = QRect(x + lead, rect.top(), rect.right() + 1 - x - lead, rect.height())
    draw.text(painter, place, line.status, role="small", color=line.status_kind)
    return wide + px(8)
