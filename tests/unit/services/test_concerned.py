"""Every way of deciding or paying waits while two entries wait about what it is about."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.oplog.operation import Action
from app.services.concerned import by_case, by_person
from app.services.decisions import DecisionEntry, Decisions
from app.services.emergency_cases import EmergencyCases
from app.services.protection import Protection
from app.services.record_io import RecordIO
from app.services.relief_decisions import ReliefDecision, ReliefDecisions, SupportEntry
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair

SIGNED = {"number": "12/QĐ", "signed_on": "2026-08-03", "signer": "Y Thim Byă"}
RELIEF = ReliefDecision(**SIGNED)


@dataclass
class Matter:
    """A person in a household with everything that may be decided."""

    desk: Desk
    folder: Path
    person: UUID
    home: UUID
    dossier: UUID
    case: UUID
    decided_case: UUID
    protection: UUID

    def apply(self, kind: str, key: str, /, **values: object) -> None:
        """One line of a file about a row that the file calls ``key``."""
        path = self.folder / "lines.jsonl"
        links = {"emergency_case": "case"} if kind == "support" else {}
        told = {"kind": kind, "key": key, "set": values, "links": links}
        path.write_text(json.dumps(told), encoding="utf-8")
        RecordIO(self.desk.store, self.desk.session).apply(path)


@pytest.fixture
def matter(tmp_path: Path) -> tuple[Matter, Desk, Courier]:
    commune, office = make_pair(tmp_path)
    person = commune.person()
    with commune.store.write(commune.session.officer) as work:
        home = work.create("household", {"head": person})
        work.create("membership", {"household": home, "person": person, "relation": "chu_ho"})
        case: dict[str, Any] = {
            "household": home, "cause": "thien_tai", "received_at": "2026-08-02T08:00",
            "persons": 1, "shortened": True,
        }  # fmt: skip
        decided = {"state": "decided", "result": "granted", "decided_on": "2026-08-02"}
        made = Matter(
            commune,
            tmp_path,
            person,
            home,
            dossier=work.create(
                "dossier",
                {"person": person, "received_on": "2026-08-01", "state": "decided",
                 "result": "granted", "monthly_vnd": 500_000, "from_month": "2026-08"},
            ),
            case=work.create("emergency_case", {**case, "state": "received"}),
            decided_case=work.create("emergency_case", {**case, **decided}),
            protection=work.create(
                "protection_case",
                {"person": person, "ground": "khac", "received_at": "2026-08-02T08:00",
                 "state": "verified", "verified_on": "2026-08-02"},
            ),
        )  # fmt: skip
        work.commit()
    _name(commune, "dossier", "dossier", made.dossier)
    _name(commune, "emergency_case", "case", made.case)
    _name(commune, "protection_case", "protection", made.protection)
    courier = Courier(tmp_path)
    courier.carry(commune, office)
    return made, office, courier


def _name(desk: Desk, kind: str, key: str, row: UUID) -> None:
    with desk.store.write(desk.session.officer) as work:
        work.connection.exec_driver_sql(
            "INSERT INTO external_key (kind, key, id) VALUES (?, ?, ?)", (kind, key, row.bytes)
        )
        work.commit()


def _services(one: Matter) -> tuple[ReliefDecisions, EmergencyCases, Protection]:
    store, session = one.desk.store, one.desk.session
    return (
        ReliefDecisions(store, session),
        EmergencyCases(store, session),
        Protection(store, session),
    )


def _refuse_dossier(one: Matter) -> None:
    with one.desk.store.write(one.desk.session.officer) as work:
        fresh = work.create(
            "dossier", {"person": one.person, "received_on": "2026-08-01", "state": "received"}
        )
        work.commit()
    entry = DecisionEntry(
        False, RELIEF.number, RELIEF.signed_on, RELIEF.signer, "Chủ tịch", reason="không đủ"
    )
    Decisions(one.desk.store, one.desk.session).decide(fresh, entry)


WAYS: dict[str, tuple[str, Callable[[Matter], object]]] = {
    "dossier decided": ("person", _refuse_dossier),
    "dossier by file": (
        "person", lambda one: one.apply("dossier", "dossier", monthly_vnd=600_000)
    ),
    "dossier by file that differs itself": (
        "dossier", lambda one: one.apply("dossier", "dossier", to_month="2026-09")
    ),
    "relief granted": (
        "home",
        lambda one: _services(one)[0].decide(one.case, RELIEF, [SupportEntry("12.1", vnd=1)]),
    ),
    "relief refused": ("home", lambda one: _services(one)[0].refuse(one.case, RELIEF, "đã đủ")),
    "relief by file": (
        "case",
        lambda one: one.apply("emergency_case", "case", decided_on="2026-08-03"),
    ),
    "support by file": ("case", lambda one: one.apply("support", "new", type="12.1", vnd=1)),
    "support of a home by file": (
        "home", lambda one: one.apply("support", "new", type="12.1", vnd=1)
    ),
    "handed over": (
        "decided_case",
        lambda one: _services(one)[1].deliver(one.decided_case, "2026-08-03", "Bế Văn Chính"),
    ),
    "protection decided": (
        "person", lambda one: _services(one)[2].decide(one.protection, **SIGNED)
    ),
    "protection ended": (
        "protection", lambda one: _services(one)[2].end(one.protection, "2026-08-03", "về nhà")
    ),
    "protection by file": (
        "person",
        lambda one: one.apply("protection_case", "protection", ends_on="2026-09-03"),
    ),
}  # fmt: skip
FIELDS = {
    "person": ("person", "birth"), "home": ("household", "ended_reason"),
    "dossier": ("dossier", "to_month"), "case": ("emergency_case", "house_damage"),
    "decided_case": ("emergency_case", "house_damage"),
    "protection": ("protection_case", "shelter"),
}  # fmt: skip
VALUES = {"birth": ("1964", "1966"), "to_month": ("2026-10", "2026-11")}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_it_waits(matter: tuple[Matter, Desk, Courier], way: str) -> None:
    one, office, courier = matter
    about, decide = WAYS[way]
    kind, field = FIELDS[about]
    here, there = VALUES.get(field, ("nặng", "nhẹ"))
    one.desk.edit(getattr(one, about), kind=kind, pv=PV, **{field: here})
    office.edit(getattr(one, about), kind=kind, pv=PV, **{field: there})
    courier.carry(office, one.desk)
    with pytest.raises(Correctable, match="unsettled"):
        decide(one)


@pytest.mark.parametrize("way", sorted(set(WAYS) - {"relief granted"}))
def test_it_goes_on_when_nothing_waits(matter: tuple[Matter, Desk, Courier], way: str) -> None:
    WAYS[way][1](matter[0])


def test_a_file_that_changes_nothing_is_no_decision(
    matter: tuple[Matter, Desk, Courier],
) -> None:
    one, office, courier = matter
    one.desk.edit(one.person, birth="1964")
    office.edit(one.person, birth="1966")
    courier.carry(office, one.desk)
    one.apply("dossier", "dossier", monthly_vnd=500_000)  # as it stands


def test_a_person_counts_with_every_row_and_today_s_household(
    matter: tuple[Matter, Desk, Courier],
) -> None:
    one, _office, _courier = matter
    second = one.desk.person("Bế Văn Chỉnh")
    with one.desk.store.write(one.desk.session.officer) as work:
        left = work.create("household", {"head": second})
        work.create("membership", {"household": left, "person": second, "valid_to": "2026-01-01"})
        work.act("person", second, Action.LINK, {"same_as": one.person})
        work.commit()
    with one.desk.store.read() as connection:
        whole = {one.person, second, one.home}
        assert by_person(connection, PV, one.person) == whole
        assert by_person(connection, PV, second, one.dossier) == whole | {one.dossier}
        assert by_person(connection, PV, None, one.dossier) == {one.dossier}
    assert by_case(one.case, None) == {one.case}
    assert by_case(one.case, one.home) == {one.case, one.home}
