"""Members with their condition."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.screens.emergency.intake_presenter import VictimEntry
from app.ui.screens.emergency.victim_grid import VictimGrid, conditions

pytestmark = pytest.mark.usefixtures("dressed_app")
FAMILY = [VictimEntry("Thị Ƀrơi", "1983", "an_toan", "", "p1"), VictimEntry("Thị Mai", "2014")]


def test_what_is_set_comes_back(dressed_app: QApplication) -> None:
    grid = VictimGrid()
    grid.set_victims(FAMILY)
    assert grid.victims() == FAMILY


def test_f8_walks_through_the_conditions(dressed_app: QApplication) -> None:
    grid = VictimGrid()
    told: list[int] = []
    grid.told.connect(lambda: told.append(1))
    grid.set_victims(FAMILY)
    grid.change_condition()
    assert grid.victims() == FAMILY, "no row in focus"
    grid.view.setCurrentIndex(grid.model.index(1, 0))
    seen = []
    for _turn in conditions():
        grid.change_condition()
        seen.append(grid.victims()[1].status)
    assert seen == ["thuong_nang", "thuong_nhe", "chet", "mat_tich", "an_toan"]
    assert len(told) == len(seen)


def test_pasted_rows_and_wrong_cells(dressed_app: QApplication) -> None:
    grid = VictimGrid()
    grid.pasted.emit(0, 0, [["Y Lô", "1980"], ["Y Pơr", "1982"]])
    assert [one.name for one in grid.victims()] == ["Y Lô", "Y Pơr"]
    grid.refuse(1, "treatment_days", "Gõ số ngày.")
    assert grid.sentence().endswith("Gõ số ngày.")
    grid.errors_away()
    assert grid.sentence() == ""
