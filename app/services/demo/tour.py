"""One round: communes work a week, send, the office answers, the communes take the answer in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from app.core.clock import FixedClock
from app.services.container import Services
from app.services.demo.stations import CommuneStation, Note, enrol, make_commune, make_office
from app.services.demo.week import WeekOfWork, work
from app.services.invented.communes import CommunePlan

T = TypeVar("T")


@dataclass(slots=True)
class Round:
    """The open workstations of a round, what was done and how long it took (seconds)."""

    office: Services
    communes: list[CommuneStation]
    clock: FixedClock
    weeks: list[WeekOfWork] = field(default_factory=list)
    bundles: list[dict[str, object]] = field(default_factory=list)
    imports: list[dict[str, object]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of every workstation."""
        for station in self.communes:
            station.services.close()
        self.office.close()


def play(
    folder: Path,
    bundles: Path,
    plans: Sequence[CommunePlan],
    *,
    province: str,
    on: date,
    workers: int,
    note: Note,
) -> Round:
    """Play a round beginning on ``on``, a Monday; the first ``workers`` communes work a week."""
    clock = FixedClock.on(on)
    seconds: dict[str, float] = {}
    with_time = _Timer(seconds)
    office = with_time("make_office", lambda: make_office(folder / "office", province, clock))
    communes: list[CommuneStation] = []
    found = Round(office, communes, clock, seconds=seconds)
    for plan in plans:
        note(f"{plan.unit.full_name}: {plan.persons} …")
        place = folder / f"commune-{plan.unit.code}"
        station = with_time("make_communes", partial(make_commune, place, plan, clock))
        enrol(station.services, office)
        communes.append(station)
    for station in communes[:workers]:
        week_clock = station.services.clock
        assert isinstance(week_clock, FixedClock)
        start = week_clock.at
        found.weeks.append(with_time("work", partial(work, station, clock)))
        clock.at = start
    clock.advance(days=4)
    _exchange(found, bundles, with_time, note)
    return found


def _exchange(found: Round, folder: Path, with_time: _Timer, note: Note) -> None:
    outgoing, answers = folder / "from-communes", folder / "from-office"
    outgoing.mkdir(parents=True, exist_ok=True)
    answers.mkdir(parents=True, exist_ok=True)
    for station in found.communes:
        made = with_time("export", partial(station.services.exchange.export, None, outgoing))
        found.bundles += [
            {"from": station.unit.name, "name": one.name, "operations": one.operations,
             "bytes": one.size, "check_words": list(one.check_words)}
            for one in made
        ]  # fmt: skip
    note(f"{len(found.bundles)} bundles")
    taken = with_time("import", lambda: found.office.exchange.import_files([outgoing]))
    found.imports += [
        {"at": "office", "name": one.name, "state": one.state, "new": one.made,
         "changed": one.changed, "reason": one.reason}
        for one in taken
    ]  # fmt: skip
    for station in found.communes:
        found.office.office.notice(
            station.unit.pv,
            title="Đã nhận dữ liệu",
            body="Đã nhận đủ dữ liệu tuần này. Đề nghị đơn vị gửi tệp kế tiếp vào thứ Sáu.",
        )
    with_time("answer", lambda: found.office.office.answer_all(answers))
    for station in found.communes:
        exchange = station.services.exchange
        waiting = exchange.waiting_files(answers)
        mine = with_time("take_answer", partial(exchange.import_files, waiting))
        found.imports += [
            {"at": station.unit.name, "name": one.name, "state": one.state, "new": one.made,
             "changed": one.changed, "reason": one.reason}
            for one in mine
        ]  # fmt: skip


class _Timer:
    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds

    def __call__(self, name: str, run: Callable[[], T]) -> T:
        start = perf_counter()
        answer = run()
        spent = perf_counter() - start
        self._seconds[name] = round(self._seconds.get(name, 0.0) + spent, 3)
        return answer
