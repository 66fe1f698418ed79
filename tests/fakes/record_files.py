"""Files of records as somebody else would write them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from app.services.record_io import RecordIO
from tests.fakes.desk import Desk


def line(kind: str, key: str, /, *, links: dict[str, str] | None = None, **values: Any) -> str:
    """One line of a file."""
    return json.dumps({"kind": kind, "key": key, "set": values, "links": links or {}})


REGISTER = [
    line("village", "v-1", name="Bon U2", kind="bon"),
    line("household", "h-1", links={"village": "v-1", "head": "p-1"}),  # p-1 stands further down
    line("person", "p-1", name="Điểu Ndŭr", birth="1979", sex="nam"),
    line("membership", "m-1", links={"household": "h-1", "person": "p-1"}, relation="chu_ho"),
    line("fact", "f-1", links={"household": "h-1"}, kind="poverty", value="ngheo"),
    line("fact", "f-2", links={"village": "v-1"}, kind="stable_income", value="co"),
    line("restricted_fact", "r-1", links={"person": "p-1"}, kind="hiv", value="co"),
    line("event", "e-1", cause="thien_tai", happened_on="2025-11-12", name="Mưa lũ"),
    line("emergency_case", "c-1", links={"event": "e-1", "household": "h-1"}, needs="gao"),
    line("victim", "x-1", links={"emergency_case": "c-1", "person": "p-1"}, status="thuong_nang"),
    line("support", "s-1", links={"emergency_case": "c-1"}, type="12.1", kilograms=15),
    line("protection_case", "b-1", links={"person": "p-1"}, ground="lang_thang_xin_an"),
]


def write(folder: Path, *lines: str) -> Path:
    """The file of these lines."""
    path = folder / "records.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def results(desk: Desk, path: Path) -> Counter[str]:
    """What became of the lines of a file, counted."""
    return Counter(one.result for one in RecordIO(desk.store, desk.session).apply(path))
