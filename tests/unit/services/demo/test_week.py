"""The week of work went through the services: a decision, an open dossier, a fire, a child."""

from __future__ import annotations

from tests.unit.services.demo.conftest import Played


def test_the_elder_is_granted_the_allowance(played: Played) -> None:
    services, week = played.round.communes[0].services, played.round.weeks[0]
    row = services.dossiers.file(week.elder_dossier).row
    assert (row.result, row.monthly_vnd, row.from_month) == ("granted", 750_000, "2025-11")


def test_the_disabled_persons_dossier_is_under_way(played: Played) -> None:
    services, week = played.round.communes[0].services, played.round.weeks[0]
    file = services.dossiers.file(week.disabled_dossier)
    assert file.now is not None
    assert file.now.step.key == "posted"
    assert file.assessment is not None
    assert file.assessment.total_vnd == 1_000_000


def test_the_fire_asks_for_house_and_injury(played: Played) -> None:
    services, week = played.round.communes[0].services, played.round.weeks[0]
    assert services.emergencies.file(week.case).minimum.total_vnd == 45_000_000


def test_the_child_is_in_the_restricted_channel_alone(played: Played) -> None:
    services = played.round.communes[0].services
    assert [line.name for line in services.protection.lines()] == ["Thị Mai"]
    assert not services.people.numbers("thi mai xam hai")
