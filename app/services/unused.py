"""What of a file is kept without being in use, and what an officer does about it.

Nothing of it is lost: it lies in the log, is passed on, and counts by itself once the reason is
gone.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.i18n import ngettext
from app.sync.steps.merge_bundle import Merged


@dataclass(frozen=True, slots=True)
class Unused:
    """Numbers of changes, by the reason why they are not in use."""

    denied: int = 0
    """The sender's workstation may not make them."""
    unreadable: int = 0
    """No program can read them."""
    unknown: int = 0
    """A newer program made them."""
    withheld: int = 0
    """A withdrawn workstation made them; the office may vouch for them."""

    @property
    def count(self) -> int:
        """All of them."""
        return self.denied + self.unreadable + self.unknown + self.withheld

    def __add__(self, other: Unused) -> Unused:
        """Those of two files."""
        return Unused(
            self.denied + other.denied,
            self.unreadable + other.unreadable,
            self.unknown + other.unknown,
            self.withheld + other.withheld,
        )

    def advice(self) -> tuple[str, ...]:
        """One sentence for each reason that there is, with what to do."""
        told = (
            (
                self.withheld,
                ngettext(
                    "{count} change of a withdrawn workstation is kept without being used. "
                    "It counts once the receiving office vouches for it.",
                    "{count} changes of a withdrawn workstation are kept without being used. "
                    "They count once the receiving office vouches for them.",
                    self.withheld,
                ),
            ),
            (
                self.unknown,
                ngettext(
                    "{count} change was made with a newer program and waits. "
                    "Bring this program up to date; then it counts by itself.",
                    "{count} changes were made with a newer program and wait. "
                    "Bring this program up to date; then they count by themselves.",
                    self.unknown,
                ),
            ),
            (
                self.denied,
                ngettext(
                    "{count} change is kept without being used: that workstation may not make it. "
                    "Call the sender and have the program there looked at.",
                    "{count} changes are kept without being used: that workstation may not make "
                    "them. Call the sender and have the program there looked at.",
                    self.denied,
                ),
            ),
            (
                self.unreadable,
                ngettext(
                    "{count} change cannot be read and is kept as it came. "
                    "Call the sender, who enters it once more.",
                    "{count} changes cannot be read and are kept as they came. "
                    "Call the sender, who enters them once more.",
                    self.unreadable,
                ),
            ),
        )
        return tuple(words.format(count=count) for count, words in told if count)


NOTHING = Unused()


def unused_of(merged: Merged, withheld: int) -> Unused:
    """What of one file is not in use."""
    return Unused(merged.denied, merged.unreadable, merged.unknown, withheld)
