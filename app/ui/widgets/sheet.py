"""A sheet at the right of the window: full height, Esc closes it, the focus goes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.core.i18n import _
from app.ui.actions import Action, bind, bound_in
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Panel
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.words import Words


class SheetTurned(QEvent):
    """Sent to the window when one of its sheets opens or closes: other keys act now."""

    KIND = QEvent.Type(QEvent.registerEventType())

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(self.KIND)
        self.sheet = sheet


class Sheet(Panel):
    """``body`` takes the content, ``foot`` the buttons that stay at the bottom."""

    closed = Signal()

    def __init__(self, parent: QWidget, title: str, *, width: int = 400) -> None:
        super().__init__("surf", lines="left", parent=parent)
        self._host, self._wide = parent, px(width)
        self._before: tuple[QWidget, ...] = ()
        self._saver: Button | None = None
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(24), px(20), px(24), px(16))
        outer.setSpacing(px(12))
        head = QHBoxLayout()
        self._title = Words(title, "section", wrap=True)
        head.addWidget(self._title, 1)
        self._close = LinkButton(_("Close"), "Esc")
        self._close.clicked.connect(self.close_sheet)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        inner = QWidget()
        # A stretch keeps the content at the top; a layout that is aligned there instead gives
        # words that wrap no more height than they take unwrapped.
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        whole.addLayout(self.body)
        whole.addStretch(1)
        outer.addWidget(scrolled(inner), 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(8))
        outer.addLayout(self.foot)
        # Bound, because the screen below may know Esc too; the sheet is nearer to the focus.
        bind(Action("Esc", _("close"), self.close_sheet), self)
        parent.installEventFilter(self)
        self.hide()

    def add_save(self, words: str, save: Callable[[], None]) -> Button:
        """The button at the foot that Ctrl S presses."""
        button = self._saver = Button(words, "Ctrl S", primary=True)
        button.clicked.connect(save)
        self.foot.addWidget(button)
        self.foot.addStretch(1)
        # The key bar tells commands in small letters.
        bind(Action("Ctrl+S", words[:1].lower() + words[1:], button.press), self)
        return button

    def set_title(self, title: str) -> None:
        """Another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def open_sheet(self, first: QWidget | None = None) -> None:
        """Appear, and give the focus to ``first`` or to the first control inside."""
        self._before = _with_parents(QApplication.focusWidget())
        self.place()
        self.show()
        self.raise_()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)
            self.focusNextPrevChild(True)
        self.tell_window()

    def close_sheet(self) -> None:
        """Go away; the focus returns to where it was, or near it when that is gone meanwhile."""
        self.hide()
        again = next((one for one in map(_stop_in, self._before) if one is not None), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = ()
        self.closed.emit()
        self.tell_window()

    def keys_told(self) -> list[Action]:
        """The keys that act while the sheet is open; closing it comes last."""
        leave, *own = bound_in(self)
        if self._saver is not None and self._saver.isHidden():
            own = [one for one in own if one.key != "Ctrl+S"]
        return [Action("Tab", _("next field")), *own, leave]

    def tell_window(self) -> None:
        """The window's key bar has other keys to tell now; also when the content changed."""
        QApplication.sendEvent(self.window(), SheetTurned(self))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside while the sheet is open."""
        moved = super().focusNextPrevChild(forward)
        now = QApplication.focusWidget()
        if now is None or (now is not self and not self.isAncestorOf(now)):
            self._close.setFocus(Qt.FocusReason.TabFocusReason)
        return moved

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the right edge when the window changes its size."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Take the full height at the right of the host."""
        wide = min(self._wide, self._host.width())
        self.setGeometry(self._host.width() - wide, 0, wide, self._host.height())


def _with_parents(widget: QWidget | None) -> tuple[QWidget, ...]:
    """The widget and all that it lies in, nearest first."""
    found: list[QWidget] = []
    while widget is not None:
        found.append(widget)
        widget = widget.parentWidget()
    return tuple(found)


def _stop_in(widget: QWidget) -> QWidget | None:
    """Where Tab stops in a widget: itself, or the first inside that is seen; ``None`` when gone.

    What was read anew under an open sheet may have replaced the row that had the focus.
    """
    if not isValid(widget):
        return None
    for one in (widget, *widget.findChildren(QWidget)):
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return one
    return None
