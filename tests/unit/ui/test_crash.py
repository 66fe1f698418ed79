"""Bugs are noted without personal data, told to the window, on every thread."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from app.core.paths import state_folder
from app.ui import crash

SECRET = "Thị Mbơ̆ng 067193004126"


@pytest.fixture(autouse=True)
def hooks_afterwards() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def stumble() -> BaseException:
    """A bug with somebody's name in its words."""
    try:
        raise LookupError(SECRET)
    except LookupError as error:
        return error


def noted() -> str:
    return (state_folder() / crash.LOG_FILE).read_text(encoding="utf-8")


def test_the_trace_names_kind_and_lines_but_no_value() -> None:
    lines = crash.trace_lines(stumble())
    assert lines[0] == "LookupError"
    assert lines[-1].endswith("stumble")
    assert SECRET not in "\n".join(lines)


def test_a_report_is_written_down(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="ansinh.bug"):
        crash.report(stumble())
        crash.report(stumble())
    assert noted().count("LookupError") == 2
    assert "stumble" in caplog.text
    assert SECRET not in noted() + caplog.text


def test_a_log_that_grew_begins_anew(caplog: pytest.LogCaptureFixture) -> None:
    path = state_folder() / crash.LOG_FILE
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x" * (crash.MOST_BYTES + 1))
    crash.report(stumble())
    assert noted().count("LookupError") == 1
    assert path.stat().st_size < 2_000


def test_a_log_that_cannot_be_written_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = state_folder()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a file where the folder should be")
    crash.report(stumble())
    assert "cannot be written" in caplog.text


def test_what_nobody_caught_is_noted_then_told(caplog: pytest.LogCaptureFixture) -> None:
    told: list[BaseException] = []
    crash.install(told.append)
    error = stumble()
    sys.excepthook(type(error), error, error.__traceback__)
    assert told == [error]
    assert "LookupError" in noted()


def test_a_thread_that_fails_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    crash.install(lambda error: None)
    error = stumble()
    threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
    assert "LookupError" in noted()


def test_the_keyboards_stop_is_no_bug(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[BaseException] = []
    crash.install(told.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
    assert not (state_folder() / crash.LOG_FILE).exists()
