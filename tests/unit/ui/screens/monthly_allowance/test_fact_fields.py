"""The facts of a dossier: what is typed is told, questions stay answered, errors stand there."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.services.dossier_choices import facts_asked
from app.services.eligibility import OpenQuestion
from app.ui.screens.monthly_allowance.fact_fields import FactFields
from app.ui.widgets.entry_fields import ComboField
from tests.fakes.open_desk import FRIDAY


@pytest.fixture
def fields(qtbot: QtBot) -> FactFields:
    made = FactFields("5.6", facts_asked("5.6", cleared=False), {}, FRIDAY, closed=False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_certificate_is_told_whole(fields: FactFields) -> None:
    told: list[tuple[str, Any]] = []
    fields.supposed.connect(lambda kind, entry: told.append((kind, entry)))
    degree = fields.fields["disability", "value"]
    assert isinstance(degree, ComboField)
    degree.set_value("nang")
    fields.fields["disability", "number"].set_text("27/XN")
    assert told[-1] == ("disability", {"value": "nang", "number": "27/XN"})
    assert fields.save.isVisible()


def test_the_draft_fills_without_telling(fields: FactFields) -> None:
    told: list[str] = []
    fields.supposed.connect(lambda kind, _entry: told.append(kind))
    fields.fill({"disability": {"value": "nhe", "number": "3"}})
    assert told == []
    assert fields.fields["disability", "number"].text() == "3"
    assert fields.save.isVisible()


def test_an_error_stands_at_its_field(fields: FactFields) -> None:
    assert fields.refuse(Correctable("x", "Type it again.", field="issued_on"))
    assert fields.fields["disability", "issued_on"].error()
    assert not fields.refuse(Correctable("x", "Type it again.", field="elsewhere"))


def test_a_decided_dossier_takes_no_more_facts(qtbot: QtBot) -> None:
    made = FactFields("5.6", facts_asked("5.6", cleared=False), {}, FRIDAY, closed=True)
    qtbot.addWidget(made)
    assert not any(field.isEnabled() for field in made.fields.values())


def test_one_yes_takes_the_other_back(fields: FactFields, assessed: Any) -> None:
    answers: list[OpenQuestion | None] = []
    fields.answered.connect(answers.append)
    first, second = OpenQuestion("5.6", "a?", 1, None), OpenQuestion("5.5.a", "b?", 2, None)
    fields.show_questions(assessed(first, second), None)
    fields.questions[0].options.rows[0].click()
    fields.questions[1].options.rows[0].click()
    assert fields.questions[0].value() is None
    fields.questions[1].options.rows[1].click()
    assert answers == [first, second, None]


@pytest.fixture
def assessed() -> Any:
    class Answer:
        def __init__(self, *questions: OpenQuestion) -> None:
            self.questions = questions

    return Answer
