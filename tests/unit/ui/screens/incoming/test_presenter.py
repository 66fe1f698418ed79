from __future__ import annotations

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.ui.screens.incoming.presenter import IncomingPresenter
from tests.fakes.courier import Courier
from tests.fakes.desks import make_pair
from tests.fakes.window import window_for


def test_what_has_arrived(qtbot: QtBot, tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    presenter = IncomingPresenter(window_for(office.services()).context)
    seen: list[Any] = []
    presenter.loaded.connect(seen.append)
    presenter.load()
    Courier(tmp_path).carry(commune, office)
    presenter.load()
    assert seen[0] == []
    assert [one.sender for one in seen[1]] == ["Phường Bắc Gia Nghĩa"]
