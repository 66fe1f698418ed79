"""How the outcome of a file that was taken in is told: its row, its sentence, the sum of all."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.outcomes import ImportOutcome
from app.ui.widgets.table_model import Cell, Row

LOOKS = {
    "new": ("ok", "check"),
    "known": ("tx2", "check"),
    "held": ("warn", "hourglass"),
    "refused": ("bad", "circle-alert"),
    "unread": ("warn", "usb"),
}
# What somebody has to do about stands first.
FIRST = ("refused", "unread", "held", "new", "known")


def in_order(outcomes: Sequence[ImportOutcome]) -> list[ImportOutcome]:
    """Those somebody has to do something about first."""
    return sorted(outcomes, key=lambda one: FIRST.index(one.state))


def summary(outcomes: Sequence[ImportOutcome]) -> str:
    """All files together: what came in, and which were refused."""
    refused = sum(one.state == "refused" for one in outcomes)
    made = group_digits(sum(one.made for one in outcomes))
    changed = group_digits(sum(one.changed for one in outcomes))
    told = _("Taken in: {made} new, {changed} changed.").format(made=made, changed=changed)
    if held := sum(one.held for one in outcomes):
        waits = ngettext(
            "{count} change is kept until an earlier file comes.",
            "{count} changes are kept until an earlier file comes.",
            held,
        ).format(count=group_digits(held))
        taken = any(one.state in ("new", "known") for one in outcomes)
        told = f"{waits} {told}" if taken else waits
    if not refused:
        return told
    if refused == 1:
        only = next(one for one in outcomes if one.state == "refused")
        words = _("{file} was not taken in. {reason}").format(file=only.name, reason=only.reason)
    else:
        words = _("{count} files were not taken in.").format(count=group_digits(refused))
    return words if len(outcomes) == refused else f"{words} {told}"


def outcome_words(one: ImportOutcome) -> str:
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


def outcome_row(place: int, one: ImportOutcome) -> Row:
    """The file's row: name, sender, what became of it, check words."""
    kind, icon = LOOKS[one.state] if not one.unused.count else LOOKS["held"]
    cells = (
        one.name,
        one.sender or "–",
        Cell(outcome_words(one), kind, icon),
        Cell(" ".join(one.check_words), "tx2"),
    )
    return Row(str(place), cells)
