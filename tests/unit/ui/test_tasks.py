"""Work beside the window: order of writes, answers on the main thread, stopping."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.errors import Cancelled
from app.ui.tasks import Job, Tasks, assert_main_thread


class Hears:
    """Keeps what it is told, and on which thread."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.errors: list[BaseException] = []
        self.threads: set[int] = set()

    def done(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.add(threading.get_ident())

    def failed(self, error: BaseException) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def hears() -> Hears:
    return Hears()


@pytest.fixture
def tasks(qtbot: QtBot, hears: Hears) -> Iterator[Tasks]:
    made = Tasks(hears.failed)
    yield made
    made.stop()


def test_work_runs_elsewhere_and_answers_here(qtbot: QtBot, tasks: Tasks, hears: Hears) -> None:
    here = threading.get_ident()
    tasks.read(threading.get_ident, done=hears.done)
    qtbot.waitUntil(lambda: bool(hears.answers))
    assert hears.answers != [here]
    assert hears.threads == {here}
    assert not tasks.busy


def test_arguments_are_handed_on(qtbot: QtBot, tasks: Tasks, hears: Hears) -> None:
    tasks.read(divmod, 7, 3, done=hears.done)
    qtbot.waitUntil(lambda: hears.answers == [(2, 1)])


def test_writes_follow_one_another_on_one_thread(qtbot: QtBot, tasks: Tasks, hears: Hears) -> None:
    gate, order, threads = threading.Event(), list[int](), set[int]()

    def write(number: int) -> int:
        if number == 0:
            assert gate.wait(5)
        order.append(number)
        threads.add(threading.get_ident())
        return number

    for number in range(5):
        tasks.write(write, number, done=hears.done)
    gate.set()
    qtbot.waitUntil(lambda: len(hears.answers) == 5)
    assert order == hears.answers == [0, 1, 2, 3, 4]
    assert len(threads) == 1


def test_a_read_does_not_wait_for_a_write(qtbot: QtBot, tasks: Tasks, hears: Hears) -> None:
    gate = threading.Event()
    tasks.write(gate.wait, 5, done=hears.done)
    tasks.read(lambda: "read", done=hears.done)
    qtbot.waitUntil(lambda: hears.answers == ["read"])
    gate.set()
    qtbot.waitUntil(lambda: hears.answers == ["read", True])


def test_a_failure_goes_to_who_asked(qtbot: QtBot, tasks: Tasks) -> None:
    asked = Hears()
    tasks.read(int, "x", done=asked.done, failed=asked.failed)
    qtbot.waitUntil(lambda: bool(asked.errors))
    assert isinstance(asked.errors[0], ValueError)
    assert asked.answers == []


def test_a_failure_nobody_asked_about_is_told_all_the_same(
    qtbot: QtBot, tasks: Tasks, hears: Hears
) -> None:
    tasks.write(int, "x", done=hears.done)
    qtbot.waitUntil(lambda: bool(hears.errors))
    assert isinstance(hears.errors[0], ValueError)


def test_the_starter_rests_until_the_write_is_over(
    qtbot: QtBot, tasks: Tasks, hears: Hears
) -> None:
    starter, gate = QPushButton(), threading.Event()
    qtbot.addWidget(starter)
    tasks.write(gate.wait, 5, done=hears.done, starter=starter)
    assert not starter.isEnabled()
    gate.set()
    qtbot.waitUntil(starter.isEnabled)


def test_the_starter_comes_back_after_a_failure_too(
    qtbot: QtBot, tasks: Tasks, hears: Hears
) -> None:
    starter = QPushButton()
    qtbot.addWidget(starter)
    tasks.write(int, "x", done=hears.done, starter=starter)
    qtbot.waitUntil(lambda: bool(hears.errors) and starter.isEnabled())


def test_long_work_tells_how_far_it_is(qtbot: QtBot, tasks: Tasks, hears: Hears) -> None:
    told: list[object] = []

    def work(job: Job) -> str:
        for number in range(3):
            job.progress(number)
        return "ready"

    tasks.write_with_job(work, done=hears.done, progressed=told.append)
    qtbot.waitUntil(lambda: hears.answers == ["ready"])
    assert told == [0, 1, 2]


def test_stopped_work_ends_at_its_next_look(qtbot: QtBot, tasks: Tasks, hears: Hears) -> None:
    started, go_on = threading.Event(), threading.Event()

    def work(job: Job) -> None:
        started.set()
        assert go_on.wait(5)
        job.progress("too far")

    asked, told = Hears(), list[object]()
    job = tasks.write_with_job(work, done=asked.done, failed=asked.failed, progressed=told.append)
    assert started.wait(5)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(asked.errors))
    assert isinstance(asked.errors[0], Cancelled)
    assert (asked.answers, told) == ([], [])


