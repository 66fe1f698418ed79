"""Who moves: at the office to be carried over, at a commune who came and who waits to go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core.i18n import _
from app.services.moving import Moved
from app.ui.screens.people.page_notes import months_words
from app.ui.screens.people.person_words import date_words, joined
from app.ui.theme import px
from app.ui.widgets.list_model import ListLine
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words

WIDE, LIST = 560, 224


class MovesSheet(Sheet):
    """A list; ``opened`` carries the move chosen, ``carried`` the one to be carried over."""

    opened = Signal(object)
    carried = Signal(object)

    def __init__(self, parent: QWidget, *, office: bool) -> None:
        super().__init__(parent, _("Moves between communes"), width=WIDE)
        self._office = office
        self._moves: tuple[Moved, ...] = ()
        self.none = Words(_("Nobody moves at present."), tone="tx2", wrap=True)
        self.list = ListPane(_("Moves between communes"), row=56)
        self.list.setMinimumHeight(px(LIST))
        self.about = Words("", wrap=True)
        self.list.current_changed.connect(lambda _key: self._tell())
        self.list.opened.connect(lambda _key: self._open())
        self.body.addWidget(self.none)
        self.body.addWidget(self.list)
        self.body.addWidget(self.about)
        verb = _("Carry over") if office else _("Open the page")
        self.save = self.add_save(verb, self._act)

    def show_moves(self, moves: Sequence[Moved]) -> None:
        """What waits."""
        self._moves = tuple(moves)
        self.none.setVisible(not moves)
        if not moves and self.isVisible():  # before the list goes: the page behind keeps still
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        for widget in (self.list, self.about, self.save):
            widget.setVisible(bool(moves))
        self.list.set_lines([_line(place, one) for place, one in enumerate(moves)])
        if moves:
            self.list.set_current_row(0)
        self._tell()
        self.tell_window()

    def chosen(self) -> Moved | None:
        """The move that is chosen."""
        key = self.list.current_key()
        return self._moves[int(key)] if key and int(key) < len(self._moves) else None

    def _tell(self) -> None:
        one = self.chosen()
        if one is None:
            return
        closed = _("Closed records are left to carry over.") if one.closed else ""
        stopped = (
            _("Stopped by decision {number} of {day}").format(
                number=one.decision_no, day=date_words(one.decided_on)
            )
            if one.decision_no
            else _("nothing was paid")
        )
        self.about.setText(joined(months_words(one), stopped, one.note, closed))

    def _act(self) -> None:
        one = self.chosen()
        if one is not None and self._office:
            self.carried.emit(one)
        else:
            self._open()

    def _open(self) -> None:
        one = self.chosen()
        if one is not None:
            self.opened.emit(one)


def _line(place: int, one: Moved) -> ListLine:
    return ListLine(
        key=str(place),
        title=joined(one.name, date_words(one.birth), sign=", "),
        right=date_words(one.moved_on),
        second=f"{one.source_name} → {one.target_name}",
        status=_("to do") if one.needs or not one.carried or one.closed else "",
    )
