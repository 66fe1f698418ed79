"""Taking files in: drop them, choose them, or take those on the stick; an outcome for each.

Used by the commune's "Gửi – nhận dữ liệu" and the office's "Dữ liệu xã gửi lên".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from app.ui.widgets.words import Words

if TYPE_CHECKING:
    from app.ui.screen import Context
    from app.ui.tasks import Job

FEWEST = 4  # rows that are seen at once, the head counted
PARTS = 1_000  # a file's share of the bar
LOOKS = {
    "new": ("ok", "check"),
    "known": ("tx2", "check"),
    "held": ("warn", "hourglass"),
    "refused": ("bad", "circle-alert"),
    "unread": ("warn", "usb"),
}


# What somebody has to do about stands first.
FIRST = ("refused", "unread", "held", "new", "known")


@dataclass(frozen=True, slots=True)
class HowFar:
    """Files that are done, of how many, and of the next one its changes."""

    done: int
    of: int
    changes: int = 0
    changes_of: int = 0


class Taking(QObject):
    """Takes files in beside the window.

    Signals:
        started: files are being taken in.
        waiting: files found on sticks, as (stick's name, paths).
        progressed: how far it is, as ``HowFar``.
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
            far = HowFar(0, 0)

            def files(done: int, of: int) -> None:
                nonlocal far
                far = HowFar(done, of)
                job.progressed.emit(far)

            return self._context.services.exchange.import_files(
                paths,
                progress=files,
                stop=lambda: job.cancelled,
                within=lambda read, of: job.progressed.emit(HowFar(far.done, far.of, read, of)),
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
        """Stop: files that were taken in stay, of the one under way nothing does."""
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
        self._outcomes = sorted(outcomes, key=lambda one: FIRST.index(one.state))
        refused = sum(one.state == "refused" for one in outcomes)
        words = _summary(outcomes, refused)
        if self.taking.was_stopped:
            words = _("Stopped; files that were taken in stay.") + " " + words
        unused = sum((one.unused for one in outcomes), NOTHING)
        if len(outcomes) > 1:  # of a single one the card below tells it
            words = " ".join((words, *unused.advice()))
        look = "warn" if unused.count else "ok"
        self.told.say("bad" if refused else look, words)
        self.table.set_rows([_row(place, one) for place, one in enumerate(self._outcomes)])
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
            self.outcome.setText(f"{_words(one)}. {advice}" if advice else _words(one))
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


def _words(one: ImportOutcome) -> str:
    """What became of a file, and what the sender should be told."""
    words = {
        "new": _("{made} new, {changed} changed"),
        "known": _("already taken in before"),
        "held": _("waits for an earlier file: {held} changes"),
        "refused": "{reason}",
        "unread": "{reason}",
    }[one.state].format(made=one.made, changed=one.changed, held=one.held, reason=one.reason)
    unused = one.unused.count
    aside = _("{count} not used yet").format(count=group_digits(unused)) if unused else ""
    return " · ".join(part for part in (words, aside, one.warning) if part)


def _row(place: int, one: ImportOutcome) -> Row:
    kind, icon = LOOKS[one.state] if not one.unused.count else LOOKS["held"]
    cells = (
        one.name,
        one.sender or "–",
        Cell(_words(one), kind, icon),
        Cell(" ".join(one.check_words), "tx2"),
    )
    return Row(str(place), cells)
