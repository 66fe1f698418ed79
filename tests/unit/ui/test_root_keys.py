"""The office's keys without a widget: drafts, signatures, drawers; failures are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import AppError
from app.services.root_care import RootPlan, read_key
from app.ui.root_keys import RootKeys
from tests.fakes.cheap_key_files import cheap_key_files
from tests.fakes.desks import PASSPHRASE, make_pair
from tests.fakes.window import window_for

__all__ = ["cheap_key_files"]

pytestmark = pytest.mark.usefixtures("cheap_key_files")


class Heard:
    """What the keys said last, by signal."""

    def __init__(self, keys: RootKeys) -> None:
        self.said: dict[str, Any] = {}
        for name in ("loaded", "drafted", "opened", "saved", "published", "made", "refused"):
            getattr(keys, name).connect(lambda value, name=name: self.said.update({name: value}))
        keys.taken_out.connect(lambda: self.said.update(taken_out=True))

    def refusal(self) -> str:
        error = self.said["refused"]
        assert isinstance(error, AppError)
        return error.code


def test_from_a_draft_to_a_key_in_a_drawer(qtbot: QtBot, tmp_path: Path) -> None:
    office = make_pair(tmp_path)[1]
    window = window_for(office.services())
    keys = RootKeys(window.context)
    heard = Heard(keys)
    keys.load()
    assert heard.said["loaded"].version == 1
    keys.make_key(tmp_path / "one.tgxs", PASSPHRASE)
    keys.draft(RootPlan(added=(read_key(heard.said["made"]),), threshold=2))
    raw, view = heard.said["drafted"]
    assert not view.complete
    keys.publish(raw)
    assert heard.refusal() == "not_enough_signatures"
    keys.save(tmp_path / "draft.tgxr", raw)
    keys.open_draft(heard.said["saved"])
    keys.sign(heard.said["opened"][0], tmp_path / "one.tgxs", "another one entirely")
    assert heard.refusal() == "key_not_opened"
    keys.sign(heard.said["opened"][0], tmp_path / "one.tgxs", PASSPHRASE)
    keys.publish(heard.said["opened"][0])
    assert heard.said["published"].version == 2
    assert (heard.said["loaded"].threshold, heard.said["loaded"].here) == (2, 1)
    keys.take_out(tmp_path / "own.tgxs", "short")
    assert heard.refusal() == "weak_passphrase"
    keys.take_out(tmp_path / "own.tgxs", PASSPHRASE)
    assert heard.said["taken_out"]
    assert heard.said["loaded"].here == 0
    keys.open_draft(tmp_path / "nowhere")
    assert heard.refusal() == "not_an_enrolment_file"
    assert window.told == []
