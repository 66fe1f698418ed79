"""The heavy half is loaded on its own thread; what is broken is told, not waited for."""

from __future__ import annotations

import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.ui import later_windows
from app.ui.loader import Loader


def test_services_and_windows_come(qtbot: QtBot) -> None:
    loader = Loader()
    assert loader.windows is None
    with qtbot.waitSignal(loader.ready):
        loader.start()
    assert loader.wait() is bootstrap
    assert loader.windows is later_windows


def test_a_broken_half_ends_the_waiting(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "app.ui.later_windows", None)
    monkeypatch.delattr("app.ui.later_windows")
    noted: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", noted.append)
    loader = Loader()
    loader.start()
    with pytest.raises(ImportError):
        loader.wait()
    loader._thread.join(5)
    assert loader.windows is None
    assert [one.exc_type for one in noted] == [ModuleNotFoundError]
