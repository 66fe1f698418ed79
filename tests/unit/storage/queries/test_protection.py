"""Protection cases with the register's name and birth."""

from __future__ import annotations

from pathlib import Path

from app.storage.queries.protection import protection_cases
from tests.factories import OFFICER, PV, open_store


def test_the_register_knows_better_than_what_was_typed(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        person = work.create("person", {"name": "Thị Krong", "birth": "2014-05-03"})
        made = work.create(
            "protection_case",
            {
                "person": person,
                "person_name": "Krong",
                "received_at": "2026-01-02",
                "state": "ended",
            },
        )
        other = work.create("protection_case", {"person_name": "Y Lô", "received_at": "2026-01-01"})
        work.commit()
    with store.read() as connection:
        found = protection_cases(connection, PV)
        assert [(one.id, one.person_name, one.birth) for one in found] == [
            (other, "Y Lô", None),
            (made, "Thị Krong", "2014-05-03"),
        ]
        assert [one.id for one in protection_cases(connection, PV, of_people=[person])] == [made]
        assert [one.id for one in protection_cases(connection, PV, states=("ended",))] == [made]
        assert [one.id for one in protection_cases(connection, PV, case_id=other)] == [other]
