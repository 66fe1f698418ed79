"""Qt's own buttons, menus and dialogs speak the language of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from app.core.i18n import use_language
from app.ui import qt_i18n

# Names of keys and a switch for the direction of writing: not words to translate.
NOT_WORDS = {"Alt+Left", "Alt+Right", "Alt+Up", "Ctrl", "QT_LAYOUT_DIRECTION"}


class Listens(QTranslator):
    """Keeps what Qt asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        self.asked.add(source)
        return ""

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def vietnamese(qtbot: QtBot, qapp: QApplication) -> Iterator[qt_i18n.CatalogueTranslator]:
    use_language("vi")
    translator = qt_i18n.install(qapp)
    yield translator
    qapp.removeTranslator(translator)
    use_language("vi")


def test_everything_our_dialogs_ask_for_is_listed(qtbot: QtBot, qapp: QApplication) -> None:
    listens = Listens()
    qapp.installTranslator(listens)
    for mode in (QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.Directory):
        dialog = QFileDialog()
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(mode)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.hide()
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    for editor in (QLineEdit("text"), QPlainTextEdit("text")):
        qtbot.addWidget(editor)
        menu = editor.createStandardContextMenu()
        qtbot.addWidget(menu)
        menu.popup(QPoint(0, 0))
        menu.hide()
    qapp.removeTranslator(listens)
    assert {"&Open", "&Save", "Cancel", "&Paste"} <= listens.asked
    assert listens.asked - qt_i18n.ASKED - NOT_WORDS == set()


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (QDialogButtonBox.StandardButton.Ok, "Đồng ý"),
        (QDialogButtonBox.StandardButton.Cancel, "Hủy"),
        (QDialogButtonBox.StandardButton.Close, "Đóng"),
        (QDialogButtonBox.StandardButton.Save, "Lưu"),
        (QDialogButtonBox.StandardButton.Yes, "Có"),
    ],
)
def test_buttons_are_vietnamese(
    qtbot: QtBot,
    vietnamese: qt_i18n.CatalogueTranslator,
    button: QDialogButtonBox.StandardButton,
    words: str,
) -> None:
    box = QDialogButtonBox(button)
    qtbot.addWidget(box)
    assert box.button(button).text().replace("&", "") == words


def test_every_listed_word_has_its_vietnamese(vietnamese: qt_i18n.CatalogueTranslator) -> None:
    alike = {"%1 KiB", "%1 MiB", "%1 GiB"}
    left = {word for word in qt_i18n.ASKED if vietnamese.translate("", word) == word}
    assert left == alike


def test_what_is_not_ours_is_left_to_qt(vietnamese: qt_i18n.CatalogueTranslator) -> None:
    assert vietnamese.translate("QShortcut", "Ctrl") == ""
    assert not vietnamese.isEmpty()


def test_english_stays_english(vietnamese: qt_i18n.CatalogueTranslator) -> None:
    use_language("en")
    assert vietnamese.translate("QPlatformTheme", "Cancel") == "Cancel"
