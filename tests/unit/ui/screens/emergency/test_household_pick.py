"""A household by a few letters, or as it was told."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from app.services.households import HouseholdLine
from app.ui.screens.emergency.household_pick import HouseholdPick

HOME = UUID(int=7)
LINE = HouseholdLine(HOME, "Điểu Ndŭr", "Bon U2", 5, "can_ngheo")


@pytest.fixture
def pick(dressed_app: QApplication) -> HouseholdPick:
    return HouseholdPick()


def test_enter_takes_the_first_found(pick: HouseholdPick) -> None:
    chosen: list[UUID] = []
    passed: list[int] = []
    pick.chosen.connect(chosen.append)
    pick.passed.connect(lambda: passed.append(1))
    pick._entered()
    pick.show_found([LINE])
    pick._entered()
    assert (chosen, passed) == ([HOME], [1])


def test_a_household_of_the_register(pick: HouseholdPick) -> None:
    told: list[int] = []
    pick.changed.connect(lambda: told.append(1))
    pick.show_home(HOME, "Điểu Ndŭr", 5, "can_ngheo")
    assert told == [], "only the person's own typing is told"
    assert pick.persons.isHidden()
    assert pick.values() == {
        "household": str(HOME), "household_name": "", "persons": "", "poverty": "can_ngheo",
    }  # fmt: skip
    pick.home.set_text("ai khác")
    assert told
    assert pick.values()["household_name"] == "ai khác"
    assert not pick.persons.isHidden()


def test_a_draft_comes_back(pick: HouseholdPick) -> None:
    kept = {"household": "", "household_name": "Y Lô", "persons": "4", "poverty": "ngheo"}
    pick.restore(kept, "Y Lô")
    assert pick.values() == kept
    pick.clear()
    assert not any(pick.values().values())
