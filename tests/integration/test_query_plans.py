"""No question about a few walks a whole commune, whatever is asked of the storage.

Everything that can be asked is asked (``tests/fakes/asked.py``), after a life at a commune and at
its office; each statement's plan is judged by the fixed figures. What is walked on purpose stands
in a list, with its reason; a question that names the rows it is about may be in none of them.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection

import app.storage.queries
from app.oplog.kinds import BY_NAME
from app.services.moving import Leaving
from app.services.one_person import OnePerson
from app.services.record_io import RecordIO
from app.services.record_subjects import RecordSubjects
from app.storage.reproject import reproject, waiting_rows
from tests.factories import PV, open_store
from tests.fakes import closed_lives
from tests.fakes.asked import answers
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.fakes.watched_queries import Asked, Watch, walked, watched

A_FEW = 100  # rows of a table that one step of a plan may go through
OTHER = 224615
NAMES_ROWS = re.compile(
    r"\b(?:id|person|subject|household|dossier|emergency_case|event|head|village|same_as|row_id)"
    r" (?:= \?|IN \(\?)"
)
"""A statement that is handed the ids of the rows it is about."""

SHORT = {
    "difference": "what waits for an officer's choice: a handful, or the exchange is in trouble",
    "external_key": "keys of a file of records, read together with the whole file",
    "station_event": "a few in a year",
    "sync_awaited": "bases that have not come: nothing on most days",
    "sync_in": "a row for each file taken in",
    "sync_loser": "heads that are not shown: as many as there are differences",
    "sync_out": "a row for each file made",
    "sync_parked": "what waits behind a gap: nothing on most days",
    "sync_peer": "a row for each stream and reader",
    "sync_repeated": "rows in which something was written twice: nothing on most days",
    "sync_total": "a row for each commune and reader",
}
"""Tables that do not grow with the people on the register."""

REST = "the rest of a stream, from a number on"
WALKS = {
    "services/people People.same_number": "3 ms for 20,000 persons, once for a number typed; an "
    "index would make every save of a person dearer",
    "services/record_io RecordIO.rows": "writes everything out",
    "services/search Search._dossiers": "a part of a number is looked for in every dossier",
    "services/today _reports": "whether a form was printed, in the weeks around its day",
    "storage/aside cut": REST,
    "storage/aside every": "both histories of a stream that was copied",
    "storage/aside logged": REST,
    "storage/census living_rows": "counts everything",
    "storage/census operations_by_status": "counts everything",
    "storage/chain_check _check": "proves a whole stream",
    "storage/kept_totals _on": REST,
    "storage/logged_rows _read": "the whole log, piece by piece",
    "storage/logged_rows whole_log": "the whole log, piece by piece",
    "storage/queries/allowances in_payment": "the list of everybody who is paid",
    "storage/queries/communes paid": "the board: everybody who is paid, everywhere",
    "storage/queries/dossiers dossiers": "the list of dossiers in a state",
    "storage/queries/life_events any_person": "stops at the first",
    "storage/queries/life_events birthdays": "a day of the year is no beginning of a date",
    "storage/queries/life_events endings": "what ends soon may be anybody's",
    "storage/queries/moves _moving": "everybody who is moving",
    "storage/queries/moves left_behind": "closed rows of everybody who moved",
    "storage/queries/outgoing beyond": REST,
    "storage/queries/people _numbers": "the numbers of everybody, for the list",
    "storage/queries/people numbers_found": "stops at the first",
    "storage/queries/same_person _by_number": "looks for pairs among everybody",
    "storage/queries/same_person _by_words": "looks for pairs among everybody",
    "storage/replay _Comparison.look_for_leftovers": "counts everything",
    "storage/replay replay": "counts the log",
    "storage/reproject _decipher": "looks for what an earlier program could not read, once",
    "storage/reproject waiting_rows": "looks for what may fold otherwise, once for a new program",
    "storage/state_hash _rows": "compares everything, or the rows of some buckets",
    "sync/comparable _rows_after": REST,
    "sync/steps/collect_changes _piece": REST,
    "sync/withdrawals _rows_beyond": REST,
    "sync/withdrawals withheld": REST,
}
"""Which functions go through more than a few rows, and why."""

NAMED_AND_WALKED = {
    "services/search Search._dossiers": "the same statement looks for the number, too",
}
"""Of these, which do so although the rows they are about are named."""


WHOLE_FILE = {
    "storage/backup": "copies and proves a whole file",
    "storage/database": "opens a file",
    "storage/key_rotation": "writes a file anew under another key",
    "storage/plain_rows": "asks on behalf of others",
    "storage/upgrade": "changes the tables themselves",
}
"""Modules whose statements are about a file, not about what it tells."""


@dataclass(frozen=True, slots=True)
class Tour:
    """What was asked on the way, and the figures."""

    watch: Watch
    figures: dict[tuple[str, str], list[int]]

    def walks(self) -> Iterator[tuple[Asked, str]]:
        """Statements that go through more than a few rows of a table that grows."""
        for one in self.watch:
            for table, rows in walked(one, self.figures).items():
                if rows > A_FEW and table not in SHORT:
                    yield one, f"{one.by}: {rows} rows of {table}: {one.words[:200]}"


@pytest.fixture
def tour(tmp_path: Path) -> Tour:
    folder = tmp_path
    with watched() as watch:
        commune, office = make_pair(folder)
        desk, courier = commune.services(), Courier(folder / "way")
        lives = closed_lives.settle_in(desk)
        closed = closed_lives.close(desk, lives)
        closed_lives.pay(desk, closed)
        _two_rows_of_one(commune)
        _a_file_of_records(commune, folder)
        courier.carry(commune, office)
        courier.carry(office, commune)
        answers(desk, lives, closed)
        answers(office.services(), lives, closed)
        _move(folder, commune, office, lives.adult, courier)
        _differ(commune, office, lives.child, courier)
        _copied(folder, commune, office, lives.child, courier)
        _a_decision_of_nothing(commune)
        office.care.withdraw(commune.id, "máy bị mất")
        commune.clock.advance(days=130)  # when a report of the year is due
        desk.today.view()
    with commune.store.read() as connection:
        return Tour(watch, figures(connection))


def _two_rows_of_one(desk: Desk) -> None:
    one = OnePerson(desk.store, desk.session)
    older, younger = desk.person(pin="067145774417"), desk.person("Bế Văn Chinh")
    one.link(older, younger, "cùng một thẻ")
    one.unlink(younger, "hai anh em")


def _a_file_of_records(desk: Desk, folder: Path) -> None:
    file = folder / "records.jsonl"
    born = f"{desk.clock.today().year - 70}-{desk.clock.today():%m-%d}"
    lines = [
        {"kind": "person", "key": "ba", "set": {"name": "H’Nuôr", "sex": "nu", "birth": born}},
    ]
    file.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    RecordIO(desk.store, desk.session).apply(file)


def _move(folder: Path, here: Desk, office: Desk, person: UUID, courier: Courier) -> None:
    there = make_desk(folder, 2, pv=OTHER)
    enrol(there, office)
    day = here.clock.today().isoformat()
    here.services().moving.prepare(person, Leaving(OTHER, day, "31/QĐ-UBND", day, "Y Thim Byă"))
    courier.carry(here, office)
    office.uncleared().services().moving.move(person, source=PV, target=OTHER, on=day)
    office.services().moving.carry_closed(person, source=PV)
    courier.carry(office, there)
    there.services().today.view()
    there.services().moving.waiting()


def _a_decision_of_nothing(desk: Desk) -> None:
    with desk.store.write(desk.session.officer) as work:
        row = work.create("decision", {"number": "12"})
        subjects = RecordSubjects(work.connection)
        assert subjects.subject(BY_NAME["decision"], PV, row) == ("", None)


def _differ(here: Desk, office: Desk, person: UUID, courier: Courier) -> None:
    here.edit(person, phone="0900000001", note="một")
    office.edit(person, phone="0900000002", note="hai")
    courier.carry(here, office)
    courier.carry(office, here)
    office.edit(person, phone="0900000003")
    courier.carry(office, here)
    here.services().exchange.differences()


def _copied(folder: Path, here: Desk, office: Desk, person: UUID, courier: Courier) -> None:
    here.store.close()
    twin = here.copy(folder / "twin.db")
    for one, note in ((here, "ba"), (twin, "bốn")):
        one.edit(person, note=note)
    for one in (here, twin, here):
        courier.carry(one, office)
        courier.carry(office, one)
    with office.store.write(office.session.officer) as work:
        reproject(work, waiting_rows(work.connection))


def test_no_question_about_a_few_walks_the_whole_commune(tour: Tour) -> None:
    walks = list(tour.walks())
    assert [
        told
        for one, told in walks
        if one.by not in WALKS or (NAMES_ROWS.search(one.words) and one.by not in NAMED_AND_WALKED)
    ] == []
    assert WALKS.keys() - {one.by for one, _told in walks} == set(), "no longer walked"
    assert public_queries() - tour.watch.through == set(), "not met on the tour"
    modules = {one.split()[0] for one in tour.watch.through}
    assert asking_modules() - modules - WHOLE_FILE.keys() == set(), "not met on the tour"


def public_queries() -> set[str]:
    """Every function of ``storage/queries`` that is handed a connection."""
    found = set()
    for told in pkgutil.iter_modules(app.storage.queries.__path__):
        module = importlib.import_module(f"{app.storage.queries.__name__}.{told.name}")
        for name, one in inspect.getmembers(module, inspect.isfunction):
            ours = one.__module__ == module.__name__ and not name.startswith("_")
            if ours and "connection" in inspect.signature(one).parameters:
                found.add(f"storage/queries/{told.name} {name}")
    return found


def asking_modules() -> set[str]:
    """Every module of the storage that words or asks statements."""
    place = Path(app.storage.__path__[0])
    return {
        f"storage/{path.relative_to(place).with_suffix('').as_posix()}"
        for path in place.rglob("*.py")
        if "migrations" not in path.parts
        and re.search(r"\.(execute|exec_driver_sql|ask)\(", path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("SELECT 1 FROM person p WHERE p.pv = 1", {"person": 2000}),
        ("SELECT 1 FROM person WHERE pv = 1 AND id = x'00'", {"person": 1}),
        ("SELECT 1 FROM person WHERE id = x'00'", {"person": 1}),
        ("SELECT 1 FROM person NOT INDEXED WHERE name = 'Y'", {"person": 20000}),
        ("SELECT 1 FROM fact WHERE pv = 1 AND subject = x'00'", {"fact": 2}),
        ("SELECT 1 FROM search WHERE n = 1", {"search": 1}),
        ("SELECT 1 FROM search WHERE n > 1", {"search": 25000}),
        ("SELECT 1 FROM search_fts WHERE search_fts MATCH 'y'", {}),
        (
            "SELECT 1 FROM household h JOIN membership m ON m.pv = h.pv AND m.household = h.id"
            " WHERE h.pv = 1 AND h.village = x'00'",
            {"household": 25, "membership": 4},
        ),
    ],
)
def test_a_plan_tells_how_many_rows_it_goes_through(
    tmp_path: Path, words: str, rows: dict[str, int]
) -> None:
    with open_store(tmp_path).read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}").all()
        told = figures(connection)
    assert walked(Asked("a test", words, tuple(row[3] for row in plan)), told) == rows


def figures(connection: Connection) -> dict[tuple[str, str], list[int]]:
    """The planner's figures, by table and index."""
    found = connection.exec_driver_sql("SELECT tbl, idx, stat FROM sqlite_stat1")
    return {(table, index): [int(one) for one in told.split()] for table, index, told in found}
