"""Where things are: the program's own resources and the person's folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """A file shipped with the program, in the source tree or in a frozen program."""
    root = getattr(sys, "_MEIPASS", None)
    base = Path(root) if root else Path(__file__).resolve().parents[2]
    return base.joinpath("resources", *parts)


def data_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """The workstation's folder: the one given, else ``ANSINH_DATA``, else the person's own."""
    if given:
        return Path(given)
    if named := os.environ.get("ANSINH_DATA"):
        return Path(named)
    return _home("APPDATA", "XDG_DATA_HOME", ".local/share") / "ansinh"


def state_folder() -> Path:
    """Outside the workstation's folder and its backups: anchors live here."""
    if named := os.environ.get("ANSINH_STATE"):
        return Path(named)
    return _home("LOCALAPPDATA", "XDG_STATE_HOME", ".local/state") / "ansinh"


def _home(windows: str, xdg: str, fallback: str) -> Path:
    if sys.platform == "win32" and (folder := os.environ.get(windows)):
        return Path(folder)
    if folder := os.environ.get(xdg):
        return Path(folder)
    return Path.home() / fallback
