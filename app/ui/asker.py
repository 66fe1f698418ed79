"""Asking for what only a dialog can: a file, a folder, a yes to what cannot be undone.

Injected, so that tests and the demo answer without a dialog.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


class Asker(Protocol):
    """What a screen may ask."""

    def files_to_open(self, title: str, pattern: str) -> list[Path]:
        """Files to read; empty when the person changed their mind."""
        ...

    def folder(self, title: str) -> Path | None:
        """A folder; None when the person changed their mind."""
        ...

    def file_to_save(self, title: str, name: str) -> Path | None:
        """Where to write a file; None when the person changed their mind."""
        ...

    def confirm(self, question: str, verb: str) -> bool:
        """Whether to do what cannot be undone; ``verb`` stands on the button."""
        ...


class DialogAsker:
    """Asks by dialogs over ``window``."""

    def __init__(self, window: QWidget | None = None) -> None:
        self._window = window

    def files_to_open(self, title: str, pattern: str) -> list[Path]:
        names, _kind = QFileDialog.getOpenFileNames(self._window, title, "", pattern)
        return [Path(name) for name in names]

    def folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, title)
        return Path(name) if name else None

    def file_to_save(self, title: str, name: str) -> Path | None:
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, name)
        return Path(chosen) if chosen else None

    def confirm(self, question: str, verb: str) -> bool:
        box = QMessageBox(self._window)
        box.setText(question)
        yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is yes
