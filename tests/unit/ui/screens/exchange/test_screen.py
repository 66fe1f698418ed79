from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.changes import Changes
from app.ui.screens.exchange.screen import ExchangeScreen
from app.ui.sticks import Stick
from tests.fakes.desks import OFFICE_PV, Desk, make_desk, make_pair
from tests.fakes.window import Window, window_for


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def opened(qtbot: QtBot, desk: Desk, *sticks: Stick) -> tuple[ExchangeScreen, Window]:
    window = window_for(desk.services())
    screen = ExchangeScreen(window.context, lambda: list(sticks))
    qtbot.addWidget(screen)
    screen.resize(1134, 688)
    screen.show()
    screen.activate()
    return screen, window


def test_the_keys_reach_every_tab(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    screen, _ = opened(qtbot, pair[0])
    actions = {one.key: one.run for one in screen.actions_told()}
    for number, key in enumerate(("send", "receive", "differences", "history", "proof"), 1):
        run = actions[f"Ctrl+{number}"]
        assert run is not None
        run()
        assert screen.tabs.current() == key
    screen.activate(tab="differences")
    assert screen.tabs.current() == "differences"


def count(screen: ExchangeScreen, key: str) -> int | None:
    """The number behind a tab's name."""
    return next(one.tab.count for one in screen.tabs._tabs if one.tab.key == key)


def test_every_action_has_words_and_a_key(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    screen, _ = opened(qtbot, pair[0])
    actions = screen.actions_told()
    assert all(one.key and one.label for one in actions)
    assert len({one.key for one in actions}) == len(actions)


def test_send_by_the_key(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, _ = pair
    commune.person()
    stick = tmp_path / "stick"
    stick.mkdir()
    screen, _ = opened(qtbot, commune, Stick(stick, "KINGSTON", 5))
    screen.open_tab("history")
    next(one for one in screen.actions_told() if one.key == "Ctrl+Return").run()  # type: ignore[misc]  # it has one
    assert [one.suffix for one in stick.iterdir()] == [".tgxh"]
    assert screen.tabs.current() == "send"


def test_enrolment_is_offered_before_anything_is_sent(qtbot: QtBot, tmp_path: Path) -> None:
    screen, _ = opened(qtbot, make_desk(tmp_path, 1))
    assert screen.send.enrol.isVisible()
    screen.send.enrol.acted.emit()
    assert screen.sheet.isVisible()


def test_an_office_enrols_on_its_board(qtbot: QtBot, tmp_path: Path) -> None:
    screen, window = opened(qtbot, make_desk(tmp_path, 9, "office", OFFICE_PV))
    assert screen.send.enrol.text().startswith("Chưa có xã nào")
    screen.open_enrolment()
    assert window.went == [("communes", {})]


def test_what_others_save_is_counted(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    commune, _ = pair
    screen, window = opened(qtbot, commune)
    commune.person()
    window.context.bus.announce(Changes(frozenset({"person"})))
    assert count(screen, "send") == 2


def test_receiving_by_the_key(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    bag = tmp_path / "bag"
    bag.mkdir()
    office.exchange.export(commune.id, bag)
    screen, _ = opened(qtbot, commune, Stick(bag, "KINGSTON", 5))
    assert count(screen, "receive") == 1
    screen._take_waiting()
    assert count(screen, "receive") is None
    assert len(commune.exchange.received()) == 1
    screen._choose_files()
    screen._escape()
    screen.open_tab("differences")
    screen._escape()


def told_keys(screen: ExchangeScreen) -> set[str]:
    """The keys on the bar now."""
    return {one.key for one in screen.keys_told()}


def test_the_bar_tells_only_what_acts_there(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    stick = tmp_path / "stick"
    stick.mkdir()
    screen, _ = opened(qtbot, commune)
    assert "Ctrl+Return" not in told_keys(screen)  # no place is chosen
    screen, _ = opened(qtbot, commune, Stick(stick, "KINGSTON", 5))
    assert "Ctrl+Return" in told_keys(screen)
    assert "Ctrl+O" not in told_keys(screen)
    screen.send.written.begin(stick=True)
    assert told_keys(screen) == {"Escape", "Ctrl+1|Ctrl+5"}
    screen.send.written.end()
    screen.open_tab("receive")
    assert told_keys(screen) == {"Ctrl+O", "Ctrl+1|Ctrl+5"}  # nothing lies on the stick
    office.exchange.export(commune.id, stick)
    screen.taking.look()
    assert "Alt+R" in told_keys(screen)
    screen.open_tab("differences")
    assert told_keys(screen) == {"Ctrl+1|Ctrl+5"}
    for tab in ("history", "proof"):
        screen.open_tab(tab)
        assert "Up|Down" in told_keys(screen)
        assert "Escape" not in told_keys(screen)


def test_before_enrolment_the_bar_names_the_first_step(qtbot: QtBot, tmp_path: Path) -> None:
    screen, _ = opened(qtbot, make_desk(tmp_path, 1))
    assert told_keys(screen) == {"Alt+E", "Ctrl+1|Ctrl+5"}


def test_a_stick_put_in_meanwhile_is_proposed(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    window = window_for(pair[0].services())
    plugged: list[Stick] = []
    screen = ExchangeScreen(window.context, lambda: list(plugged))
    qtbot.addWidget(screen)
    screen.show()
    screen.activate()
    screen._watch.look()
    assert screen.send.places.value() is None
    plugged.append(Stick(tmp_path, "KINGSTON", 5))
    screen._watch.look()
    assert screen.send.places.value() == str(tmp_path)
    screen.send.written.begin(stick=True)
    plugged.clear()
    screen._watch.look()  # pulled while writing: writing itself tells
    assert screen.send.places.value() == str(tmp_path)


def test_every_page_has_its_help(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    screen, _ = opened(qtbot, pair[0])
    told = set()
    for tab in ("send", "receive", "differences", "history", "proof"):
        screen.open_tab(tab)
        told.add(tuple(screen.help_told()))
    assert len(told) == 5
    assert all(told)
