"""The steps of a dossier and the legal clock, by the day the dossier was received.

Until 30/6/2025 the district decided (NĐ 20/2021/NĐ-CP Điều 8.1); since 1/7/2025 the chairman of
the commune decides within 10 working days (NĐ 147/2025/NĐ-CP Điều 5.2.b, known as quoted; whether
the posting of two working days survives is not verified). HIV is never posted (Điều 8.1.b).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.working_days import deadline
from app.policy.parameters import law
from app.policy.procedure_rows import Procedure, Step


@dataclass(frozen=True, slots=True)
class StepState:
    """Where one step stands: done on a day, or due by one."""

    step: Step
    done_on: date | None
    due: date | None


def procedure_on(received: date) -> Procedure:
    """The procedure for a dossier received on that day; Correctable before 1/7/2021."""
    for one in law().procedures:
        if one.first_day <= received and (one.last_day is None or received <= one.last_day):
            return one
    raise Correctable(
        "before_law",
        N_("The rules before 1/7/2021 are not loaded. Enter the day of the new application."),
        field="received_on",
    )


def states(
    received: date, done: Mapping[str, date | None], *, restricted: bool
) -> tuple[StepState, ...]:
    """Every step with its day or its limit, in order.

    A limit that is counted from a step not yet done is counted from that step's own limit, so
    that the officer always sees the latest lawful day. ``done`` is by step key.
    """
    found: dict[str, StepState] = {}
    for step in procedure_on(received).steps:
        if step.hidden_when_restricted and restricted:
            continue
        end = received if step.key == "received" else done.get(step.key)
        due = None
        if step.limit is not None and step.counted_from is not None:
            before = _counted_from(found, step.counted_from, received)
            due = deadline(before, step.limit, working=True)
        found[step.key] = StepState(step, end, due)
    return tuple(found.values())


def current(steps: tuple[StepState, ...]) -> StepState | None:
    """The step to do now; None when all are done."""
    return next((one for one in steps if one.done_on is None), None)


def _counted_from(found: dict[str, StepState], key: str, received: date) -> date:
    before = found.get(key)
    if before is None:  # a hidden step ends with the one before it
        before = next(reversed(found.values()))
    return before.done_on or before.due or received
