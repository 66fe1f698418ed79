"""The right column of a preview: what is still open, which version, printing, saving."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.core.errors import Correctable
from app.core.i18n import N_, _, ngettext
from app.services.printing import OpenPlace, Printed
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Panel
from app.ui.widgets.entry_fields import ComboField
from app.ui.widgets.field import Field
from app.ui.widgets.options import Option, OptionList
from app.ui.widgets.words import Rule, Words

WIDE = 280
FILLED, BLANK = "filled", "blank"
FIELDS = {
    "birth": N_("Date of birth"),
    "pin": N_("ID number"),
    "pin_issued_on": N_("ID issued on"),
    "pin_issued_by": N_("ID issued by"),
    "ethnic_name": N_("Ethnic group"),
    "bhyt": N_("Health insurance card"),
    "residence": N_("Registered residence"),
    "living_with": N_("Lives with whom, where"),
}


class OpenPlaces(Panel):
    """Signals:
    filled: a field of the person and what was typed.
    version_chosen: ``filled`` or ``blank``.
    print_asked, save_asked: the buttons.
    """

    filled = Signal(str, str)
    version_chosen = Signal(str)
    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, printers: list[str]) -> None:
        super().__init__("surf", lines="left")
        self.setFixedWidth(px(WIDE))
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(12), px(16))
        column.setSpacing(px(12))
        self.title = Words("", "section", wrap=True)
        self.second = Words("", "small", tone="tx2", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.second)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        column.addWidget(Rule())
        self.version = OptionList(
            [
                Option(FILLED, _("Filled from the register"), key="1"),
                Option(BLANK, _("Blank, for the pen"), key="2"),
            ],
            _("Which version"),
            framed=False,
        )
        self.version.set_value(FILLED)
        self.version.chosen.connect(self.version_chosen)
        column.addWidget(self.version)
        self.printer = ComboField(_("Printer"), [(name, name) for name in printers])
        self.printer.set_value(printers[0] if printers else None)
        column.addWidget(self.printer)
        self.print = Button(_("Print"), "Ctrl P", primary=True, large=True)
        self.print.clicked.connect(self.print_asked)
        self.save = Button(_("Save as PDF"), "Ctrl Shift S")
        self.save.clicked.connect(self.save_asked)
        self.print.blocked_pressed.connect(self.save.setFocus)
        if not printers:
            self.printer.hide()
            self.print.set_blocked(_("This computer knows no printer. Save the PDF instead."))
        column.addWidget(self.print)
        column.addWidget(self.save)
        column.addWidget(
            Words(
                _("Card numbers are whole in print. Each printing is written into the register."),
                "small",
                tone="tx2",
                wrap=True,
            )
        )

    def show_printed(self, printed: Printed | None, *, blank: bool) -> None:
        """What this paper still lacks."""
        focused = next((name for name, one in self.fields.items() if one.editor.hasFocus()), "")
        places = printed.missing if printed is not None and not blank else ()
        self._titles(printed, places, blank=blank)
        self.fields = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(4))
        for number, place in enumerate(places, start=1):
            self._add(column, number, place)
        column.addStretch(1)
        self._area.setWidget(inner)
        pages = printed.pages if printed is not None else 0
        self.print.setText(ngettext("Print {n} page", "Print {n} pages", pages).format(n=pages))
        if focused and self.fields:
            after = self.fields.get(focused) or next(iter(self.fields.values()))
            after.setFocus()

    def _titles(
        self, printed: Printed | None, places: tuple[OpenPlace, ...], *, blank: bool
    ) -> None:
        count = len(places)
        if blank or printed is None:
            words, second = _("For the pen"), _("Every place is left open.")
        elif count:
            told = ngettext("{n} place still open", "{n} places still open", count)
            words, second = told.format(n=count), _("Fill it here, the paper follows.")
        else:
            words, second = _("Nothing is missing"), ""
        self.title.setText(words)
        self.second.setText(second)
        self.second.setVisible(bool(second))

    def _add(self, column: QVBoxLayout, number: int, place: OpenPlace) -> None:
        known = [name for name in place.fields if name in FIELDS]
        if not known:
            words = Words(f"{number}  {place.label}", wrap=True)
            words.setContentsMargins(4, px(4), 0, 0)
            column.addWidget(words)
            pen = Words(_("written by hand, or entered on the person's page"), "small",
                        tone="tx2", wrap=True)  # fmt: skip
            pen.setContentsMargins(px(20), 0, 0, px(4))
            column.addWidget(pen)
            return
        for name in known:
            field = Field(_(FIELDS[name]), number=str(number))
            field.left.connect(lambda name=name: self._left(name))
            self.fields[name] = field
            column.addWidget(field)

    def _left(self, name: str) -> None:
        text = self.fields[name].text() if name in self.fields else ""
        if text:
            self.filled.emit(name, text)

    def refuse(self, error: Correctable) -> None:
        """Show what to do at the field."""
        if error.field in self.fields:
            self.fields[error.field].set_error(error.words())
