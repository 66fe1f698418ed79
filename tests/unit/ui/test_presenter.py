"""What all presenters share: saving is told to everybody, refusals to the field."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.changes import Changes
from app.ui.presenter import Presenter
from tests.fakes.open_desk import open_desk
from tests.fakes.window import Window, window_for


@pytest.fixture
def window(tmp_path: Path) -> Window:
    return window_for(open_desk(tmp_path))


def saved() -> Changes:
    return Changes(frozenset({"person"}))


def refuse(field: str | None) -> Changes:
    raise Correctable("x", "Type it again.", field=field)


def test_what_was_saved_is_told_after_what_follows_from_it(window: Window) -> None:
    presenter = Presenter(window.context)
    told: list[str] = []
    presenter.saved.connect(lambda _changes: told.append("saved"))
    window.context.bus.changed.connect(lambda *_args: told.append("everybody"))
    presenter._write(saved, then=lambda _changes: told.append("then"))
    assert told == ["then", "saved", "everybody"]


def test_a_refusal_with_a_field_goes_there_any_other_to_the_window(window: Window) -> None:
    presenter = Presenter(window.context)
    refused: list[Correctable] = []
    presenter.refused.connect(refused.append)
    presenter._write(lambda: refuse("name"))
    presenter._write(lambda: refuse(None))
    assert [one.field for one in refused] == ["name"]
    assert len(window.told) == 1


def test_the_register_is_that_of_whoever_signed_in(window: Window) -> None:
    assert Presenter(window.context)._services is window.context.services
