"""What the sheet of officers does, without the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable, Environment
from app.services.container import Services
from app.ui.crew import Crew
from tests.fakes.cheap_stretching import cheap_stretching
from tests.fakes.made_stations import PASSPHRASE, make
from tests.fakes.window import Window, window_for

__all__ = ["cheap_stretching"]

pytestmark = pytest.mark.usefixtures("cheap_stretching")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = make(tmp_path / "station").services
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Window:
    return window_for(services)


def told_by(crew: Crew) -> list[str]:
    """What it tells from now on, by the names of its signals."""
    told: list[str] = []
    crew.done.connect(lambda _words: told.append("done"))
    crew.left.connect(lambda: told.append("left"))
    crew.refused.connect(lambda error: told.append(error.code))
    crew.loaded.connect(lambda lines, minutes: told.append(f"{len(lines)} {minutes}"))
    return told


def test_a_passphrase_is_typed_twice_alike(window: Window, services: Services) -> None:
    crew = Crew(window.context)
    told = told_by(crew)
    crew.change_passphrase(PASSPHRASE, "rẫy cà phê mùa khô", "rẫy cà phê")
    assert told == ["passphrases_differ"]
    services.station.check_passphrase(PASSPHRASE)
    crew.change_passphrase(PASSPHRASE, "rẫy cà phê mùa khô", "rẫy cà phê mùa khô")
    assert told[1:] == ["done", "1 5"]
    services.station.check_passphrase("rẫy cà phê mùa khô")


@pytest.mark.parametrize(
    ("error", "told", "shown"),
    [
        (Correctable("wrong_passphrase", "Type it again."), ["wrong_passphrase"], 0),
        (Environment("disk_full", "The disk is full."), ["left"], 1),
    ],
)
def test_a_register_that_was_closed_half_way_is_locked(
    window: Window,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    told: list[str],
    shown: int,
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("app.bootstrap.take_out_officer", refuse)
    crew = Crew(window.context)
    heard = told_by(crew)
    crew.take_out(services.session.officer, PASSPHRASE)
    assert heard == told
    assert len(window.told) == shown
