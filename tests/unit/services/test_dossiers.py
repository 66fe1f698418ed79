"""Dossiers through their steps; closed ones leave no trace for others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Correctable
from app.models.records import RECORDS
from app.services.dossiers import Dossiers, form_for, received
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def opened(desk: Desk, person: UUID, **entry: str) -> UUID:
    made = Dossiers(desk.store, desk.session).open(person, {"category": "5.6", **entry}).made
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("category", "form"),
    [("5.1.b", "1a"), ("5.3", "1b"), ("5.4", "1c"), ("5.5.b", "1d"), ("5.6", "1đ"), ("5.7", "1a"),
     ("5.8", "1b"), ("HTXH.a", None)],
)  # fmt: skip
def test_the_form_follows_the_category(category: str, form: str | None) -> None:
    assert form_for(category) == form


def test_one_step_after_the_other_until_the_decision(desk: Desk) -> None:
    made, dossiers = opened(desk, desk.person("Y Lô", "1980")), Dossiers(desk.store, desk.session)
    keys = []
    for _step in range(3):
        now = dossiers.file(made).now
        assert now is not None
        keys.append(now.step.key)
        dossiers.advance(made)
    assert keys == ["verified", "posted", "submitted"]
    with pytest.raises(Correctable) as told:
        dossiers.advance(made)
    assert told.value.field == "decision_no"
    with desk.store.read() as connection:
        assert len(connection.execute(RECORDS["assessment"].select()).all()) == 1


def test_the_most_urgent_first(desk: Desk) -> None:
    person = desk.person()
    opened(desk, person, received_on="2025-11-10")
    late = opened(desk, person, received_on="2025-10-28")
    lines = Dossiers(desk.store, desk.session).lines()
    assert (lines[0].id, lines[0].due, lines[0].days_left) == (late, date(2025, 11, 11), -2)
    assert lines[0].next_key == "verified"


def test_hiv_is_restricted_by_itself_and_unseen_by_others(desk: Desk) -> None:
    person = desk.person()
    made = opened(desk, person, category="5.8")
    closed = Dossiers(desk.store, desk.uncleared())
    assert [line.id for line in Dossiers(desk.store, desk.session).lines()] == [made]
    assert closed.lines() == []
    assert closed.of_person(person) == []
    with pytest.raises(Correctable):
        closed.file(made)
    with pytest.raises(Correctable) as told:
        closed.open(person, {"category": "5.3"})
    assert told.value.code == "not_cleared"
    assert "posted" not in [
        one.step.key for one in Dossiers(desk.store, desk.session).file(made).steps
    ]


@pytest.mark.parametrize("received", ["2021-06-30", "2030-01-01", "hôm qua"])
def test_days_no_dossier_can_come_in_on(desk: Desk, received: str) -> None:
    with pytest.raises(Correctable) as told:
        opened(desk, desk.person(), received_on=received)
    assert told.value.field == "received_on"


def test_another_category_brings_another_form(desk: Desk) -> None:
    made = opened(desk, desk.person())
    dossiers = Dossiers(desk.store, desk.session)
    dossiers.edit(made, {"category": "5.4", "one_stop_code": "H40-1"})
    row = dossiers.file(made).row
    assert (row.form, row.one_stop_code) == ("1c", "H40-1")


@pytest.mark.parametrize("day", [None, "2020-02-03", "1850"])
def test_a_day_of_receipt_that_no_rule_knows_holds_up_no_list(desk: Desk, day: str | None) -> None:
    """A colleague's change came before the row itself, or another program wrote it."""
    person = desk.person()
    with desk.store.write(desk.session.officer) as work:
        made = work.create("dossier", {"person": person, "state": "submitted", "received_on": day})
        work.commit()
    dossiers = Dossiers(desk.store, desk.session)
    assert [line.id for line in dossiers.lines()] == [made]
    file = dossiers.file(made)
    with pytest.raises(Correctable) as told:
        received(file.row)
    assert told.value.field == "received_on"


def test_no_correction_dates_a_dossier_before_the_rules(desk: Desk) -> None:
    made = opened(desk, desk.person())
    with pytest.raises(Correctable) as told:
        Dossiers(desk.store, desk.session).edit(made, {"received_on": "2020-02-03"})
    assert told.value.code == "before_law"
