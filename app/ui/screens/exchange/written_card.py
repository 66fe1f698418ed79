"""The third step of sending: the button, how far writing is, and what was written, to be read out.

A file counts as sent to nobody yet: the words tell what to do with it now.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout

from app.core.i18n import _, ngettext
from app.services.bundles import CHECKED, WRITTEN, ExportedBundle, Making
from app.ui.screens.exchange.addressees import size
from app.ui.screens.exchange.step_card import StepCard
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.progress_line import ProgressLine
from app.ui.widgets.words import Words


class WrittenCard(StepCard):
    """``send`` and ``again`` give way to ``progress`` while a file is being written."""

    def __init__(self) -> None:
        super().__init__("3", _("Done and verified"))
        self.send = Button(_("Write and verify"), "Ctrl Enter", primary=True, icon="send")
        self.again = LinkButton(_("Send everything again"), "Alt A")
        self.progress = ProgressLine(_("Writing, then reading back to be sure"))
        self.result = Words("", wrap=True)
        self.check = Words("", "strong", wrap=True)
        for widget in (self.progress, self.result, self.check):
            self.add(widget)
            widget.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.send)
        foot.addStretch(1)
        foot.addWidget(self.again)
        self.body.addLayout(foot)

    @property
    def writing(self) -> bool:
        """Whether a file is being written now."""
        return not self.progress.isHidden()

    def set_blocked(self, sentence: str | None) -> None:
        """Nothing can be written yet, because of ``sentence``."""
        self.send.set_blocked(sentence)
        self.again.setVisible(sentence is None and not self.send.isHidden())

    def begin(self, *, stick: bool) -> None:
        """Writing begins; what was told of the last file goes."""
        self.set_done(done=False)
        for widget in (self.send, self.again, self.result, self.check):
            widget.hide()
        told = _("Keep the stick in; you may go on working.") if stick else _("You may go on.")
        self.progress.set_progress(None, told)
        self.progress.show()
        self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, making: Making) -> None:
        """How far the file is that is being written or read back."""
        steps = {
            WRITTEN: _("File {number}: {size} written"),
            CHECKED: _("File {number}: {size} read back from the stick"),
        }
        if making.step in steps:
            words = steps[making.step].format(number=making.done + 1, size=size(making.size))
            before = making.of if making.step == CHECKED else 0
            self.progress.set_progress((before + making.size, 2 * making.of), words)

    def show_result(self, made: Sequence[ExportedBundle], *, stick: bool) -> None:
        """The files are safely there: their names, and the words to read over the telephone."""
        self.end()
        self.set_done(done=True)
        if stick:
            words = ngettext(
                "{count} file was written and read back. The stick may be taken out.",
                "{count} files were written and read back. The stick may be taken out.",
                len(made),
            )
        else:
            words = ngettext(
                "{count} file was written to {folder} and read back. Now send it on.",
                "{count} files were written to {folder} and read back. Now send them on.",
                len(made),
            )
        folder = made[0].path.parent if made else ""
        self.result.setText(words.format(count=len(made), folder=folder))
        self.check.setText("\n".join(_told(one) for one in made))
        self.result.show()
        self.check.setVisible(bool(made))

    def tell_stopped(self) -> None:
        """Somebody stopped it."""
        self.result.setText(_("Stopped. What was not finished is removed; nothing is lost."))
        self.result.show()

    def end(self) -> None:
        """Writing is over, done or not."""
        now = QApplication.focusWidget()
        waiting = now is not None and self.progress.isAncestorOf(now)
        self.send.show()
        self.again.setVisible(not self.send.blocked())
        if waiting:  # what is hidden would hand the focus to the rail
            self.send.setFocus(Qt.FocusReason.OtherFocusReason)
        self.progress.hide()


def _told(one: ExportedBundle) -> str:
    words = _("{file}\nCheck words to read over the telephone: {words}")
    return words.format(file=one.name, words=" · ".join(one.check_words))
