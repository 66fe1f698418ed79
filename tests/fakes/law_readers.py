"""What asks the law from outside, and tables of figures that come in signed packs.

Tables are met as at a station: read, put in use, then asked about every kind of case, because a
pack that reads well may still stop the rules.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from app.core.paths import resource
from app.policy import pack_check, parameters
from app.policy.emergency_clock import due
from app.policy.limit_rows import Limit
from app.policy.procedure import states
from app.services.law import assess, read_cases
from app.services.law_care import care
from app.services.law_emergency import minimums
from app.services.law_timing import timings
from tests.fakes.mutators import retabled

_HOUSE: dict[str, Any] = {"household": {"poverty": "ngheo"}, "area": {"dtts_mn_dbkk": True}}
_PEOPLE: tuple[dict[str, Any], ...] = (
    {"dob": "1944-05-06", "supporter": "khong_co", "requested": True},
    {"dob": "1950", "disability": "nang"},
    {"dob": "1990-02-03", "hiv": True},
    {"dob": "2015-02-03", "k1_ground": "a"},
    {"dob": "2005-02-03", "studying": True, "had_k1_allowance": True},
    {"dob": "1990", "marital": "goa", "children": [{"dob": "2020"}]},
)
ASSESS = [
    {"date": day, "person": person, **_HOUSE} for day in ("2022-08-03", "2026-08-03")
    for person in _PEOPLE
]  # fmt: skip
CARE = [
    {"date": "2024-08-01", "facts": facts}
    for facts in (
        {"cared_for": {"dob": "2022-01-01", "k1_ground": "a"}, "carer": "ho_gia_dinh_ca_nhan_nhan"},
        {"person": {"dob": "1995-01-01", "disability": "nang", "children_under_36m": 2}},
    )
]
EMERGENCY = [
    {"type": kind, "date": "2026-08-01", "facts": facts}
    for kind, facts in (
        ("luong_thuc", {"cause": "giap_hat", "persons": 3, "months": 2}),
        ("thuong_nang", {"cause": "hoa_hoan", "treatment_days": 4}),
        ("mai_tang_khan_cap", {"cause": "dich_benh", "dead": 1, "missing": 1}),
        ("mai_tang", {"deceased_status": "dang_huong_5.6"}),
        ("mai_tang_htxh", {"deceased_status": "dang_huong_HTXH.a"}),
        ("mai_tang_co_so", {}),
        ("nha_o", {"damage": "phai_di_doi", "relocation_decision": True}),
        ("bao_ve_khan_cap", {"victim": "bao_luc_gia_dinh", "days": 2}),
    )
]
TIMING = [
    {"question": question, "facts": facts}
    for question, facts in (
        ("first month", {"category": "5.3", "decision_signed": "2023-04-30"}),
        (
            "month of change",
            {
                "category": "5.6",
                "dob": "1964-01-31",
                "disability": "nang",
                "coefficient_before": "1.5",
            },
        ),
        ("last paid month", {"category": "5.3", "dob": "2008-02-29"}),
        ("last paid month", {"category": "HTXH.a", "died": "2026-01-01"}),
    )
]
QUESTIONS: dict[str, tuple[list[dict[str, Any]], Callable[[list[Any]], object]]] = {
    "assess": (ASSESS, lambda cases: assess(cases, explain=True)),
    "care": (CARE, care),
    "emergency": (EMERGENCY, minimums),
    "timing": (TIMING, timings),
}

RECEIVED = (date(2022, 8, 3), date(2026, 8, 28))


def lines(cases: list[dict[str, Any]]) -> bytes:
    """As somebody writes them into a file, a case to a line."""
    return ("[" + ",\n".join(json.dumps(one) for one in cases) + "]").encode()


def ask(kind: str, raw: bytes) -> object:
    """What ``policy`` answers to the content of a file."""
    return QUESTIONS[kind][1](read_cases(raw.decode(errors="replace")))


def tables() -> list[bytes]:
    """The program's own tables, each under its name."""
    names = sorted(parameters.TABLES)
    return [
        f"# {name}\n{resource('policy', name).read_text(encoding='utf-8')}".encode()
        for name in names
    ]


def reckon(raw: bytes, _: Path) -> object:
    """Put a table in use and ask about everybody."""
    name, _line, text = raw.decode(errors="replace").partition("\n")
    try:
        parameters.use(pack_check.with_pack({name.removeprefix("# "): text}))
        return [
            [answer(cases) for cases, answer in QUESTIONS.values()],
            [states(day, {}, restricted=False) for day in RECEIVED],
            [due(limit, datetime.combine(day, time(9))) for limit in Limit for day in RECEIVED],
        ]
    finally:
        parameters.use(None)


def retabled_under_its_name(raw: bytes, dice: random.Random) -> bytes:
    """Spoiled behind the first line."""
    name, _, text = raw.partition(b"\n")
    return name + b"\n" + retabled(text, dice)
