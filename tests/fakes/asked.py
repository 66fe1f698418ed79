"""Asking every service everything that can be asked, as an officer at the keyboard could.

Methods that write are listed; each other one is called with all that the lives of
``closed_lives`` offer for its parameters. A new method with a parameter nobody foresaw fails the
test: give the parameter its values here, or list the method among those that write.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

from app.core.errors import AppError
from app.oplog.kinds import BY_NAME
from app.services.container import Services
from app.services.drafts import DraftKey
from app.services.printing import Printed, papers
from tests.fakes import closed_lives
from tests.fakes.closed_lives import Closed, Lives
from tests.fakes.paper import text_of

WRITING = frozenset(
    [
        "add",
        "add_officer",
        "add_village",
        "advance",
        "answer",
        "answer_all",
        "apply",
        "back_up",
        "before_taking_out",
        "change_own_passphrase",
        "change_passphrase",
        "check_backup",
        "check_passphrase",
        "close",
        "confirm",
        "deliver",
        "deliver_all",
        "delete",
        "draft",
        "edit",
        "edit_village",
        "end",
        "export",
        "export_identity",
        "go_on_without",
        "grant",
        "import_files",
        "intake",
        "judge",
        "look",
        "make",
        "make_daily",
        "meet",
        "meet_all",
        "minimum",
        "move_in",
        "move_out",
        "note",
        "notice",
        "publish",
        "prove",
        "put_in_force",
        "read_request",
        "refuse",
        "remember",
        "renew",
        "renew_passphrase",
        "request",
        "save_receipt",
        "rows_of_person",
        "save",
        "set_cleared",
        "set_lock_minutes",
        "set_title",
        "settle",
        "settle_together",
        "take_back",
        "take_kept",
        "take_up",
        "take_key_out",
        "use_office_recovery",
        "verify",
        "vouch",
        "waiting_files",
        "watch",
        "withdraw",
    ]
)
"""What changes something, or is handed a file or what was typed."""

WRITING_OF = frozenset(
    {
        ("decisions", "decide"),
        ("dossiers", "open"),
        ("events", "add"),
        ("households", "house"),
        ("moving", "call_off"),
        ("moving", "carry_closed"),
        ("moving", "move"),
        ("moving", "prepare"),
        ("one_person", "link"),
        ("one_person", "tell_apart"),
        ("one_person", "unlink"),
        ("policy_packs", "preview"),
        ("policy_packs", "seen"),
        ("policy_packs", "take"),
        ("policy_packs", "use"),
        ("policy_packs", "write_tables"),
        ("protection", "decide"),
        ("relief_decisions", "decide"),
        ("relief_decisions", "decide_all"),
        ("trust", "accept"),
    }
)


def questions(services: Services) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every method that only asks, by name."""
    for topic, service in sorted(vars(services).items()):
        if topic.startswith("_") or topic == "session":
            continue
        if not type(service).__module__.startswith("app.services"):
            continue
        for name, _ in inspect.getmembers(type(service), inspect.isfunction):
            if name.startswith("_") or name in WRITING or (topic, name) in WRITING_OF:
                continue
            yield f"{topic}.{name}", getattr(service, name)


def answers(services: Services, lives: Lives, closed: Closed) -> dict[str, str]:
    """What everything answers, in words; refusals by their sentence.

    The names of the answers hold places, not ids: so two tours can be compared.
    """
    offered = _offered(lives, closed)
    found = {}
    for name, ask in questions(services):
        wanted = [
            one.name
            for one in inspect.signature(ask).parameters.values()
            if one.default is inspect.Parameter.empty or one.name == "open_only"
        ]
        missing = [one for one in wanted if one not in offered]
        assert not missing, f"{name}: what may {missing} be? See tests/fakes/asked.py"
        for choice in product(*(range(len(offered[one])) for one in wanted)):
            given = {one: offered[one][at] for one, at in zip(wanted, choice, strict=True)}
            found[f"{name} {dict(zip(wanted, choice, strict=True))}"] = _answer(ask, given)
    return found


def _answer(ask: Callable[..., Any], given: Mapping[str, Any]) -> str:
    try:
        answer = ask(**given)
    except AppError as error:
        return f"{type(error).__name__} {error.code} {error.words()}"
    return f"{answer!r} {text_of(answer.pdf)}" if isinstance(answer, Printed) else repr(answer)


def _offered(lives: Lives, closed: Closed) -> dict[str, Sequence[Any]]:
    people = [lives.child, lives.adult, lives.infected, lives.disabled]
    rows = [*people, lives.household, closed.case, *closed.facts, *closed.dossiers]
    return {
        "person_id": people,
        "person": people,
        "subject": [*people, lives.household],
        "household_id": [lives.household],
        "village_id": [lives.village],
        "dossier_id": [lives.open_dossier, *closed.dossiers],
        "case_id": [lives.open_case, closed.case],
        "event_id": [lives.event],
        "row_id": rows,
        "row": rows,
        "kind": list(BY_NAME),
        "kind_name": list(BY_NAME),
        "code": [one.code for one in papers()],
        "key": [DraftKey("protection"), DraftKey("person")],
        "typed": [closed_lives.CHILD, closed_lives.ADULT, *closed_lives.WORDS],
        "numbers": [[1, 2, 3, 4, 5, 6, 7, 8]],
        "pin": ["067145774417"],
        "one": people,
        "other": people,
        "open_only": [True, False],
        "first": [date(2026, 1, 1)],
        "last": [date(2026, 12, 31)],
    }
