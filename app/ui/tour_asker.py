"""Answers the tour's questions without a dialog."""

from __future__ import annotations

from pathlib import Path


class TourAsker:
    """Everything goes to one folder, and everything is confirmed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def files_to_open(self, title: str, pattern: str) -> list[Path]:
        """The bundles of the demo."""
        return sorted(self._folder.rglob("*.tgxh"))

    def folder(self, title: str) -> Path | None:
        """The demo's folder."""
        return self._folder

    def file_to_save(self, title: str, name: str) -> Path | None:
        """A file in the demo's folder."""
        return self._folder / name

    def confirm(self, question: str, verb: str) -> bool:
        """Yes."""
        return True
