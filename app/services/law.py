"""The law for callers: decoded JSON in, answers out, one for each case and in the same order.

Rules kept: a case that cannot be read is answered in its place by ``error`` with field and
message, and the others are still answered; keys nobody knows are listed in ``unknown_facts``;
nothing is stored and nothing is asked of the database. Words are in the language in use.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, NoReturn

from app.core.errors import Correctable
from app.core.i18n import N_, translate
from app.core.money import group_digits
from app.policy import catalog
from app.policy.calendar import require_known
from app.policy.outcome import Considered, Entitlement, Outcome, Question
from app.services.law_facts import Reader, Written, complain, read_facts

Answer = dict[str, Any]


def read_cases(text: str) -> list[Any]:
    """The cases of a JSON document, which has to be one list.

    Raises:
        Correctable: naming line and column where the document breaks.
    """
    try:
        found = json.loads(text, object_pairs_hook=Written.of, parse_constant=_no_number)
    except json.JSONDecodeError as broken:
        raise Correctable(
            "json-broken",
            N_("Mend the JSON at line {line}, column {column}."),
            line=broken.lineno,
            column=broken.colno,
        ) from None
    except (ValueError, RecursionError):
        raise Correctable(
            "json-unread", N_("Mend the JSON: it holds a number or a depth nobody can read.")
        ) from None
    if not isinstance(found, list):
        raise Correctable("json-no-list", N_("Write the cases as one list in square brackets."))
    return found


def assess(cases: Iterable[object], *, explain: bool = False) -> list[Answer]:
    """What each person is paid a month on the case's day, and why.

    Args:
        cases: objects of the shape of ``policy assess``.
        explain: adds ``explanation``, the answer as lines for a reader.
    """
    return answer_each(cases, lambda case: _assess(case, explain=explain))


def any_failed(answers: Iterable[Answer]) -> bool:
    """Whether a case could not be answered; the command line then ends with code 3."""
    return any("error" in answer for answer in answers)


def answer_each(cases: Iterable[object], answer: Callable[[Reader], Answer]) -> list[Answer]:
    """Answer every case; one that cannot be read gets its error in its place."""
    return [_answer(case, answer) for case in cases]


def _answer(case: object, answer: Callable[[Reader], Answer]) -> Answer:
    known = case.get("id") if isinstance(case, dict) else None
    identifier = known if isinstance(known, str | int) and not isinstance(known, bool) else None
    try:
        told = Reader(case)
        told.ignore("id")
        if known is not identifier:
            complain("id", N_("Write the id as text in quotation marks."))
        found = {"id": identifier, **answer(told)}
        if unknown := told.done():
            found["unknown_facts"] = sorted(unknown)
    except Correctable as mend:
        return {"id": identifier, "error": {"field": mend.field, "message": mend.words()}}
    return found


def _assess(told: Reader, *, explain: bool) -> Answer:
    on = told.day("date")
    require_known(on)
    outcome = catalog.decide(read_facts(told, on), on)
    found: Answer = {
        "entitlements": [entitlement_answer(row) for row in outcome.entitlements],
        "total_vnd": outcome.total_vnd,
        "considered": [considered_answer(row) for row in outcome.considered],
        "questions": [question_answer(row) for row in outcome.questions],
    }
    if explain:
        found["explanation"] = explanation(outcome)
    return found


def entitlement_answer(row: Entitlement) -> Answer:
    """One line of what is paid, as the command line tells it."""
    return {
        "code": row.code,
        "coefficient": coefficient_text(row.coefficient),
        "monthly_vnd": row.monthly_vnd,
        "legal": list(row.legal),
        "status": row.status,
    }


def considered_answer(row: Considered) -> Answer:
    """One category that lost or failed, with its reasons."""
    return {"code": row.code, "refused_because": row.words()}


def question_answer(row: Question) -> Answer:
    """One open fact with the code and sum that hang on it."""
    return {
        "code": row.code,
        "coefficient": coefficient_text(row.coefficient),
        "monthly_vnd": row.monthly_vnd,
        "facts": list(row.facts),
        "question": row.words(),
    }


def coefficient_text(coefficient: Decimal | None) -> str | None:
    """A coefficient as text with at least one decimal; None for the social pension."""
    return None if coefficient is None else str(coefficient)


def explanation(outcome: Outcome) -> list[str]:
    """The outcome as lines for a reader, in the language in use."""
    lines = []
    for row in outcome.entitlements:
        legal = "; ".join(row.legal)
        lines.append(_line(N_("{code}: {sum} đồng a month ({legal})."), row.code, row, legal))
    lines += [f"{asked.code}? {asked.words()}" for asked in outcome.questions]
    lines += [f"{lost.code}: {lost.words()}" for lost in outcome.considered]
    return lines


def _line(message: str, code: str, row: Entitlement, legal: str) -> str:
    return translate(message, code=code, sum=group_digits(row.monthly_vnd), legal=legal)


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)
