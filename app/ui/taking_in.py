"""Taking files in: drop them, choose them, or take those on the stick; an outcome for each.

Used by the commune's "Gửi – nhận dữ liệu" and the office's "Dữ liệu xã gửi lên".
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.outcomes import ImportOutcome
from app.services.unused import NOTHING
from app.ui.outcome_words import in_order, outcome_row, outcome_words, summary
from app.ui.taking import HowFar, Taking
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Card
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.progress_line import ProgressLine
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column
from app.ui.widgets.words import Words

if TYPE_CHECKING:
    from app.ui.screen import Context

FEWEST = 4  # rows that are seen at once, the head counted
PARTS = 1_000  # a file's share of the bar


class TakingIn(QWidget):
    """The page: what to take, how far, and what became of every file."""

    def __init__(self, context: Context, taking: Taking, title: str) -> None:
        super().__init__()
        self.taking = taking
        self._context = context
        self._files: list[Path] = []
        self._outcomes: list[ImportOutcome] = []
        self.setAcceptDrops(True)
        self.choose = Button(_("Choose files"), "Ctrl O", icon="folder")
        self.stick = NoticeBar("info", icon="inbox")
        self.stick.set_action(_("Take in"), "Alt R")
        self.progress = ProgressLine(_("Checking and taking in"))
        self.progress.hide()
        self.told = NoticeBar()
        self.receipt = LinkButton(_("Receipt as PDF"), "Alt P")
        self.table = Table(
            _("Files and what became of them"),
            [
                Column(_("File"), 322),
                Column(_("From"), 256),
                Column(_("Outcome"), 0),
                Column(_("Check words"), 226),
            ],
        )
        self.detail = Card(" ")
        self.outcome = Words("", wrap=True)
        self.check = Words("", tone="tx2", wrap=True)
        self._lay_out(title)
        self.choose.clicked.connect(self.ask)
        self.stick.acted.connect(self.take_waiting)
        self.progress.stopped.connect(taking.stop)
        self.receipt.clicked.connect(self.save_receipt)
        self.table.current_changed.connect(lambda _key: self._show_one())
        taking.started.connect(self._show_start)
        taking.waiting.connect(self._show_waiting)
        taking.progressed.connect(self._show_progress)
        taking.taken.connect(self.show_outcomes)
        taking.failed.connect(self._failed)

    @property
    def keys_now(self) -> list[str]:
        """The keys that act now: of those that a screen binds for this page."""
        if not self.progress.isHidden():
            return ["Escape"]
        shown = (("Alt+R", self.stick), ("Alt+P", self.receipt))
        return ["Ctrl+O", *(key for key, part in shown if not part.isHidden())]

    def ask(self) -> None:
        """Let the person choose files."""
        paths = self._context.asker.files_to_open(
            _("Choose the files to take in"), _("AnSinh bundles (*.tgxh)")
        )
        if paths:
            self.taking.take(paths)

    def take_waiting(self) -> None:
        """Take in what was found on the stick."""
        if self._files:
            self.taking.take(self._files)

    def show_outcomes(self, outcomes: Sequence[ImportOutcome]) -> None:
        """One row for each file, those to be looked at first; below, the chosen one in full."""
        waiting = self.progress.stop.hasFocus()
        self._end_progress()
        self._outcomes = in_order(outcomes)
        refused = sum(one.state == "refused" for one in outcomes)
        words = summary(outcomes)
        if self.taking.was_stopped:
            words = _("Stopped; files that were taken in stay.") + " " + words
        unused = sum((one.unused for one in outcomes), NOTHING)
        if len(outcomes) > 1:  # of a single one the card below tells it
            words = " ".join((words, *unused.advice()))
        look = "warn" if unused.count or any(one.held for one in outcomes) else "ok"
        self.told.say("bad" if refused else look, words)
        self.table.set_rows([outcome_row(place, one) for place, one in enumerate(self._outcomes)])
        self.table.setVisible(bool(outcomes))
        if waiting and outcomes:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_one()

    def save_receipt(self) -> None:
        """Write the slip for the chosen file, to be printed or sent."""
        name = self._confirmed()
        if name is None:
            return
        path = self._context.asker.file_to_save(_("Receipt as PDF"), f"{Path(name).stem}.pdf")
        if path is None:
            return

        self._context.tasks.read(
            self._context.services.exchange.save_receipt,
            name,
            path,
            done=lambda _nothing: self._context.toast(_("Receipt written")),
            failed=self._context.tell,
            owner=self,
        )

    def _chosen(self) -> ImportOutcome | None:
        """The chosen file, or the only one."""
        key = self.table.current_key() or ("0" if len(self._outcomes) == 1 else "")
        return self._outcomes[int(key)] if key and int(key) < len(self._outcomes) else None

    def _confirmed(self) -> str | None:
        """The chosen file, if it was taken in."""
        one = self._chosen()
        return one.name if one is not None and one.state in ("new", "held", "known") else None

    def _show_one(self) -> None:
        one = self._chosen()
        self.receipt.setVisible(self._confirmed() is not None)
        self.detail.setVisible(one is not None)
        if one is not None:
            self.detail.set_title(one.name)
            advice = " ".join(one.advice)
            # The sender is told whole here: in the table a long name gives way.
            told = " · ".join(part for part in (one.sender, outcome_words(one)) if part)
            self.outcome.setText(f"{told}. {advice}" if advice else told)
            words = " · ".join(one.check_words)
            self.check.setText(_("Check words: {words}").format(words=words) if words else "")
            self.check.setVisible(bool(words))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in the files or folders that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.taking.take(paths)

    def _lay_out(self, title: str) -> None:
        card = Card(title)
        card.add_text(
            _(
                "Drop the files here, choose them, or plug in the stick. Their order does not "
                "matter, and taking a file in twice changes nothing."
            )
        )
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        row.addWidget(self.receipt)
        card.body.addLayout(row)
        card.add(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(12))
        for widget in (self.stick, card, self.told):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addStretch(0)
        self.detail.add(self.outcome)
        self.detail.add(self.check)
        self.detail.hide()
        self.table.setMinimumHeight(px(32) * FEWEST)
        self.table.hide()
        self.told.hide()
        self.receipt.hide()
        self.stick.hide()

    def _show_waiting(self, found: tuple[str, list[Path]] | None) -> None:
        self._files = found[1] if found else []
        if found is None:
            self.stick.say("info", "")
            return
        name, files = found
        words = ngettext(
            "{count} file for this workstation is on {stick}.",
            "{count} files for this workstation are on {stick}.",
            len(files),
        )
        self.stick.say("info", words.format(count=len(files), stick=name), icon="inbox")

    def _show_start(self) -> None:
        self.told.say("ok", "")
        self.progress.set_progress(None, _("Each file is taken in whole or not at all."))
        self.progress.show()
        self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_progress(self) -> None:
        waiting = self.progress.stop.hasFocus()
        self.progress.hide()
        if waiting:  # what is hidden would hand the focus to the rail
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_progress(self, far: HowFar) -> None:
        told = []
        if far.of:
            told.append(_("{done} of {of} files").format(done=far.done, of=far.of))
        if far.changes:
            read, of = group_digits(far.changes), group_digits(far.changes_of)
            told.append(_("file under way: {read} of {of} changes").format(read=read, of=of))
        part = min(far.changes * PARTS // max(far.changes_of, 1), PARTS)
        files = max(far.of, 1)
        self.progress.set_progress((far.done * PARTS + part, files * PARTS), " · ".join(told))

    def _failed(self, error: BaseException) -> None:
        self._end_progress()
        self._context.tell(error)
