"""How a dossier is told on the screen: line of the list, due days, steps, question."""

from __future__ import annotations

from datetime import date

from app.core.i18n import N_, _
from app.core.money import show_dong
from app.services.dossiers import STEP_NAMES, DossierFile, DossierLine
from app.services.eligibility import OpenQuestion
from app.ui.date_reader import shown
from app.ui.left_words import left_words
from app.ui.widgets.list_model import ListLine
from app.ui.widgets.options import Option
from app.ui.widgets.question_card import Question
from app.ui.widgets.step_list import StepLine

SOON = 3  # working days from which a limit is marked
WAITS = {
    "received": N_("New"),
    "verified": N_("To be verified"),
    "posted": N_("To be posted"),
    "submitted": N_("To be submitted"),
    "decided": N_("To be signed"),
}
YES, NO = "yes", "no"


def list_line(line: DossierLine) -> ListLine:
    """One dossier of the list: what to do next, and how long there is."""
    late = line.days_left is not None and line.days_left < 0
    kind, icon = "plain", "hourglass"
    status = next(
        (_(WAITS[key]) for key, words in STEP_NAMES.items() if _(words) == line.step), _("Decided")
    )
    if line.days_left is None:
        icon = "check"
    elif line.days_left <= SOON:
        kind, icon = ("bad", "circle-alert") if late else ("warn", "clock")
        status = left_words(line.days_left, working=True)
    return ListLine(
        key=str(line.id),
        title=line.name,
        status=status,
        status_kind=kind,
        status_icon=icon,
        aside=_("due {day}").format(day=line.due.strftime("%d/%m")) if line.due else "",
    )


def head_line(file: DossierFile) -> str:
    """Birth · village · number of the one-stop desk."""
    row = file.row
    parts = [
        _("born {day}").format(day=shown(row.person_birth)) if row.person_birth else "",
        file.village or "",
        _("one-stop {code}").format(code=row.one_stop_code) if row.one_stop_code else "",
    ]
    return " · ".join(part for part in parts if part)


def step_lines(file: DossierFile) -> list[StepLine]:
    """The steps: done on a day, due now, later."""
    lines = []
    for state in file.steps:
        done = state.done_on is not None
        # A decision that was entered ends the dossier, whatever was noted on the way to it.
        now = file.now is not None and state is file.now and not file.row.result
        day = ""
        if state.done_on is not None:
            day = weekday(state.done_on)
        elif state.due is not None and not file.row.result:
            day = _("by {day}").format(day=weekday(state.due))
        lines.append(
            StepLine(
                _(STEP_NAMES[state.step.key]),
                state.step.who,
                day,
                "done" if done else "now" if now else "later",
                warn=_("still missing: {what}").format(what=file.missing[0])
                if now and file.missing
                else "",
            )
        )
    return lines


def weekday(day: date) -> str:
    """A day with its name: Thu 20/11/2025."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return f"{names[day.weekday()]} {day.strftime('%d/%m/%Y')}"


def question_of(question: OpenQuestion) -> Question:
    """A question the law or the record leaves open, with what each answer brings."""
    if question.monthly_vnd:
        yes = _("Yes, {sum} a month").format(sum=show_dong(question.monthly_vnd))
    else:
        yes = _("Yes")
    return Question(
        _("A question to answer"),
        question.words,
        (Option(YES, yes, key="1"), Option(NO, _("No"), key="2")),
        _("Category {code}. The answer is kept with the decision, under your name.").format(
            code=question.code
        ),
    )
