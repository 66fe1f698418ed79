"""How the day's work is told: lines with their limits, birthdays ahead, reports, the draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from app.core.i18n import N_, _
from app.services.drafts import Draft, DraftKey
from app.services.today import DUE, LATE, NEXT, TaskLine
from app.ui.left_words import left_words
from app.ui.widgets.list_model import ListLine

GROUPS = {LATE: N_("Overdue"), DUE: N_("Today"), NEXT: N_("Until the end of next week")}
FORMS = {
    "emergency": N_("The emergency intake"),
    "intake": N_("The new household"),
    "dossier": N_("The facts of a dossier"),
    "decision": N_("The decision of a dossier"),
    "person": N_("The correction of a person"),
    "fact": N_("The fact of a person"),
    "fact_end": N_("The end of a fact"),
    "same_person": N_("Two rows of one person"),
    "house": N_("The household of somebody who came"),
    "leave": N_("The move to another commune"),
    "relief": N_("The decision on relief"),
    "protection": N_("The intake kept apart"),
    "care": N_("The step of a case kept apart"),
}


def task_line(task: TaskLine, today: date) -> ListLine:
    """One thing to do: how long there is, what, when, what Enter does."""
    kind, icon, words = "plain", task.icon, _("To do")
    if task.due is not None and task.days_left is not None:
        words = left_words(task.days_left, working=task.working)
        icon = "hourglass"
        if task.group == LATE:
            kind, icon = "bad", "circle-alert"
        elif task.due == today:
            kind, icon = "warn", "clock"
    elif task.group == LATE:
        kind, icon, words = "bad", "circle-alert", _("Overdue")
    return ListLine(
        key=task.key,
        title=task.title,
        right=_("due {day}").format(day=weekday(task.due)) if task.due else "",
        second=task.second,
        status=words,
        status_kind=kind,
        status_icon=icon,
        group=_(GROUPS[task.group]),
        action=task.action,
    )


def group_counts(lines: Sequence[TaskLine], today: date) -> dict[str, str]:
    """What stands beside each head: how many, and for today which day."""
    counts = {
        _(GROUPS[group]): str(sum(line.group == group for line in lines)) for group in (LATE, NEXT)
    }
    counts[_(GROUPS[DUE])] = weekday(today)
    return counts


def weekday(day: date) -> str:
    """Fri 14/11."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return f"{names[day.weekday()]} {day.strftime('%d/%m')}"


def place_of(key: DraftKey) -> tuple[str, dict[str, Any]]:
    """Where the form stands that was being typed: screen, and what to open there."""
    if key.form == "dossier" and key.subject:
        return "monthly_allowance", {"dossier": UUID(key.subject)}
    if key.form == "decision" and key.subject:
        return "monthly_allowance", {"dossier": UUID(key.subject), "sheet": "decision"}
    if key.form in ("fact_end", "same_person") and key.subject:
        return "people", {"person": UUID(key.subject.partition(":")[0])}
    if key.form in ("person", "fact", "leave", "house") and key.subject:
        return "people", {"person": UUID(key.subject), "sheet": key.form}
    if key.form == "intake":
        into = {"household": UUID(key.subject)} if key.subject else {}
        return "people", {**into, "new": True}
    if key.form == "relief" and key.subject:
        return "emergency", {"case": UUID(key.subject), "sheet": "relief"}
    if key.form == "care" and key.subject:
        return "emergency", {"protection": UUID(key.subject), "sheet": "care"}
    return "emergency", {"apart" if key.form == "protection" else "new": True}


def draft_words(draft: Draft, today: date) -> str:
    """What was being typed and until when."""
    form = FORMS.get(draft.key.form)
    what = _(form) if form else _("A form")
    when = draft.saved_at.strftime("%H:%M")
    if draft.saved_at.date() == today:
        words = _("{what} typed until {time} today is still whole.")
        return words.format(what=what, time=when)
    words = _("{what} typed until {time} on {day} is still whole.")
    return words.format(what=what, time=when, day=draft.saved_at.strftime("%d/%m"))
