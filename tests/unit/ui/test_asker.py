"""Asking by dialogs: what they return, and the verb on the button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.asker import DialogAsker


@pytest.fixture
def press(qtbot: QtBot) -> Callable[[str], None]:
    """Press the button with these words as soon as a dialog asks."""

    def arrange(words: str) -> None:
        def look() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            for button in box.findChildren(QPushButton):
                if button.text().replace("&", "") == words:
                    button.click()
                    return
            box.reject()

        QTimer.singleShot(0, look)

    return arrange


def test_the_verb_on_the_button_means_yes(press: Callable[[str], None]) -> None:
    press("Khóa danh sách")
    assert DialogAsker().confirm("Khóa danh sách tháng 12?", "Khóa danh sách")


def test_anything_else_means_no(press: Callable[[str], None]) -> None:
    press("no such button")
    assert not DialogAsker().confirm("Khóa danh sách tháng 12?", "Khóa danh sách")


def test_files_and_folders_come_as_paths(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (["/a/b", "/a/c"], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "/a")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("/a/d.pdf", ""))
    asker = DialogAsker()
    assert asker.files_to_open("Files", "*.tgxh") == [Path("/a/b"), Path("/a/c")]
    assert asker.folder("Folder") == Path("/a")
    assert asker.file_to_save("Save", "d.pdf") == Path("/a/d.pdf")


def test_a_changed_mind_is_none(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    asker = DialogAsker()
    assert asker.files_to_open("Files", "*.tgxh") == []
    assert asker.folder("Folder") is None
    assert asker.file_to_save("Save", "d.pdf") is None
