"""A commune on the board of the receiving office: its state, what to do, its row of figures."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.clock import local
from app.core.i18n import _, ngettext
from app.core.money import group_digits
from app.services.missing_parts import LONG_DAYS
from app.services.office import CommuneLine, CommuneState
from app.ui.machines_sheet import SOON
from app.ui.widgets.table_model import Cell, Row


def state_words(line: CommuneLine) -> tuple[str, str, str]:
    """Kind, icon and words of a commune's state."""
    match line.state:
        case CommuneState.MISSING:
            words = ngettext(
                "{count} change missing before others",
                "{count} changes missing before others",
                line.missing,
            )
            return "bad", "file-warning", words.format(count=line.missing)
        case CommuneState.TWO_COPIES:
            return "warn", "users", _("Two copies at work")
        case CommuneState.DIFFERENCES:
            words = ngettext("{count} place differs", "{count} places differ", line.differences)
            return "info", "circle-help", words.format(count=line.differences)
        case CommuneState.SILENT:
            weeks = line.silent_days // 7
            words = ngettext("{count} week silent", "{count} weeks silent", weeks)
            return "warn", "clock", words.format(count=weeks)
        case CommuneState.GOOD:
            return "ok", "check", _("Complete")
        case CommuneState.WAITING:
            return "warn", "hourglass", _("Enrolled, nothing came yet")
    return "plain", "", _("Not enrolled")


def next_words(line: CommuneLine) -> str:
    """What to do about a commune in that state."""
    if line.state is CommuneState.MISSING and line.taken_up and not line.waiting:
        return _(
            "What came later counts already, without the missing part. If that comes after all, it "
            "joins and nothing stands twice."
        )
    if line.state is CommuneState.MISSING and line.waiting_days > LONG_DAYS:
        return _(
            "What came later has waited for {days} days. If the computer that wrote it is gone and "
            "nobody can send the missing part, take up what waits."
        ).format(days=line.waiting_days)
    if line.state is CommuneState.TWO_COPIES and line.waiting_days > LONG_DAYS:
        return _(
            "What the second copy of a workstation wrote has waited for {days} days. If that "
            "workstation is gone, take up what waits."
        ).format(days=line.waiting_days)
    return {
        CommuneState.MISSING: _(
            "What came later is kept whole and waits. The answer asks for the missing part; "
            "nothing has to be sent from the beginning."
        ),
        CommuneState.TWO_COPIES: _(
            "A workstation was copied, or set back to an earlier day. The work of both is kept and "
            "joins by itself with your answer. Ask the commune which computer it works on."
        ),
        CommuneState.DIFFERENCES: _("One side settles it; the answer carries the settlement."),
        CommuneState.SILENT: _("Call the commune, or send a notice with the answer."),
        CommuneState.GOOD: _("The answer confirms what arrived and carries your changes."),
        CommuneState.WAITING: _("The commune writes its first file and brings it here."),
        CommuneState.NOT_ENROLLED: _("Let the commune make its request, then enrol it."),
    }[line.state]


def take_up_words(line: CommuneLine) -> str:
    """The question before what waits is taken up."""
    if not line.missing:
        words = ngettext(
            "{count} change of a second copy of a workstation waits until that workstation joins "
            "it. Let it count now? If the workstation comes back after all, nothing stands twice.",
            "{count} changes of a second copy of a workstation wait until that workstation joins "
            "them. Let them count now? If the workstation comes back after all, nothing stands "
            "twice.",
            line.waiting,
        )
        return words.format(count=line.waiting)
    words = ngettext(
        "{count} change waits for a part that is missing. Let it count without that part? If the "
        "part comes after all, nothing stands twice.",
        "{count} changes wait for a part that is missing. Let them count without that part? If the "
        "part comes after all, nothing stands twice.",
        line.waiting,
    )
    return words.format(count=line.waiting)


def days_words(line: CommuneLine) -> str:
    """How long the commune is still enrolled, once that is soon over."""
    days = line.days_left
    if days is None or days > SOON:
        return ""
    if days < 0:
        return _("Its enrolment has ended.")
    words = ngettext("Its enrolment: {count} day left.", "Its enrolment: {count} days left.", days)
    return words.format(count=days)


def total_cells(lines: Sequence[CommuneLine]) -> tuple[str, ...] | None:
    """What the enrolled communes of the list add up to; no row where there is none."""
    known = [line for line in lines if line.devices]
    if not known:
        return None
    words = ngettext("Sum of {count} commune", "Sum of {count} communes", len(known))
    return (
        words.format(count=len(known)),
        "",
        "",
        group_digits(sum(line.files for line in known)),
        group_digits(sum(line.beneficiaries for line in known)),
        group_digits(sum(line.monthly_vnd for line in known)),
    )


def commune_row(line: CommuneLine) -> Row:
    """A commune as a row of the board."""
    kind, icon, words = state_words(line)
    last = "–"
    if line.last_received_ms is not None:
        last = local(line.last_received_ms).strftime("%d/%m")
    known = bool(line.devices)
    cells = (
        Cell(line.name, "tx" if known else "tx2", strong=known),
        Cell(words, "tx2" if kind == "plain" else kind, icon),
        last,
        group_digits(line.files) if known else "–",
        group_digits(line.beneficiaries) if known else "–",
        group_digits(line.monthly_vnd) if line.monthly_vnd else "–",
    )
    return Row(str(line.pv), cells)
