"""The recovery words, shown this once: write them down, then type two of them back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.core.errors import Environment
from app.core.i18n import _
from app.ui.asker import Asker, DialogAsker
from app.ui.messages import words_for
from app.ui.screens.first_run.presenter import FirstRunPresenter
from app.ui.screens.first_run.recovery_sheet import write_sheet
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.field import Field
from app.ui.widgets.words import Words

COLUMNS = 4


class RecoveryWords(Card):
    """The words in a numbered grid and the fields that ask two of them back."""

    def __init__(self, presenter: FirstRunPresenter, asker: Asker | None = None) -> None:
        super().__init__(_("Write these words down"))
        self._presenter = presenter
        self._asker = asker or DialogAsker(self)
        self._words: tuple[str, ...] = ()
        self.add_text(
            _(
                "If the passphrase is forgotten, these words open the register again; once a "
                "commune is enrolled, its receiving office does. Write them on paper in their "
                "order and lock the paper away. They are shown this once."
            )
        )
        self._grid = QWidget()
        self._cells = QGridLayout(self._grid)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setHorizontalSpacing(px(12))
        self._cells.setVerticalSpacing(px(8))
        self.add(self._grid)
        self.paper = Button(_("Make a sheet to print"), "Ctrl P", icon="printer")
        self.paper.clicked.connect(self.make_sheet)
        self.add(self.paper)
        self.saved = Words("", "small", tone="tx2", wrap=True)
        self.saved.hide()
        self.add(self.saved)
        self.add_rule()
        self.fields: list[Field] = []
        row = QWidget()
        self._line = QHBoxLayout(row)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)
        self.add(row)
        self.submit = Button(_("Open the register"), "Enter", primary=True, large=True)
        self.add(self.submit)
        self.submit.clicked.connect(self._confirm)

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show the words and ask two of them back."""
        self._words = words
        for place, word in enumerate(words):
            cell = Words(f"{place + 1}.  {word}", "strong")
            self._cells.addWidget(cell, place // COLUMNS, place % COLUMNS)
        asked = self._presenter.asked
        for place in asked:
            label = _("Type word number {place}").format(place=place + 1)
            field = Field(label, enter_moves=place != asked[-1])
            self.fields.append(field)
            self._line.addWidget(field)
        self.fields[-1].entered.connect(self.submit.press)
        self.fields[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_sheet(self) -> None:
        """Write the words as a PDF where the person says; they print it and delete the file."""
        if not self._words:
            return
        path = self._asker.file_to_save(_("Make a sheet to print"), _("recovery-words.pdf"))
        if path is None:
            return
        try:
            write_sheet(path, unit=self._presenter.unit_name, words=self._words)
        except Environment as error:
            self._tell(words_for(error), tone="bad")
        else:
            self._tell(_("The sheet is ready. Print it, then delete the file."), tone="tx2")

    def _tell(self, sentence: str, *, tone: str) -> None:
        self.saved.set_tone(tone)
        self.saved.setText(sentence)
        self.saved.show()

    def _confirm(self) -> None:
        typed = [field.text() for field in self.fields]
        if not self._presenter.confirm(typed):
            self.fields[0].set_error(
                _("These are not the words asked for. Look at the grid again.")
            )
