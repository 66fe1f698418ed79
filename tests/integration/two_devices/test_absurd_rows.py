"""Rows that only another program writes: a field is missing, or says what no list of ours has.

They are signed, lawful and kept. Whatever they say, no list, page or day's work of a colleague or
of the office stops; a page that cannot be made says so in a sentence.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app.core.errors import AppError
from app.core.ids import new_id
from app.models.records import RECORDS
from app.oplog.kinds import KINDS, RESTRICTED_TWIN
from app.oplog.operation import Operation, Value, Write, encode
from app.oplog.registry import Channel, Field, Kind, RecordKind
from tests.factories import PV
from tests.fakes import closed_lives
from tests.fakes.asked import questions
from tests.fakes.closed_lives import Lives
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair

ABSURD: dict[Kind, tuple[Value, ...]] = {
    Kind.TEXT: ("", "\u202e{x}%s", "1850", "~2199", "2199-12-31", "1850-01"),
    Kind.INT: (0, 10**12, 999_999),
    Kind.ROW: (bytes(16),),
    Kind.BOOL: (),
}
NEIGHBOUR = 224615
Row = dict[int, Value]


def _real(desk: Desk, lives: Lives) -> Iterator[tuple[RecordKind, Row]]:
    """One row of every kind, as our own program wrote it."""
    with desk.store.read() as connection:
        for kind in KINDS:
            found = connection.execute(select(RECORDS[kind.name]).limit(1)).mappings().first()
            told = {} if found is None else {one.number: found[one.name] for one in kind.fields}
            if kind.name == "move":
                names = {one.name: one.number for one in kind.fields}
                told = {
                    names["person"]: lives.adult,
                    names["from_pv"]: PV,
                    names["to_pv"]: NEIGHBOUR,
                    names["moved_on"]: "2026-07-01",
                }
            yield (
                kind,
                {
                    number: value.bytes if isinstance(value, UUID) else value
                    for number, value in told.items()
                    if value is not None and not kind.by_number[number].act
                },
            )


def _spoiled(kind: RecordKind, row: Row) -> Iterator[Row]:
    for field in kind.fields:
        if field.act:
            continue
        yield {number: value for number, value in row.items() if number != field.number}
        yield from ({**row, field.number: value} for value in _fitting(field))


def _fitting(field: Field) -> Iterator[Value]:
    return (one for one in ABSURD[field.kind] if field.fits(one))


def _forge(desk: Desk, lives: Lives) -> dict[str, list[UUID]]:
    made: dict[str, list[UUID]] = {}
    real = list(_real(desk, lives))
    with desk.store.write(desk.session.officer) as work:
        for kind, row in real:
            if kind.channel is Channel.CTL or kind.name == "officer":
                continue
            for spoiled in _spoiled(kind, row):
                stream = work.streams.own(desk.id, kind.channel, PV)
                fresh = new_id()
                writes = [Write(number, value, []) for number, value in sorted(spoiled.items())]
                operation = Operation(
                    1, stream.seq + 1, desk.clock.now_ms() << 16, 1, desk.session.officer.bytes,
                    1, kind.number, PV, fresh.bytes, writes,
                )  # fmt: skip
                if writes:
                    work.receive(stream, encode(operation))
                    made.setdefault(kind.name, []).append(fresh)
        work.commit()
    return made


def test_nothing_that_a_colleague_may_write_stops_a_list_or_the_days_work(tmp_path: Path) -> None:
    desk, office = make_pair(tmp_path)
    lives = closed_lives.settle_in(desk.services())
    closed_lives.pay(desk.services(), closed_lives.close(desk.services(), lives))
    before = _lists(desk), _lists(office)
    made = _forge(desk, lives)
    assert sum(map(len, made.values())) > 500
    [*sent] = Courier(tmp_path / "way").carry(desk, office)
    assert {one.state for one in sent} == {"new"}
    assert (_lists(desk), _lists(office)) == before
    services = desk.services()
    pages = {
        "person": services.person_pages.page,
        "dossier": services.dossiers.file,
        "emergency_case": services.emergencies.file,
        "protection_case": services.protection.file,
        "household": services.households.file,
    }
    for kind, page in pages.items():
        for row in [*made[kind], *made.get(RESTRICTED_TWIN.get(kind, ""), [])]:
            with suppress(AppError):  # anything else is a fault of ours
                page(row)
    for who in (lives.child, lives.adult, lives.infected, lives.disabled):
        services.person_pages.page(who)


def _lists(desk: Desk) -> dict[str, str]:
    """Every question that needs nothing to be asked: answered, or refused for what reason."""
    return {name: _outcome(ask) for name, ask in questions(desk.services())}


def _outcome(ask: Callable[..., object]) -> str:
    wanted = inspect.signature(ask).parameters.values()
    if any(one.default is inspect.Parameter.empty for one in wanted):
        return "is asked about something"
    try:
        ask()
    except AppError as error:
        return error.code
    return "answered"
