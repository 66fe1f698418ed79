"""A round leaves both ends with the same, and nothing refused on the way."""

from __future__ import annotations

from app.services.demo.run import told
from tests.unit.services.demo.conftest import Played


def test_both_ends_hold_the_same_until_one_lacks_a_change(played: Played) -> None:
    report = told("round", played.round)
    assert report["equal"] is True
    assert {"base", "case"} <= set(report["communes"][0]["equal_to_office"])
    played.round.communes[0].services.households.add_village({"name": "Thôn mới"})
    assert told("round", played.round)["equal"] is False


def test_bundles_went_up_and_an_answer_came_down(played: Played) -> None:
    assert {one["state"] for one in played.round.imports} == {"new"}
    assert {one["at"] for one in played.round.imports} == {
        "office",
        played.round.communes[0].unit.name,
    }
    assert len(list((played.bundles / "from-office").glob("*.tgxh"))) >= 1
