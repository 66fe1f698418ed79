from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.services.changes import Changes
from app.services.outcomes import ImportOutcome
from app.ui.screens.incoming.screen import IncomingScreen
from tests.fakes.courier import Courier
from tests.fakes.desks import make_pair
from tests.fakes.window import window_for


def test_files_are_taken_in_and_stand_below(qtbot: QtBot, tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    commune.person()
    courier = Courier(tmp_path)
    [bundle] = courier.fetch(commune)
    window = window_for(office.services())
    screen = IncomingScreen(window.context, list)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    screen.activate()
    assert screen.page.choose.hasFocus()
    assert screen.table.model.rowCount() == 0
    window.asker.opened = [bundle.path, courier.damaged(bundle.path)]
    actions = {one.key: one.run for one in screen.actions_told()}
    choose = actions["Ctrl+O"]
    assert choose is not None
    choose()
    kinds = [getattr(row.cells[4], "kind", "") for row in screen.table.model.rows]
    assert sorted(kinds) == ["bad", "ok"]
    screen.refresh(Changes(frozenset()))


def test_what_became_of_the_files_has_the_room(qtbot: QtBot, tmp_path: Path) -> None:
    _commune, office = make_pair(tmp_path)
    screen = IncomingScreen(window_for(office.services()).context, list)
    qtbot.addWidget(screen)
    screen.resize(1134, 688)
    screen.show()
    screen.activate()
    assert screen.lately.isVisible()
    assert [one.key for one in screen.keys_told()] == ["Ctrl+O"]
    screen.taking.started.emit()
    assert [one.key for one in screen.keys_told()] == ["Escape"]
    many = [ImportOutcome(f"{number}.tgxh", "new") for number in range(70)]
    screen.taking.taken.emit(many)
    assert not screen.lately.isVisible()
    qtbot.waitUntil(lambda: screen.page.table.height() > 200)
    screen.activate()
    assert screen.lately.isVisible()
    assert len(screen.help_told()) == 3
