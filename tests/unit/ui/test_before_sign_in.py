"""One job at a time before anybody has signed in, each answered by one signal."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.ui.before_sign_in import BeforeSignIn, require_same
from tests.fakes.heavy import FakeHeavy


class Heard(BeforeSignIn):
    """Writes down what it tells."""

    def __init__(self) -> None:
        super().__init__(FakeHeavy())
        self.told: list[object] = []
        self.begun.connect(lambda: self.told.append("begun"))
        self.refused.connect(self.told.append)
        self.broken.connect(self.told.append)


def test_the_answer_comes_when_the_next_job_may_begin(qtbot: QtBot) -> None:
    made = Heard()
    answers: list[tuple[Any, bool]] = []
    made.do(lambda heavy: heavy.services, lambda answer: answers.append((answer, made.busy)))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [("the services", False)]
    assert made.told == ["begun"]


@pytest.mark.parametrize("error", [Correctable("odd", "Try again later."), KeyError("a bug")])
def test_what_goes_wrong_is_told_and_the_next_job_may_begin(qtbot: QtBot, error: Exception) -> None:
    made = Heard()

    def fail(_heavy: Any) -> None:
        raise error

    made.do(fail, made.told.append)
    qtbot.waitUntil(lambda: len(made.told) == 2)
    assert made.told == ["begun", error]
    assert not made.busy


def test_what_is_asked_meanwhile_is_not_done(qtbot: QtBot) -> None:
    made, go_on = Heard(), threading.Event()
    made.do(lambda _heavy: go_on.wait(10), made.told.append)
    made.do(lambda _heavy: "second", made.told.append)
    go_on.set()
    qtbot.waitUntil(lambda: len(made.told) == 2)
    assert made.told == ["begun", True]


def test_a_new_passphrase_is_typed_twice_alike() -> None:
    require_same("bốn con suối nhỏ", "bốn con suối nhỏ")
    with pytest.raises(Correctable) as told:
        require_same("bốn con suối nhỏ", "bốn con suối")
    assert told.value.field == "again"
