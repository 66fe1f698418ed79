"""The one thing to do next for a person, in a sentence, with the verb that does it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.core.i18n import _
from app.core.money import show_dong
from app.core.partial_date import PartialDate
from app.services.dossiers import STEP_NAMES
from app.services.person_pages import PersonPage


@dataclass(frozen=True, slots=True)
class NextStep:
    """``does`` is edit, fact, dossier, new_dossier or nothing; ``verb`` stands on the button."""

    words: str
    verb: str = ""
    does: str = ""
    dossier: UUID | None = None
    category: str = ""


def next_step(page: PersonPage) -> NextStep:
    """What the officer should do next; the most binding thing first."""
    person, assessment = page.file.person, page.assessment
    if person["death_on"]:
        return NextStep(_("Died on {day}. The payment ends with that month.").format(
            day=PartialDate.from_iso(person["death_on"]).show()
        ))  # fmt: skip
    if page.moves and page.moves[-1].source == person.pv:
        return NextStep(_("Moves away. The new commune decides on what goes on."))
    if person.birth is None:
        return NextStep(
            _("Enter the date of birth; the year alone will do. Then the sum can be worked out."),
            _("Edit"),
            "edit",
        )
    if page.open_dossier is not None:
        step = _(STEP_NAMES.get(page.open_dossier.state or "received", ""))
        return NextStep(
            _("A dossier is under way: {step}.").format(step=step),
            _("Open the dossier"),
            "dossier",
            page.open_dossier.id,
        )
    if page.ahead is not None:
        return NextStep(
            _("Turns {age} on {day}: prepare the decision that raises the sum to {sum}.").format(
                age=page.ahead.age,
                day=page.ahead.day.strftime("%d/%m/%Y"),
                sum=show_dong(page.ahead.total_vnd),
            ),
            _("Open a dossier"),
            "new_dossier",
            category=assessment.codes[0] if assessment and assessment.codes else "",
        )
    if assessment is not None and assessment.total_vnd > page.paid_vnd:
        return NextStep(
            _("The law grants {sum} a month, and {paid} is paid. Open a dossier.").format(
                sum=show_dong(assessment.total_vnd), paid=show_dong(page.paid_vnd)
            ),
            _("Open a dossier"),
            "new_dossier",
            category=assessment.codes[0],
        )
    if assessment is not None and assessment.missing and not page.paid_vnd:
        return NextStep(assessment.missing[0], _("Add a fact"), "fact")
    return NextStep(_("Nothing is waiting here."))
