"""The folder that was named wins; else the environment's; else the person's own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.core.paths import data_folder, resource, state_folder

Patch = pytest.MonkeyPatch
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="folders of POSIX systems")


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: Patch, tmp_path: Path) -> None:
    for name in ("ANSINH_DATA", "ANSINH_STATE", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def test_what_is_given_beats_the_environment(monkeypatch: Patch) -> None:
    monkeypatch.setenv("ANSINH_DATA", "named")
    assert data_folder("given") == Path("given")
    assert data_folder(None) == data_folder("") == Path("named")


@POSIX
def test_without_anything_the_persons_own_folder(monkeypatch: Patch, tmp_path: Path) -> None:
    assert data_folder() == tmp_path / ".local/share/ansinh"
    assert state_folder() == tmp_path / ".local/state/ansinh"
    monkeypatch.setenv("XDG_DATA_HOME", "/x/data")
    monkeypatch.setenv("XDG_STATE_HOME", "/x/state")
    assert data_folder() == Path("/x/data/ansinh")
    assert state_folder() == Path("/x/state/ansinh")


def test_on_windows_data_roam_but_anchors_stay(monkeypatch: Patch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", "roaming")
    monkeypatch.setenv("LOCALAPPDATA", "local")
    assert data_folder() == Path("roaming/ansinh")
    assert state_folder() == Path("local/ansinh")


def test_the_state_never_lies_with_the_data(monkeypatch: Patch) -> None:
    monkeypatch.setenv("ANSINH_DATA", "named")
    assert not state_folder().is_relative_to(data_folder())
    monkeypatch.setenv("ANSINH_STATE", "elsewhere")
    assert state_folder() == Path("elsewhere")


def test_resources_come_with_the_program(monkeypatch: Patch, tmp_path: Path) -> None:
    assert resource("i18n", "vi").is_dir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("i18n") == tmp_path / "resources" / "i18n"
