"""Dossiers by state, person or id; restricted ones only when asked for."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from app.storage.queries.dossiers import dossiers, open_of
from tests.factories import OFFICER, PV, open_store


def test_filters_and_order(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        person = work.create("person", {"name": "Y Lô", "birth": "1980"})
        new = work.create(
            "dossier", {"person": person, "received_on": "2025-02-01", "state": "received"}
        )
        old = work.create(
            "dossier", {"person": UUID(int=5), "received_on": "2025-01-01", "state": "decided"}
        )
        closed = work.create(
            "restricted_dossier",
            {"person": person, "received_on": "2025-03-01", "state": "received"},
        )
        gone = work.create("dossier", {"person": person, "state": "received"})
        work.delete("dossier", gone)
        work.commit()
    with store.read() as connection:
        base = dossiers(connection, PV, restricted=False)
        assert [(one.id, one.person_name) for one in base] == [(old, ""), (new, "Y Lô")]
        every = dossiers(connection, PV, restricted=True, of_person=person)
        assert [(one.id, one.restricted) for one in every] == [(new, False), (closed, True)]
        decided = dossiers(connection, PV, restricted=True, states=("decided",))
        assert [one.id for one in decided] == [old]
        assert dossiers(connection, PV, restricted=False, dossier_id=closed) == []


def test_open_dossiers_are_counted_without_the_restricted(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        person, other = (work.create("person", {"name": name}) for name in ("Y Lô", "Y Thim"))
        for kind, values in (
            ("dossier", {"state": "received"}),
            ("dossier", {"state": "decided", "result": "refused"}),
            ("restricted_dossier", {"state": "received"}),
        ):
            work.create(kind, {"person": person, **values})
        work.commit()
    with store.read() as connection:
        assert open_of(connection, PV, [person, other]) == {person: 1}
    store.close()
