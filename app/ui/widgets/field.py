"""A field: its label above, a painted ring, and under it the sentence that says what to do.

The frame reserves 4 px at each side for the ring, so fields 12 px apart stand in a layout with
spacing 4. States: rest, focus, error, error with focus, missing, computed. Enter goes on to the
next field, as Tab does.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import _
from app.ui.theme import font, palette, px
from app.ui.widgets import draw
from app.ui.widgets.words import Words

RING = 4  # pixels kept free around the box


class Field(QWidget):
    """A labelled line of text; other editors come in by subclasses or ``editor``."""

    changed = Signal(str)
    left = Signal()  # the focus went elsewhere
    entered = Signal()  # Enter was pressed

    def __init__(
        self,
        label: str,
        *,
        editor: QWidget | None = None,
        required: bool = False,
        placeholder: str = "",
        aside: str = "",
        number: str = "",
        large: bool = False,
        enter_moves: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.required, self._enter_moves = required, enter_moves
        self._error: str | None = None
        self._computed = False
        self.editor = editor or QLineEdit()
        self._label = Words(f"{number}  {label}" if number else label, "small", tone="tx2")
        self._label.setBuddy(self.editor)
        self._aside = Words(aside, "small", tone="tx2")
        self._sentence = _Sentence()
        self._lay_out(px(40 if large else 36))
        self.editor.setAccessibleName(label)
        self.editor.setFont(font("base"))
        # The box is painted by the frame; an editor's own ground would cover the ring.
        self.editor.setStyleSheet("background: transparent; border: none; padding: 0;")
        self.editor.installEventFilter(self)
        self.setFocusProxy(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        if isinstance(self.editor, QLineEdit):
            self.editor.setPlaceholderText(placeholder)
            self.editor.textChanged.connect(self.changed)

    def _lay_out(self, high: int) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(RING, 0, RING, RING)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._label, 1)
        head.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        outer.addSpacing(px(4))
        self._box = QWidget()
        self._box.setFixedHeight(high)
        self._inside = QHBoxLayout(self._box)
        self._inside.setContentsMargins(px(10), 2, px(10), 2)
        self._inside.setSpacing(px(8))
        self._inside.addWidget(self.editor, 1)
        outer.addWidget(self._box)
        outer.addWidget(self._sentence)
        outer.addStretch(1)

    def let_label_wrap(self) -> None:
        """For the law's long words in a narrow column: the label takes two lines, none is cut."""
        self._label.setWordWrap(True)

    def add_inside(self, widget: QWidget) -> None:
        """Put a tag or a key cap into the box, after the text."""
        self._inside.addWidget(widget)

    def text(self) -> str:
        """What stands in the field, without blanks around it."""
        return self.editor.text().strip() if isinstance(self.editor, QLineEdit) else ""

    def set_text(self, text: str) -> None:
        """Put text in; ``changed`` tells of it only when it differs."""
        if isinstance(self.editor, QLineEdit) and self.editor.text() != text:
            self.editor.setText(text)

    def set_error(self, sentence: str | None) -> None:
        """Show what to do about this field, or take the sentence away."""
        self._error = sentence or None
        self._sentence.say(self._error or "", kind="bad")
        self.editor.setAccessibleDescription(sentence or "")
        self._settle()

    def error(self) -> str | None:
        """The sentence shown, if any."""
        return self._error

    def set_missing(self, missing: bool) -> None:
        """Mark the field as still to be filled: a word at the label's right, no red."""
        if missing:
            self.set_aside(_("still missing"), tone="warn")
        elif self._aside.text() == _("still missing"):
            self.set_aside("")

    def set_hint(self, sentence: str) -> None:
        """A quiet sentence under the field, e.g. how the text was read; an error replaces it."""
        if not self._error:
            self._sentence.say(sentence, kind="plain")
            self.editor.setAccessibleDescription(sentence)
            self._settle()

    def set_aside(self, words: str, *, tone: str = "tx2") -> None:
        """What stands at the right of the label."""
        self._aside.setText(words)
        self._aside.set_tone(tone)

    def set_computed(self, computed: bool) -> None:
        """A value the program works out: sunk, without a border, not to be typed in."""
        self._computed = computed
        if isinstance(self.editor, QLineEdit | QPlainTextEdit):
            self.editor.setReadOnly(computed)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the editor's focus, and let Enter go on to the next field."""
        if watched is self.editor:
            kind = event.type()
            if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self.update()
                if kind == QEvent.Type.FocusOut:
                    self.left.emit()
            elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not enter or held:
            return False
        self.entered.emit()
        if self._enter_moves:
            self.editor.focusNextChild()
        return True

    def _settle(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box and its ring."""
        painter, p = QPainter(self), palette()
        where = self._box.geometry()
        if self._computed:
            draw.box(painter, where, fill=p.sunk, line=None)
            if self.editor.hasFocus():
                draw.ring(painter, where)
            return
        draw.box(painter, where, fill=p.surf, line=p.ctl)
        if self._error:
            draw.ring(painter, where, color="bad")
            if self.editor.hasFocus():
                draw.ring(painter, where.adjusted(-3, -3, 3, 3), radius=6)
        elif self.editor.hasFocus():
            draw.ring(painter, where)


class AreaField(Field):
    """Several lines of text; Enter makes a line, Tab goes on."""

    def __init__(
        self, label: str, *, lines: int = 3, placeholder: str = "", aside: str = ""
    ) -> None:
        self._area = QPlainTextEdit()
        super().__init__(label, editor=self._area, aside=aside, enter_moves=False)
        self._area.setTabChangesFocus(True)
        self._area.setPlaceholderText(placeholder)
        self._area.document().setDocumentMargin(px(2))
        self._area.viewport().setAutoFillBackground(False)
        self._box.setFixedHeight(px(20 * lines + 16))
        self._inside.setContentsMargins(px(8), px(6), px(4), px(6))
        self._area.textChanged.connect(lambda: self.changed.emit(self.text()))

    def text(self) -> str:
        """The lines, without blanks around them."""
        return self._area.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Put text in."""
        if self._area.toPlainText() != text:
            self._area.setPlainText(text)

    def _key(self, event: QKeyEvent) -> bool:
        return False


class _Sentence(QWidget):
    """The sentence under a field: an icon when it is an error, up to as many lines as needed."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = "plain"
        self._words = Words("", "small", tone="tx2", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self._words, 1)
        self.say("", kind="plain")

    def say(self, sentence: str, *, kind: str) -> None:
        self._kind = kind
        lead = px(20) if kind == "bad" else 0
        above = px(8) if sentence else 0
        self._row.setContentsMargins(lead, above, 0, 0)
        self._words.setText(sentence)
        self._words.set_tone("bad" if kind == "bad" else "tx2")
        self.setVisible(bool(sentence))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._kind == "bad" and self._words.text():
            first = QRect(0, self._words.y(), px(14), px(16))
            middle = first.center().y() + 1
            draw.icon_at(QPainter(self), 0, middle, "circle-alert", color="bad", size=14)
