"""What every screen is: told of changes, silent until it says more."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.services.changes import Changes
from app.services.container import Services
from app.ui.actions import Action
from app.ui.screen import Screen
from tests.fakes.window import window_for


class Listening(Screen):
    """Keeps what it was told."""

    heard: list[object]

    def refresh(self, changes: Changes) -> None:
        self.heard.append(changes)


def test_a_screen_hears_of_every_change(qtbot: QtBot, desk: Services) -> None:
    context = window_for(desk).context
    screen = Listening(context)
    qtbot.addWidget(screen)
    screen.heard = []
    changes = object()
    context.bus.announce(changes)
    assert screen.heard == [changes]


def test_a_plain_screen_can_be_shown_and_left(qtbot: QtBot, desk: Services) -> None:
    context = window_for(desk).context
    screen = Screen(context)
    qtbot.addWidget(screen)
    screen.activate(person=1)
    context.bus.announce(object())
    screen.bind_actions()
    assert screen.can_leave()
    assert screen.actions_told() == list[Action]()
