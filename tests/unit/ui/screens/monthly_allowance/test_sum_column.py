"""The column of the sum: figure, tags, what is missing, the act of the step, the decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.services.decisions import DecisionEntry
from app.ui.screens.monthly_allowance.sum_column import SumColumn
from app.ui.widgets.words import Words
from tests.fakes.open_desk import open_desk, poor_widow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


@pytest.fixture
def column(qtbot: QtBot) -> SumColumn:
    made = SumColumn()
    qtbot.addWidget(made)
    made.show()
    return made


def words(column: SumColumn) -> list[str]:
    return [one.text() for one in column.findChildren(QLabel) if not one.isHidden()]


def test_steps_then_the_decision_then_what_was_decided(column: SumColumn, desk: Services) -> None:
    asked: list[str] = []
    column.next_asked.connect(lambda: asked.append("next"))
    column.decision_asked.connect(lambda: asked.append("decision"))
    dossier = desk.dossiers.open(poor_widow(desk).people[0], {"category": "5.5.a"}).made
    assert dossier is not None
    column.show_file(desk.dossiers.file(dossier))
    column.show_sum(desk.dossiers.file(dossier).assessment)
    assert "750.000 đ" in words(column)
    column.press()
    for _step in range(3):
        desk.dossiers.advance(dossier)
    column.show_file(desk.dossiers.file(dossier))
    column.press()
    assert asked == ["next", "decision"]
    entry = DecisionEntry(
        True, "12/QĐ-UBND", "14/11/2025", "Phạm Văn Toán", "Chủ tịch", from_month="11/2025"
    )
    desk.decisions.decide(dossier, entry)
    column.show_file(desk.dossiers.file(dossier))
    assert column.next.isHidden()
    assert "12/QĐ-UBND" in words(column)
    column.press()
    assert asked == ["next", "decision"]


def test_without_an_answer_it_says_what_to_do(column: SumColumn) -> None:
    column.show_sum(None, unassessed="Ghi ngày sinh trước.")
    assert "Ghi ngày sinh trước." in words(column)


def test_what_is_missing_is_headed_in_whole_words(column: SumColumn, desk: Services) -> None:
    person = desk.people.intake({"name": "Giàng A Páo"}).made
    assert person is not None
    dossier = desk.dossiers.open(person, {"category": "5.5.a"}).made
    assert dossier is not None
    desk.dossiers.advance(dossier)
    desk.dossiers.advance(dossier)
    column.setFixedWidth(180)
    column.show_file(desk.dossiers.file(dossier))
    [head] = [one for one in column.findChildren(Words) if one.text().startswith("Còn thiếu cho")]
    assert head.shown_text() == head.text()
    assert head.wordWrap()
