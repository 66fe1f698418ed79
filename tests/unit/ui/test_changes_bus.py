"""One signal tells every screen what was saved, and by whom."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui.changes_bus import ChangesBus


def test_everybody_hears_what_was_saved(qtbot: QtBot) -> None:
    bus, heard = ChangesBus(), list[tuple[object, object]]()
    bus.changed.connect(lambda changes, by: heard.append((changes, by)))
    bus.changed.connect(lambda changes, by: heard.append((changes, by)))
    changes, screen = object(), object()
    bus.announce(changes, screen)
    assert heard == [(changes, screen)] * 2


def test_who_saved_need_not_be_told(qtbot: QtBot) -> None:
    bus, heard = ChangesBus(), list[object]()
    bus.changed.connect(lambda _changes, by: heard.append(by))
    bus.announce("something")
    assert heard == [None]
