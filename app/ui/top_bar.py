"""The top bar: one search over everything, the unit, what is unsent, the officer, the lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.core.i18n import _
from app.ui.tasks import Job, Tasks
from app.ui.theme import font, icon, icon_pixmap, palette, px
from app.ui.widgets import draw

HEIGHT = 48
PAUSE_MS = 60  # after the last keystroke, before the register is asked
ROW = 48


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: where it opens and what is shown of it."""

    screen: str
    where: dict[str, Any]
    title: str
    second: str
    right: str


class SearchField(QLineEdit):
    """The field with its glass and its key; arrows walk through the hits below."""

    walked = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Find people, households, dossiers, papers…"))
        self.setAccessibleName(_("Find people, households, dossiers, papers…"))
        # Large words at the right need room: then the field gives way.
        self.setMinimumWidth(px(120))
        self.setMaximumWidth(px(400))
        self.setFixedHeight(px(32))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFont(font("base"))
        self.setTextMargins(px(28), 0, px(56), 0)
        self.setFrame(False)
        self.setStyleSheet("background: transparent;")

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        draw.box(painter, self.rect(), fill=colours.surf, line=colours.ctl)
        if self.hasFocus():
            draw.ring(painter, self.rect())
        glass = icon_pixmap("search", colours.tx2, 16, self.devicePixelRatioF())
        painter.drawPixmap(px(9), (self.height() - px(16)) // 2, glass)
        if not self.text():
            wide = draw.cap_width("Ctrl K")
            draw.cap(painter, self.width() - px(10) - wide, self.height() // 2, "Ctrl K")
        painter.end()
        super().paintEvent(event)


class HitList(QFrame):
    """The hits under the search field."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._at = 0
        self._empty = ""
        self.setMouseTracking(True)
        self.hide()

    def show_hits(self, hits: Sequence[Hit], empty: str) -> None:
        """Show what was found, or one sentence when nothing was."""
        self._hits, self._at, self._empty = list(hits), 0, empty
        rows = max(1, len(self._hits))
        self.setFixedSize(QSize(px(560), rows * px(ROW) + 2))
        self.setAccessibleDescription(empty if not hits else hits[0].title)
        self.show()
        self.raise_()
        self.update()

    def walk(self, step: int) -> None:
        """Move the mark; it stays at the ends."""
        if self._hits:
            self._at = min(max(self._at + step, 0), len(self._hits) - 1)
            self.setAccessibleDescription(self._hits[self._at].title)
            self.update()

    def choose(self) -> None:
        """Open the marked hit."""
        if self._hits:
            self.chosen.emit(self._hits[self._at])

    def mousePressEvent(self, event: Any) -> None:
        self._at = int(event.position().y()) // px(ROW)
        if self._at < len(self._hits):
            self.choose()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        painter.setBrush(QColor(colours.surf))
        painter.setPen(QColor(colours.line2))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        if not self._hits:
            painter.setFont(font("base"))
            painter.setPen(QColor(colours.tx2))
            painter.drawText(
                self.rect().adjusted(px(12), 0, -px(12), 0),
                Qt.AlignmentFlag.AlignVCenter,
                self._empty,
            )
        for number, hit in enumerate(self._hits):
            area = QRect(1, 1 + number * px(ROW), self.width() - 2, px(ROW))
            self._paint_hit(painter, area, hit, on=number == self._at)

    def _paint_hit(self, painter: QPainter, area: QRect, hit: Hit, *, on: bool) -> None:
        colours = palette()
        if on:
            painter.fillRect(area, QColor(colours.acctint))
            painter.fillRect(
                QRect(area.left(), area.top(), px(3), area.height()), QColor(colours.acc)
            )
        inner = area.adjusted(px(12), px(4), -px(12), -px(4))
        painter.setFont(font("strong" if on else "base"))
        painter.setPen(QColor(colours.tx))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, hit.title)
        painter.setFont(font("base"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, hit.right)
        painter.setFont(font("small"))
        painter.setPen(QColor(colours.tx2))
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, hit.second
        )


class TopBar(QWidget):
    """Search at the left; unit, unsent updates, officer and lock at the right."""

    opened = Signal(object)
    officers_asked = Signal()
    lock_asked = Signal()

    def __init__(
        self,
        host: QWidget,
        tasks: Tasks,
        *,
        office: bool,
    ) -> None:
        super().__init__()
        self._host = host
        self._tasks = tasks
        self._search: Callable[[str], list[Hit]] = lambda typed: []
        self._job: Job | None = None
        self._asked = ""
        self.setFixedHeight(px(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(8))
        self.field = SearchField()
        row.addWidget(self.field)
        row.addStretch(1)
        row.addWidget(_picture("building-2" if office else "map-pin"))
        self._unit = _words("")
        row.addWidget(self._unit)
        row.addSpacing(px(8))
        row.addWidget(_picture("send"))
        self._unsent = _words("")
        row.addWidget(self._unsent)
        row.addWidget(_divider())
        self.officer = QToolButton()
        self.officer.setFont(font("base"))
        self.officer.setAutoRaise(True)
        self.officer.setAccessibleName(_("Officers of this computer"))
        self.officer.setToolTip(_("Officers of this computer"))
        self.officer.clicked.connect(self.officers_asked)
        row.addWidget(self.officer)
        self.lock = QToolButton()
        self.lock.setIcon(icon("lock", palette().tx2, 16))
        self.lock.setAutoRaise(True)
        self.lock.setAccessibleName(_("Lock"))
        self.lock.setToolTip(_("Lock"))
        self.lock.clicked.connect(self.lock_asked)
        row.addWidget(self.lock)

        self.hits = HitList(host)
        self.hits.chosen.connect(self._open)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.field.textEdited.connect(lambda _text: self._pause.start())
        self.field.walked.connect(self.hits.walk)
        self.field.left.connect(self.hits.hide)
        self.field.returnPressed.connect(self.hits.choose)
        self.field.installEventFilter(self)

    def enter(self, search: Callable[[str], list[Hit]], *, unit: str, officer: str) -> None:
        """Somebody signed in: whose register is searched, and who works."""
        self._search = search
        self._unit.setText(unit)
        self.officer.setText(officer)

    def set_unsent(self, words: str) -> None:
        """What is not sent yet, and when something was sent last."""
        self._unsent.setText(words)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.hits.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette().surf))
        painter.setPen(QColor(palette().line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _ask(self) -> None:
        typed = self.field.text().strip()
        if not typed:
            self.hits.hide()
            return
        if self._job is not None:
            self._job.cancel()
        self._asked = typed
        self._job = self._tasks.read(
            self._search, typed, done=lambda hits: self._found(typed, hits), owner=self
        )

    def _found(self, typed: str, hits: list[Hit]) -> None:
        if typed != self._asked or not self.field.hasFocus():
            return
        place = self.field.mapTo(self._host, self.field.rect().bottomLeft())
        self.hits.move(place.x(), place.y() + px(4))
        self.hits.show_hits(
            hits, _("Nobody fits “{typed}”. Try fewer letters.").format(typed=typed)
        )

    def _open(self, hit: Hit) -> None:
        self.hits.hide()
        self.field.clear()
        self.opened.emit(hit)


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(font("base"))
    return label


def _picture(name: str) -> QLabel:
    label = QLabel()
    label.setPixmap(icon_pixmap(name, palette().tx2, 16))
    return label


def _divider() -> QFrame:
    line = QFrame()
    line.setFixedSize(1, px(24))
    line.setStyleSheet(f"background: {palette().line2};")
    return line