def test_stopped_before_its_turn_it_never_runs(qtbot: QtBot, tasks: Tasks, hears: Hears) -> None:
    gate, ran = threading.Event(), list[int]()
    tasks.write(gate.wait, 5, done=hears.done)
    asked = Hears()
    job = tasks.write(ran.append, 1, done=asked.done, failed=asked.failed)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(asked.errors))
    assert ran == []


def test_stopping_is_not_told_to_people(qtbot: QtBot, tasks: Tasks, hears: Hears) -> None:
    def work() -> None:
        raise Cancelled

    tasks.read(work, done=hears.done)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert hears.errors == []


def test_an_answer_for_a_screen_that_is_gone_is_dropped(
    qtbot: QtBot, tasks: Tasks, hears: Hears
) -> None:
    owner, gate = QObject(), threading.Event()
    tasks.read(gate.wait, 5, done=hears.done, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert hears.answers == []


def test_stop_waits_for_what_is_under_way(qtbot: QtBot, hears: Hears) -> None:
    tasks, finished = Tasks(hears.failed), list[str]()
    started = threading.Event()

    def write() -> None:
        started.set()
        finished.append("written")

    tasks.write(write, done=hears.done)
    assert started.wait(5)
    tasks.stop()
    assert finished == ["written"]


def test_only_the_main_thread_starts_work(qtbot: QtBot) -> None:
    assert_main_thread()
    caught: list[BaseException] = []

    def elsewhere() -> None:
        try:
            assert_main_thread()
        except AssertionError as error:
            caught.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(caught) == 1


def test_spare_steps_come_one_by_one_when_nothing_is_under_way(
    qtbot: QtBot, tasks: Tasks, hears: Hears
) -> None:
    gate, order = threading.Event(), list[object]()

    def steps(name: str) -> Iterator[None]:
        for number in range(2):
            order.append(f"{name}{number}")
            yield

    tasks.read(gate.wait, 5, done=order.append)
    tasks.spare(steps("a"))
    tasks.spare(steps("b"))
    assert tasks.busy
    assert order == []
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert order == [True, "a0", "a1", "b0", "b1"]


def test_a_spare_step_that_begins_work_is_waited_for(
    qtbot: QtBot, tasks: Tasks, hears: Hears
) -> None:
    def steps() -> Iterator[None]:
        tasks.read(lambda: "read", done=hears.done)
        yield
        hears.answers.append("step")

    tasks.spare(steps())
    qtbot.waitUntil(lambda: not tasks.busy)
    assert hears.answers == ["read", "step"]


def test_a_spare_step_that_fails_is_told_and_the_rest_goes_on(
    qtbot: QtBot, tasks: Tasks, hears: Hears
) -> None:
    def broken() -> Iterator[int]:
        yield int("x")

    def sound() -> Iterator[None]:
        hears.answers.append("then")
        yield

    tasks.spare(broken())
    tasks.spare(sound())
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [type(error) for error in hears.errors] == [ValueError]
    assert hears.answers == ["then"]


def test_stopping_forgets_spare_steps_and_takes_no_more(
    qtbot: QtBot, tasks: Tasks, hears: Hears
) -> None:
    tasks.spare(iter([None]))
    tasks.stop()
    assert not tasks.busy
    tasks.spare(iter([None]))
    assert not tasks.busy


def test_what_was_shown_is_painted_before_a_patient_read(
    qtbot: QtBot, tasks: Tasks, hears: Hears
) -> None:
    order: list[str] = []
    tasks.read(lambda: order.append("read"), done=hears.done, after_paint=True)
    assert tasks.busy
    QCoreApplication.sendPostedEvents()
    order.append("painted")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert order == ["painted", "read"]
