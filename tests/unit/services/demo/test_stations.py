"""Workstations of the demo hold the people planned, and those paid are paid by the law."""

from __future__ import annotations

from tests.unit.services.demo.conftest import Played


def test_the_register_holds_everybody_invented(played: Played) -> None:
    station = played.round.communes[0]
    assert len(station.services.people.numbers()) >= station.invented.plan.persons


def test_everybody_taken_over_is_paid_what_the_rules_say(played: Played) -> None:
    station = played.round.communes[0]
    services = station.services
    paid = 0
    for one in station.invented.beneficiaries:
        person = station.keys[one.person]
        number = services.people.number_of(person)
        assert number is not None
        line = services.people.lines([number])[0]
        owed = services.eligibility.assess(person, on=played.round.clock.today()).total_vnd
        assert line.monthly_vnd in (owed, None)
        paid += line.monthly_vnd is not None
    assert paid >= len(station.invented.beneficiaries) * 0.8


def test_the_workstation_is_for_learning(played: Played) -> None:
    assert played.round.communes[0].services.station.training
