"""The right column of a dossier: the sum as it is typed, what is missing, the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, _
from app.core.money import show_dong
from app.services.dossiers import STEP_NAMES, DossierFile
from app.services.eligibility import Assessment
from app.ui.date_reader import shown
from app.ui.reason_words import headline, reason_of
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Card, Panel
from app.ui.widgets.flow_row import FlowRow
from app.ui.widgets.reason_box import ReasonBox
from app.ui.widgets.sheet import Sheet
from app.ui.widgets.tag import Tag
from app.ui.widgets.words import Words

WIDE = 280
VERBS = {
    "received": N_("Received"),
    "verified": N_("Verification done"),
    "posted": N_("Posting over"),
    "submitted": N_("Submit for signature"),
    "decided": N_("Enter the decision"),
}


class SumColumn(Panel):
    """Signals:
    next_asked: the next step is to be done.
    decision_asked: the signed decision is to be entered.
    why_asked: F6.
    """

    next_asked = Signal()
    decision_asked = Signal()
    why_asked = Signal()

    def __init__(self) -> None:
        super().__init__("bg", lines="left")
        self.setFixedWidth(px(WIDE))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(12))
        self._sum = QWidget()
        self._missing = QWidget()
        self._column.addWidget(self._sum)
        self._column.addWidget(self._missing)
        self._column.addStretch(1)
        self.next = Button(_("Next step"), "Ctrl Enter", primary=True, large=True)
        self.next.clicked.connect(self._go_on)
        self.next.blocked_pressed.connect(self.decision_asked)
        self._column.addWidget(self.next)
        self._deciding = False

    def show_sum(self, found: Assessment | None, *, unassessed: str = "") -> None:
        """The sum with what is being typed; why there is none when there is none."""
        card = Card(_("Working sum"), _("as you type"), accent=True)
        if found is None:
            card.add_text(unassessed or _("Mend what is marked first."))
        else:
            _fill(card, found)
            why = LinkButton(_("Why this sum"), "F6")
            why.clicked.connect(self.why_asked)
            card.body.addWidget(why, 0, Qt.AlignmentFlag.AlignLeft)
        self._swap("_sum", card)

    def show_file(self, file: DossierFile) -> None:
        """What is missing for the next step only, and the button that does it."""
        self._deciding = file.now is not None and file.now.step.key == "decided"
        if file.row.result:
            self._swap("_missing", _decision_card(file))
            self.next.hide()
            return
        card = QWidget()
        if file.missing:
            step = _(STEP_NAMES[file.now.step.key]) if file.now else ""
            card = Card()
            card.add_text(_("Missing for “{step}”").format(step=step), tone="tx", role="strong")
            for words in file.missing:
                card.add_text(words, tone="warn")
        self._swap("_missing", card)
        self.next.show()
        if file.now is not None:
            self.next.setText(_(VERBS[file.now.step.key]))

    def press(self) -> None:
        """What Ctrl Enter does."""
        if not self.next.isHidden():
            self.next.press()

    def _go_on(self) -> None:
        (self.decision_asked if self._deciding else self.next_asked).emit()

    def _swap(self, name: str, widget: QWidget) -> None:
        old: QWidget = getattr(self, name)
        self._column.replaceWidget(old, widget)
        old.hide()
        old.deleteLater()
        setattr(self, name, widget)


class WhySheet(Sheet):
    """Why this sum, whole, over the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Why this sum"), width=520)
        self.box = ReasonBox(_("What the law says today"))
        self.body.addWidget(self.box)

    def open_for(self, found: Assessment) -> None:
        """Show the reasons of an answer."""
        self.box.show_reason(reason_of(found))
        self.open_sheet(self.box)


def _fill(card: Card, found: Assessment) -> None:
    card.add(Words(headline(found), "title" if found.parts else "section", wrap=True))
    if found.parts:
        card.add_text(_("a month = {formula}").format(formula=found.formula))
    if found.tags:
        row = FlowRow(gap=6)
        for tag in found.tags:
            row.add(Tag("warn", tag))
        card.add(row)
    card.add_rule()
    for part in found.parts:
        card.add_line(part.code, show_dong(part.monthly_vnd), strong=True, below=part.legal[0])


def _decision_card(file: DossierFile) -> Card:
    row = file.row
    granted = row.result == "granted"
    card = Card(_("Decision"))
    head = QHBoxLayout()
    head.addWidget(Tag("ok", _("granted")) if granted else Tag("plain", _("refused")))
    head.addStretch(1)
    card.body.addLayout(head)
    card.add_line(_("Number"), row.decision_no or "")
    card.add_line(_("Signed on"), shown(row.decided_on))
    card.add_text(" · ".join(part for part in (row.signer, row.signer_title) if part))
    if granted:
        card.add_line(_("Sum a month"), show_dong(row.monthly_vnd or 0), strong=True)
        card.add_line(_("From month"), shown(row.from_month))
    if row.reason:
        card.add_text(row.reason)
    return card
