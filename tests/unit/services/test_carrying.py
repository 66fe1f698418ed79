"""What goes along: each row under its own id, and again when somebody comes back."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.models.records import RECORDS
from app.services.carrying import MOVED, Carrying
from app.services.dossiers import STEP_NAMES
from app.services.moving import Moving
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair

OTHER = 224615


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    """The office of two communes, with somebody of the first who has a fact and a dossier."""
    here, office = make_pair(tmp_path)
    enrol(make_desk(tmp_path, 2, pv=OTHER), office)
    who = here.person()
    with here.store.write(here.session.officer) as work:
        work.create("fact", {"subject_kind": "person", "subject": who, "kind": "disability",
                             "value": "nang"}, row_id=UUID(int=7))  # fmt: skip
        work.create("dossier", {"person": who, "state": "received"}, row_id=UUID(int=8))
        work.commit()
    Courier(tmp_path).carry(here, office)
    return office


def shown(desk: Desk, kind: str, field: str) -> dict[int, object]:
    table = RECORDS[kind]
    with desk.store.read() as connection:
        return {row.pv: row._mapping[field] for row in connection.execute(table.select())}


def test_what_changed_elsewhere_comes_back_and_what_was_written_once_stays(office: Desk) -> None:
    [who] = set(shown(office, "fact", "subject").values())
    assert isinstance(who, UUID)
    moving = Moving(office.store, office.session)
    moving.move(who, source=PV, target=OTHER, on="2026-08-01")
    assert shown(office, "dossier", "state") == {PV: MOVED, OTHER: "received"}
    office.edit(UUID(int=7), kind="fact", pv=OTHER, value="dac_biet_nang")
    moving.move(who, source=OTHER, target=PV, on="2026-08-02")
    assert shown(office, "fact", "value") == {PV: "dac_biet_nang", OTHER: "dac_biet_nang"}
    assert shown(office, "dossier", "state") == {PV: "received", OTHER: MOVED}
    assert shown(office, "person", "carried_to") == {PV: None, OTHER: PV}


def test_the_state_of_what_went_on_has_its_word() -> None:
    assert MOVED in STEP_NAMES


def test_nothing_is_carried_where_nobody_is_enrolled(office: Desk) -> None:
    with office.store.write(office.session.officer) as work:
        with pytest.raises(Correctable, match="not_enrolled_there"):
            Carrying(work, PV, 224616).require_enrolled(office.id)
        Carrying(work, PV, OTHER).require_enrolled(office.id)
