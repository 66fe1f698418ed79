"""``policy timing`` for callers: months and arrears of one allowance, with the article.

A case is ``{"id", "question", "facts"}``; an answer is ``{"id", "question", "answer", "reasons",
"legal", "status", "questions"}``, or ``error`` in its place. ``answer`` is a month ``YYYY-MM``,
``"yes"``/``"no"``, a sum in đồng, or null when a question has to be settled first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from app.core.i18n import N_
from app.policy import arrears, stopping, timing
from app.policy.facts import Disability
from app.policy.month_answers import Timing
from app.policy.months import months_between
from app.services.law import Answer, answer_each
from app.services.law_facts import Reader, complain

_APPLIES = re.compile(r"month from which ([0-9]+[.,][0-9]+) applies")
_CODE = re.compile(r"5\.(1(\.[abcdđeghikl])?|[234678]|5\.[abcd])|HTXH(\.[ab])?")
_LOST = (
    "died",
    "declared_missing",
    "lost_on",
    "imprisoned_from",
    "refused_on",
    "stopped_on",
    "adopted_on",
    "facility_from",
    "studies_ended_on",
)
_MET = ("condition_met", "child_born", "new_level_from", "certificate_changed")


def timings(cases: Iterable[object]) -> list[Answer]:
    """The answer about time of every case, in order."""
    return answer_each(cases, _timing)


def _timing(told: Reader) -> Answer:
    question = told.text("question")
    facts = told.inside("facts")
    found = _find(question, facts)
    facts.done()
    return {
        "question": question,
        "answer": found.answer,
        "reasons": [reason.words() for reason in found.reasons],
        "legal": list(found.legal),
        "status": "verified" if found.verified else "unverified",
        "questions": [asked.words() for asked in found.questions],
    }


def _find(question: str | None, facts: Reader) -> Timing:
    words = (question or "").strip().lower()
    if applies := _APPLIES.fullmatch(words):
        return _change(facts, after=Decimal(applies[1].replace(",", ".")))
    answer = _QUESTIONS.get(words)
    if answer is None:
        complain("question", N_("Ask one of these: {words}."), words=", ".join(_QUESTIONS))
    return answer(facts)


def _start(facts: Reader) -> Timing:
    return timing.first_month(
        _category(facts),
        birth=facts.birth_or_none("dob"),
        submitted=facts.day_or_none("submitted"),
        decision_signed=facts.day_or_none("decision_signed"),
        certificate=facts.day_or_none("disability_cert_date"),
    )


def _change(facts: Reader, *, after: Decimal | None = None) -> Timing:
    met = [day for key in _MET if (day := facts.day_or_none(key)) is not None]
    before = facts.decimal("coefficient_before")
    told_after = facts.decimal("coefficient_after")
    degree = facts.choice_or_none("disability", Disability)
    category = facts.text("category")
    birth = facts.birth_or_none("dob")
    after = after if after is not None else told_after
    if met:
        lower = before is not None and after is not None and after < before
        return timing.change_in_month_of(min(met), lower=lower)
    if birth is None or category is None:
        complain(
            facts.field("dob" if birth is None else "category"),
            N_("Write the category with the date of birth, or the day of the change."),
        )
    return timing.month_of_change(category, birth, before=before, after=after, degree=degree)


def _end(facts: Reader) -> Timing:
    facts.ignore("had_k1_allowance")
    category = facts.text("category")
    if category is not None and not _CODE.fullmatch(category):
        complain(facts.field("category"), N_("Write a category of Article 5 like 5.5.a here."))
    pension = category is not None and category.startswith("HTXH")
    return stopping.last_month(
        None if pension else category,
        birth=facts.birth_or_none("dob"),
        studying=facts.yes("studying"),
        lost=[day for key in _LOST if (day := facts.day_or_none(key)) is not None],
    )


def _suspend(facts: Reader) -> Timing:
    return stopping.may_suspend(
        facts.months("uncollected_months"),
        refuses_review=facts.yes("refuses_review"),
        detained_from=facts.day_or_none("detained_from"),
        detained_to=facts.day_or_none("detained_to"),
    )


def _stop(facts: Reader) -> Timing:
    return stopping.may_stop(facts.day("suspended_from"), facts.day("asked_on"))


def _move(facts: Reader) -> Timing:
    return stopping.first_month_after_move(facts.day("stop_decision"))


def _arrears(facts: Reader) -> Timing:
    category = facts.text("category")
    coefficient = facts.decimal("coefficient")
    first, last = _month(facts, "from"), _month(facts, "to")
    if coefficient is None and not (category or "").startswith("HTXH"):
        complain(facts.field("coefficient"), N_('Write a number like "1.5" here.'))
    if last < first:
        complain(facts.field("to"), N_("Write a month that is not before the first one."))
    monthly = facts.whole("paid_monthly_vnd") or 0
    each = dict.fromkeys(months_between(first, last), monthly) if monthly else {}
    for payment in facts.objects("paid"):
        each[_month(payment, "month")] = payment.whole("vnd") or 0
        payment.done()
    return arrears.still_owed(coefficient, first, last, paid=each)


def _month(told: Reader, key: str) -> date:
    month = told.month_or_none(key)
    if month is None:
        complain(told.field(key), N_("Write a month like 2025-03 here."))
    return month


def _category(facts: Reader) -> str:
    category = facts.text("category")
    if category is None or not _CODE.fullmatch(category):
        complain(facts.field("category"), N_("Write a category of Article 5 like 5.5.a here."))
    return category


_QUESTIONS: dict[str, Callable[[Reader], Timing]] = {
    "first month": _start,
    "month of change": _change,
    "last paid month": _end,
    "last month": _end,
    "may suspend": _suspend,
    "may stop": _stop,
    "first month in the new place": _move,
    "arrears": _arrears,
}
