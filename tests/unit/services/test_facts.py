"""Dated facts: they end, the next begins, and closed ones stay closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.facts import Facts
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def test_a_fact_ends_and_the_next_begins(desk: Desk) -> None:
    person, facts = desk.person(), Facts(desk.store, desk.session)
    desk.fact("disability", person, value="nhe", valid_from="2020")
    facts.renew("person", person, {"kind": "disability", "value": "nang"})
    old, new = facts.of(person)
    assert (old.value, old.valid_to) == ("nhe", "2025-11-12")
    assert (new.value, new.valid_from) == ("nang", "2025-11-13")
    facts.renew("person", person, {"kind": "disability", "value": "dac_biet_nang"})
    assert [one.value for one in facts.of(person)] == ["nhe", "dac_biet_nang"]


def test_correcting_and_ending(desk: Desk) -> None:
    person, facts = desk.person(), Facts(desk.store, desk.session)
    desk.fact("disability", person, value="nang")
    facts.edit(facts.of(person)[0], {"number": "12/GXN"})
    facts.end(facts.of(person)[0], "2025-10")
    assert [(one.number, one.valid_to) for one in facts.of(person)] == [("12/GXN", "2025-10")]
    with pytest.raises(Correctable):
        facts.edit(facts.of(person)[0], {"value": "ngheo"})


def test_what_is_closed(desk: Desk) -> None:
    person = desk.person()
    desk.fact("hiv", person, restricted=True, value="co")
    closed = Facts(desk.store, desk.uncleared())
    assert closed.of(person) == []
    for call in (closed.add, closed.renew):
        with pytest.raises(Correctable) as told:
            call("person", person, {"kind": "hiv", "value": "co"}, restricted=True)
        assert told.value.code == "not_cleared"


def test_a_fact_needs_its_kind(desk: Desk) -> None:
    with pytest.raises(Correctable) as told:
        Facts(desk.store, desk.session).add("person", desk.person(), {"value": "co"})
    assert told.value.field == "kind"
