"""What became of one file that was given in, told to the officer who gave it."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.i18n import N_, _
from app.services.second_histories import sentence
from app.services.unused import NOTHING, Unused, unused_of
from app.sync.certificate import State
from app.sync.receiving import Received
from app.sync.steps.check_bundle import Checked

_WARNINGS = {
    State.EXPIRED: N_("The sender's enrolment has run out. Renew it soon."),
    State.REVOKED: N_(
        "The sender's workstation was withdrawn. What it wrote since then is kept but not used; "
        "call the sender."
    ),
    State.NOT_YET: N_("The sender's enrolment begins later. Check the date of both computers."),
}


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file: ``new``, ``known``, ``held``, ``refused`` or ``unread``.

    An unread one lies on a stick that failed; nothing is known of it.
    """

    name: str
    state: str
    sender: str | None = None
    made: int = 0
    changed: int = 0
    held: int = 0
    unused: Unused = NOTHING
    """Changes that are kept without being in use, by the reason."""
    advice: tuple[str, ...] = ()
    """A sentence for each of these reasons, with what to do."""
    reason: str | None = None
    code: str | None = None
    warning: str | None = None
    check_words: tuple[str, ...] = ()


def outcome(
    name: str,
    found: Received,
    words: tuple[str, ...],
    *,
    channels: tuple[str, ...],
    sender: str | None = None,
) -> ImportOutcome:
    """What is told about a file that was given in, to an officer who sees ``channels``."""
    if found.error is not None:
        return ImportOutcome(
            name, "refused", reason=found.error.words(), code=found.error.code, check_words=words
        )
    if found.checked is None or found.merged is None:
        return ImportOutcome(name, "known", check_words=words)
    shown = found.checked.channel in (None, *channels)
    merged = found.merged
    unused = unused_of(merged, found.withheld) if shown else NOTHING
    warnings = (warning(found.checked), sentence(merged), _left_out(found))
    return ImportOutcome(
        name,
        "held" if found.state == "held" else "new",
        sender=sender or found.checked.sender.name,
        made=merged.made if shown else 0,
        changed=merged.changed if shown else 0,
        held=merged.held if shown else 0,
        unused=unused,
        advice=unused.advice(),
        warning=" ".join(filter(None, warnings)) or None,
        check_words=words,
    )


def _left_out(found: Received) -> str | None:
    if not found.left_out:
        return None
    return _(
        "What one workstation wrote is left out of this file: it begins its numbering anew far "
        "more often than a sound one. Call the receiving office."
    )


def warning(checked: Checked) -> str | None:
    """What to say of a sender whose certificate is not of today."""
    found = _WARNINGS.get(checked.state)
    return None if found is None else _(found)
