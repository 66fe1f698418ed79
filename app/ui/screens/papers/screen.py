"""Giấy tờ, báo cáo: the papers at the left, the sheet in the middle, what it lacks at the right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Correctable, Environment
from app.core.i18n import N_, _
from app.services.changes import Changes
from app.services.printing import Printed
from app.ui.actions import Action
from app.ui.screen import Context, Screen
from app.ui.screens.papers.marked_paper import Mark, MarkedPaper
from app.ui.screens.papers.open_places import BLANK, FILLED, OpenPlaces
from app.ui.screens.papers.paper_printer import print_pdf, printers
from app.ui.screens.papers.presenter import About, PaperLine, PaperList, PapersPresenter
from app.ui.theme import px
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Panel
from app.ui.widgets.list_model import ListLine
from app.ui.widgets.list_pane import ListPane
from app.ui.widgets.words import Rule, Words

LIST = 248


class PapersScreen(Screen):
    """Preview of one paper at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = PapersPresenter(context)
        self._back: tuple[str, dict[str, Any]] | None = None
        self.title = Words(_("Papers"), "section")
        self.whose = Words("", "small", tone="tx2", wrap=True)
        self.list = ListPane(_("Papers"), row=60)
        self.name = Words("", "strong")
        self.pages = Words("", tone="tx2")
        self.smaller = Button("−")
        self.larger = Button("+")
        self.smaller.setAccessibleName(_("Smaller"))
        self.larger.setAccessibleName(_("Larger"))
        self.view = MarkedPaper(_("The paper as it will print"))
        self.side = OpenPlaces(printers())
        self._lay_out()
        self._connect()
        self.bind_actions()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = Panel("surf", lines="right")
        left.setFixedWidth(px(LIST))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, px(12), 1, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(16), 0, px(12), px(12))
        head.setSpacing(px(2))
        head.addWidget(self.title)
        head.addWidget(self.whose)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.list, 1)
        row.addWidget(left)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = Panel("surf", lines="bottom")
        bar.setFixedHeight(px(48))
        tools = QHBoxLayout(bar)
        tools.setContentsMargins(px(16), 0, px(16), 0)
        tools.setSpacing(px(8))
        tools.addWidget(self.name, 1)
        self.name.setMinimumWidth(1)
        tools.addWidget(self.smaller, 0, Qt.AlignmentFlag.AlignVCenter)
        tools.addWidget(self.larger, 0, Qt.AlignmentFlag.AlignVCenter)
        tools.addWidget(self.pages)
        column.addWidget(bar)
        column.addWidget(self.view, 1)
        row.addWidget(middle, 1)
        row.addWidget(self.side)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self._listed)
        presenter.shown.connect(self._shown)
        presenter.saved.connect(self._saved)
        presenter.refused.connect(self._refused)
        self.list.current_changed.connect(presenter.choose)
        self.list.opened.connect(lambda _key: self.view.setFocus())
        self.view.page_changed.connect(self._page_changed)
        self.smaller.clicked.connect(lambda: self.view.zoom(-1))
        self.larger.clicked.connect(lambda: self.view.zoom(1))
        self.side.filled.connect(presenter.fill)
        self.side.version_chosen.connect(
            lambda version: presenter.use_blank(blank=version == BLANK)
        )
        self.side.print_asked.connect(self.print_now)
        self.side.save_asked.connect(self.save_pdf)

    def actions_told(self) -> list[Action]:
        """The keys of the screen."""
        return [
            Action("Tab", _("next open place")),
            Action("PgUp|PgDown", _("page")),
            Action("Ctrl++", _("larger"), lambda: self.view.zoom(1), on_bar=False),
            Action("Ctrl+-", _("smaller"), lambda: self.view.zoom(-1), on_bar=False),
            Action("Ctrl+P", _("print"), self.side.print.press),
            Action("Ctrl+Shift+S", _("save as PDF"), self.save_pdf),
            Action("Esc", _("back"), self.back),
        ]

    def help_told(self) -> tuple[str, ...]:
        """How a paper is completed and printed."""
        return (
            _(
                "Choose the paper at the left. Places still open are amber, with the number of "
                "their field at the right; Tab goes to the next."
            ),
            _(
                "What you fill in at the right goes into the register too. Or print the blank form "
                "and write by hand."
            ),
            _(
                "Ctrl P prints, Ctrl Shift S saves as PDF. Something is wrong on the paper? "
                "Correct the register: the paper follows."
            ),
        )

    def activate(self, **where: Any) -> None:
        """The papers of ``dossier``, ``person`` or ``case``, or the commune's own."""
        self.presenter.blank = False
        self.side.version.set_value(FILLED)
        about = About(where.get("dossier"), where.get("person"), where.get("case"))
        back = {"dossier": "monthly_allowance", "person": "people", "case": "emergency"}
        self._back = next(
            ((back[name], {name: where[name]}) for name in back if where.get(name)), None
        )
        self.presenter.open(about)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """Make the paper anew when a record changed."""
        if self.isVisible() and changes.kinds - {"paper", "restricted_paper", "person"}:
            self.presenter.show()

    def back(self) -> None:
        """To the record whose papers these are."""
        if self._back is not None:
            screen, where = self._back
            self.context.go(screen, **where)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_pdf(self) -> None:
        """Ask where, and write the file."""
        printed = self.presenter.printed
        if printed is None:
            return
        path = self.context.asker.file_to_save(_("Save as PDF"), printed.file_name)
        if path is not None:
            self.presenter.save(path)

    def print_now(self) -> None:
        """Print on the printer chosen."""
        printed = self.presenter.printed
        if printed is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(self.side.printer.value() or "")
        printer.setDocName(printed.title)
        if print_pdf(printed.pdf, printer):
            self.presenter.note_printed()
        else:
            self.context.tell(
                Environment(
                    "printer", N_("The printer did not take the paper. Look whether it is on.")
                )
            )

    def _listed(self, found: PaperList) -> None:
        about = self.presenter.about
        own = about == About()
        self.title.setText(_("Papers, lists") if own else _("Papers"))
        self.whose.setText(found.whose)
        self.whose.setVisible(bool(found.whose))
        self.list.set_lines([_line(one) for one in found.lines])
        key = self.list.current_key()
        if key and (self.presenter.line is None or self.presenter.line.key != key):
            self.presenter.choose(key)
        if not found.lines:
            self.presenter.choose("")

    def _shown(self, printed: Printed | None) -> None:
        line = self.presenter.line
        blank = self.presenter.blank or (line is not None and line.blank)
        self.side.show_printed(printed, blank=blank)
        if printed is None:
            self.view.clear()
            self.name.setText(_("No paper fits here yet."))
            return
        page = self.view.page()
        self.name.setText(printed.title)
        self.view.show_pdf(printed.shown)
        self.view.set_marks([] if blank else marks_of(printed))
        if page > 1:
            self.view.go_to(page)

    def _page_changed(self, page: int, pages: int) -> None:
        self.pages.setText(_("Page {page} of {pages}").format(page=page, pages=pages))

    def _saved(self, path: Path | None) -> None:
        words = _("Printed.") if path is None else _("Saved as {name}.").format(name=path.name)
        self.context.toast(words)

    def _refused(self, error: Correctable) -> None:
        self.side.refuse(error)


def marks_of(printed: Printed) -> list[Mark]:
    """The boxes of the places still open, numbered as the fields at the right are."""
    numbers = {one.name: number for number, one in enumerate(printed.missing, start=1)}
    return [
        Mark(numbers[box.name.partition(".")[0]], box.page, box.x, box.y, box.w, box.h)
        for box in printed.boxes
        if box.name.partition(".")[0] in numbers
    ]


def _line(line: PaperLine) -> ListLine:
    status = ""
    if line.blank:
        status = _("blank, for the pen")
    elif not line.info.official:
        status = _("the program's own, no legal form")
    return ListLine(
        line.key,
        _("Form {code}").format(code=line.info.code) if line.info.official else line.info.title,
        status=status or line.about,
    )
