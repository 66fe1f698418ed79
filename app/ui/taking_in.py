"""Taking files in: drop them, choose them, or take those on the stick; an outcome for each.

Used by the commune's "Gửi – nhận dữ liệu" and the office's "Dữ liệu xã gửi lên".
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Cancelled
from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.bundles import EVERY_KIND
from app.services.changes import Changes
from app.services.outcomes import ImportOutcome
from app.services.unused import NOTHING
from app.ui.sticks import FindSticks, find_sticks
from app.ui.theme import px
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.card import Card
from app.ui.widgets.notice import NoticeBar
from app.ui.widgets.progress_line import ProgressLine
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row

if TYPE_CHECKING:
    from app.ui.screen import Context
    from app.ui.tasks import Job

LOOKS = {
    "new": ("ok", "check"),
    "known": ("tx2", "check"),
    "held": ("warn", "hourglass"),
    "refused": ("bad", "circle-alert"),
    "unread": ("warn", "usb"),
}


class Taking(QObject):
    """Takes files in beside the window.

    Signals:
        started: files are being taken in.
        waiting: files found on sticks, as (stick's name, paths).
        progressed: (done, of) files.
        taken: the outcomes of the last files, in their order.
        failed: the disk failed, or nobody is enrolled; the error.
    """

    started = Signal()
    waiting = Signal(object)
    progressed = Signal(object)
    taken = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, sticks: FindSticks = find_sticks) -> None:
        super().__init__()
        self._context = context
        self._sticks = sticks
        self._job: Job | None = None

    def look(self) -> None:
        """Look for bundles for this workstation on the sticks."""

        def search() -> tuple[str, list[Path]] | None:
            for stick in self._sticks():
                files = self._context.services.exchange.waiting_files(stick.path)
                if files:
                    return stick.name, files
            return None

        self._context.tasks.read(search, done=self.waiting.emit, owner=self)

    def take(self, paths: Sequence[Path]) -> None:
        """Take the files in, each whole or not at all."""

        def work(job: Job) -> list[ImportOutcome]:
            self._job = job
            return self._context.services.exchange.import_files(
                paths,
                progress=lambda done, of: job.progressed.emit((done, of)),
                stop=lambda: job.cancelled,
            )

        self.started.emit()
        self._job = self._context.tasks.write_with_job(
            work,
            done=self._taken,
            failed=self._failed,
            progressed=self.progressed.emit,
            owner=self,
        )

    def stop(self) -> None:
        """Stop before the next file; those that were taken in stay."""
        if self._job is not None:
            self._job.cancel()

    @property
    def was_stopped(self) -> bool:
        """Whether somebody stopped the last taking in."""
        return self._job is not None and self._job.cancelled

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):  # before the first file
            self._taken([])
        else:
            self.failed.emit(error)

    def _taken(self, outcomes: list[ImportOutcome]) -> None:
        self.taken.emit(outcomes)
        if any(one.state != "known" for one in outcomes):
            self._context.bus.announce(Changes(EVERY_KIND), self)
        self.look()


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
                Column(_("File"), 310),
                Column(_("From"), 190),
                Column(_("Outcome"), 0),
                Column(_("Check words"), 240),
            ],
        )
        self._lay_out(title)
        self.choose.clicked.connect(self.ask)
        self.stick.acted.connect(self.take_waiting)
        self.progress.stopped.connect(taking.stop)
        self.receipt.clicked.connect(self.save_receipt)
        self.table.current_changed.connect(lambda _key: self._offer_receipt())
        taking.started.connect(self._show_start)
        taking.waiting.connect(self._show_waiting)
        taking.progressed.connect(self._show_progress)
        taking.taken.connect(self.show_outcomes)
        taking.failed.connect(self._failed)

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
        """One row for each file; refused and held ones say why."""
        self._end_progress()
        self._outcomes = list(outcomes)
        refused = sum(one.state == "refused" for one in outcomes)
        words = _summary(outcomes, refused)
        if self.taking.was_stopped:
            words = _("Stopped; files that were taken in stay.") + " " + words
        advice = sum((one.unused for one in outcomes), NOTHING).advice()
        look = "warn" if advice else "ok"
        self.told.say("bad" if refused else look, " ".join((words, *advice)))
        self.table.set_rows([_row(place, one) for place, one in enumerate(outcomes)])
        self.table.setVisible(bool(outcomes))
        self._offer_receipt()

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

    def _confirmed(self) -> str | None:
        """The chosen file, or the only one, if it was taken in."""
        key = self.table.current_key() or ("0" if len(self._outcomes) == 1 else "")
        if not key or int(key) >= len(self._outcomes):
            return None
        one = self._outcomes[int(key)]
        return one.name if one.state in ("new", "held", "known") else None

    def _offer_receipt(self) -> None:
        self.receipt.setVisible(self._confirmed() is not None)

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
        column.addStretch(0)
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

    def _show_progress(self, state: tuple[int, int]) -> None:
        done, of = state
        words = _("{done} of {of} files").format(done=done, of=of)
        self.progress.set_progress((done, of), words)

    def _failed(self, error: BaseException) -> None:
        self._end_progress()
        self._context.tell(error)


def _summary(outcomes: Sequence[ImportOutcome], refused: int) -> str:
    made = group_digits(sum(one.made for one in outcomes))
    changed = group_digits(sum(one.changed for one in outcomes))
    told = _("Taken in: {made} new, {changed} changed.").format(made=made, changed=changed)
    if not refused:
        return told
    if refused == 1:
        only = next(one for one in outcomes if one.state == "refused")
        words = _("{file} was not taken in. {reason}").format(file=only.name, reason=only.reason)
    else:
        words = _("{count} files were not taken in.").format(count=group_digits(refused))
    return words if len(outcomes) == refused else f"{words} {told}"


def _row(place: int, one: ImportOutcome) -> Row:
    kind, icon = LOOKS[one.state]
    words = {
        "new": _("{made} new, {changed} changed"),
        "known": _("already taken in before"),
        "held": _("waits for an earlier file: {held} changes"),
        "refused": "{reason}",
        "unread": "{reason}",
    }[one.state].format(made=one.made, changed=one.changed, held=one.held, reason=one.reason)
    unused = one.unused.count
    aside = _("{count} not used yet").format(count=group_digits(unused)) if unused else ""
    words = " · ".join(filter(None, (words, aside, one.warning)))
    cells = (
        one.name,
        one.sender or "–",
        Cell(words, kind, icon),
        Cell(" ".join(one.check_words), "tx2"),
    )
    return Row(str(place), cells)
