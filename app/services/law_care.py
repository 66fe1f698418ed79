"""``policy care`` for callers: care support (Điều 20) beside the cared-for person's own allowance.

A case is ``{"id", "date", "facts"}`` with ``facts.cared_for`` (one person or a list) and
``facts.carer``, or ``facts.person`` for a disabled person who is pregnant or raises small
children. An answer has the shape of ``policy assess`` with a ``payee`` (``person`` or ``carer``)
in each entitlement, or ``error`` in its place. A ``category`` told for the person stands for an
allowance already decided: it is then not counted again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from app.core.i18n import N_
from app.policy import care_support, catalog
from app.policy.calendar import require_known
from app.policy.care_support import CareOutcome, Carer
from app.policy.facts import Facts, Person, Poverty
from app.policy.outcome import Considered, Entitlement, Outcome, Question
from app.services.law import (
    Answer,
    answer_each,
    considered_answer,
    entitlement_answer,
    question_answer,
)
from app.services.law_facts import Reader, complain, read_person_fields

PERSON, CARER = "person", "carer"


@dataclass(slots=True)
class _Sheet:
    """The answer being gathered."""

    entitlements: list[tuple[Entitlement, str]] = field(default_factory=list)
    considered: list[Considered] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def take(self, found: Outcome | CareOutcome, payee: str) -> None:
        paid = found.entitlements if isinstance(found, Outcome) else found.supports
        self.entitlements += [(row, payee) for row in paid]
        self.questions += found.questions
        if isinstance(found, CareOutcome):
            self.considered += found.considered


def care(cases: Iterable[object]) -> list[Answer]:
    """What is paid for care in every case, in order."""
    return answer_each(cases, _care)


def _care(told: Reader) -> Answer:
    on = told.day("date")
    require_known(on)
    facts = told.inside("facts")
    sheet = _Sheet()
    carer = facts.choice_or_none("carer", Carer)
    meets = facts.yes("carer_meets_conditions", default=True)
    people = facts.objects("cared_for") if facts.is_list("cared_for") else _single(facts)
    if not people and not facts.has("person"):
        complain(facts.field("cared_for"), N_("Write who is cared for here."))
    for person in people:
        if carer is None:
            complain(facts.field("carer"), N_("Write who cares here."))
        _cared_for(sheet, person, on, carer, meets_conditions=meets)
    if facts.has("person"):
        _parent(sheet, facts, on, None if people else carer)
    facts.done()
    return {
        "entitlements": [
            entitlement_answer(row) | {"payee": payee} for row, payee in sheet.entitlements
        ],
        "total_vnd": sum(row.monthly_vnd for row, _payee in sheet.entitlements),
        "considered": [considered_answer(row) for row in sheet.considered],
        "questions": [question_answer(row) for row in sheet.questions],
    }


def _single(facts: Reader) -> list[Reader]:
    return [facts.inside("cared_for")] if facts.has("cared_for") else []


def _cared_for(
    sheet: _Sheet, told: Reader, on: date, carer: Carer, *, meets_conditions: bool
) -> None:
    person = read_person_fields(told, on)
    category = told.text("category")
    facts = _facts(told, person)
    told.done()
    if category is None:
        own = catalog.decide(facts, on)
        sheet.take(own, PERSON)
        cared = [row.code for row in own.entitlements]
        category = "5.5.d" if "5.5.d" in cared else None
    sheet.take(
        care_support.for_carer(
            on, person, carer, category=category, meets_conditions=meets_conditions
        ),
        CARER,
    )


def _parent(sheet: _Sheet, facts: Reader, on: date, carer: Carer | None) -> None:
    told = facts.inside("person")
    person = read_person_fields(told, on)
    children = told.whole("children_under_36m") or 0
    spouse = told.yes("spouse_draws_20_2_a")
    decided = told.text("category")
    own = _facts(told, person)
    told.done()
    if decided is None:
        sheet.take(catalog.decide(own, on), PERSON)
    found = care_support.for_parent(
        on, person, children_under_36m=children, spouse_draws=spouse, carer=carer
    )
    sheet.take(found, PERSON)
    if carer is not None and not found.supports:
        sheet.take(care_support.for_carer(on, person, carer, category=decided), CARER)


def _facts(told: Reader, person: Person) -> Facts:
    """The person's own facts, with the household's told beside them."""
    return Facts(
        person=person,
        poverty=told.choice("poverty", Poverty, Poverty.NONE),
        hard_area=told.yes("dtts_mn_dbkk"),
    )
