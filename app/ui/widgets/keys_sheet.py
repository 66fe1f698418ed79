"""The sheet behind F1: what the open page is for, and its keys, made from its commands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.i18n import _
from app.ui.actions import Action, caps
from app.ui.theme import px
from app.ui.widgets.key_cap import KeyCap
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.words import Words

Section = tuple[str, Sequence[Action]]


class KeysSheet(Sheet):
    """Sentences of help, then sections of keys with what each does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Help and keys"))

    def open_with(self, sections: Sequence[Section], told: Sequence[str] = ()) -> None:
        """Show these instead of the last ones; a section without keys is left out."""
        while (item := self.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for sentence in told:
            self.body.addWidget(Words(sentence, wrap=True))
        for title, actions in sections:
            if actions:
                self.body.addWidget(Words(title, "small_strong", tone="tx2"))
            # The two Enter keys of a keyboard are one key to the reader.
            for action in {(*caps(one.key), one.label): one for one in actions}.values():
                self.body.addWidget(_line(action))
        self.open_sheet()


def _line(action: Action) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(4))
    row.addWidget(Words(action.label), 1)
    for key in caps(action.key):
        row.addWidget(KeyCap(key))
    return line
