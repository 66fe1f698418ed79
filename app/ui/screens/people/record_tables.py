"""The further parts of a person's page as tables: facts, dossiers, papers, changes."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import N_, _
from app.core.money import show_dong
from app.services import choices
from app.services.dossiers import STEP_NAMES
from app.services.history import FieldChange, HistoryLine
from app.services.person_pages import DossierRow, FactRow, OtherRow, PaperRow, PersonPage
from app.ui.screens.people.lanes import fact_words
from app.ui.screens.people.person_words import date_words, joined
from app.ui.widgets.table_model import Cell, Column, Row

OWN_PAPERS = {"assessment-sheet": N_("Sheet that explains the sum")}


def fact_columns() -> list[Column]:
    """Facts over time."""
    return [
        Column(_("What holds"), 0),
        Column(_("From"), 110),
        Column(_("To"), 110),
        Column(_("Paper"), 230),
    ]


def fact_rows(page: PersonPage) -> list[Row]:
    """The person's and the household's facts, those that hold first; then those of other rows."""
    today = page.today.isoformat()
    facts = sorted(
        (*page.file.facts, *page.file.household_facts), key=lambda one: not one.holds_on(today)
    )
    return [Row(str(one.id), _fact_cells(one, today)) for one in facts] + [
        Row(str(one.id), _fact_cells(one, today, in_row_of(other)))
        for other in page.others
        for one in other.facts
    ]


def in_row_of(other: OtherRow) -> str:
    """In which other row of the person something stands."""
    return _("in the row of {name}").format(name=other.person.name)


def _fact_cells(fact: FactRow, today: str, where: str = "") -> tuple[str | Cell, ...]:
    words = fact_words(fact)
    told = Cell(words[:1].upper() + words[1:], kind="tx" if fact.holds_on(today) else "tx2")
    paper = joined(fact.number, date_words(fact.issued_on), fact.issued_by)
    return (
        told,
        date_words(fact.valid_from),
        date_words(fact.valid_to),
        joined(where, paper, fact.note),
    )


def dossier_columns() -> list[Column]:
    """Dossiers."""
    return [
        Column(_("Received"), 110),
        Column(_("For"), 0),
        Column(_("State"), 200),
        Column(_("Sum a month"), 120, "right"),
    ]


def dossier_rows(page: PersonPage) -> list[Row]:
    """The dossiers, the latest first; then those of other rows of the person."""
    return [_dossier_row(one) for one in reversed(page.dossiers)] + [
        _dossier_row(one, in_row_of(other))
        for other in page.others
        for one in reversed(other.dossiers)
    ]


def _dossier_row(one: DossierRow, where: str = "") -> Row:
    cells = (
        date_words(one.received_on),
        joined(one.category, one.one_stop_code, where),
        _state(one),
        show_dong(one.monthly_vnd) if one.monthly_vnd else "–",
    )
    return Row(str(one.id), cells)


def _state(dossier: DossierRow) -> Cell:
    if dossier.result == "granted":
        words = joined(_("granted"), dossier.decision_no)
        return Cell(words, kind="ok", icon="check")
    if dossier.result == "refused":
        return Cell(joined(_("refused"), dossier.decision_no))
    return Cell(_(STEP_NAMES.get(dossier.state or "received", "")), icon="hourglass")


def paper_columns() -> list[Column]:
    """Papers that were made."""
    return [Column(_("Made on"), 110), Column(_("Paper"), 0)]


def paper_rows(papers: Sequence[PaperRow]) -> list[Row]:
    """The papers, the newest first."""
    return [
        Row(str(one.id), (date_words(one.made_on), _paper_words(one.form or ""))) for one in papers
    ]


def _paper_words(form: str) -> str:
    return _(OWN_PAPERS[form]) if form in OWN_PAPERS else _("Form {code}").format(code=form)


def change_columns() -> list[Column]:
    """Who changed what."""
    return [
        Column(_("When"), 160),
        Column(_("Who"), 150),
        Column(_("Record"), 130),
        Column(_("Change"), 0),
    ]


def change_rows(lines: Sequence[HistoryLine]) -> list[Row]:
    """The changes, the latest first; each field from what to what."""
    return [
        Row(
            str(place),
            (
                _when(line),
                line.who,
                line.record,
                joined(line.action, *(_change(one) for one in line.changes)),
            ),
        )
        for place, line in enumerate(lines)
    ]


def _when(line: HistoryLine) -> str:
    told = line.at.strftime("%H:%M %d/%m/%Y")
    return _("{time} (date not certain)").format(time=told) if line.doubtful else told


def _change(change: FieldChange) -> str:
    told = f"{change.old} → {change.new}" if change.old else change.new
    return f"{change.label}: {told}"


def member_relation(relation: str | None) -> str:
    """The words of a relation to the head."""
    return _(choices.RELATION[relation]) if relation in choices.RELATION else ""
