"""The recovery words: shown in order, two of them asked back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.screens.first_run.presenter import FirstRunPresenter
from app.ui.screens.first_run.recovery_words import RecoveryWords
from app.ui.widgets.words import Words
from tests.fakes.heavy import WORDS, FakeHeavy
from tests.fakes.station_window import Shown
from tests.fakes.typist import nameless_controls, type_text
from tests.fakes.window import Answers


@pytest.fixture
def presenter(qtbot: QtBot, tmp_path: Path) -> FirstRunPresenter:
    made = FirstRunPresenter(tmp_path / "register", FakeHeavy())
    with qtbot.waitSignal(made.made):
        made.make(
            role="commune",
            unit=1,
            name="Lương Thị Hạnh",
            title="",
            passphrase="bốn con suối nhỏ",
            again="bốn con suối nhỏ",
        )
    return made


@pytest.fixture
def asker() -> Answers:
    return Answers()


@pytest.fixture
def card(shown: Shown, presenter: FirstRunPresenter, asker: Answers) -> RecoveryWords:
    made = RecoveryWords(presenter, asker)
    shown(made)
    made.show_words(WORDS)
    return made


def test_every_word_stands_with_its_number(card: RecoveryWords) -> None:
    texts = {label.text() for label in card.findChildren(Words)}
    assert {f"{place + 1}.  {word}" for place, word in enumerate(WORDS)} <= texts


def test_the_right_words_open_by_keyboard(
    qtbot: QtBot, card: RecoveryWords, presenter: FirstRunPresenter
) -> None:
    first, second = (field.editor for field in card.fields)
    assert QApplication.focusWidget() is first
    type_text(first, WORDS[presenter.asked[0]])
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is second
    type_text(second, WORDS[presenter.asked[1]])
    with qtbot.waitSignal(presenter.opened):
        QTest.keyClick(second, Qt.Key.Key_Return)


def test_a_sheet_can_be_made_to_print(card: RecoveryWords, asker: Answers, tmp_path: Path) -> None:
    asker.saved_as = tmp_path / "sheet.pdf"
    card.paper.click()
    assert asker.saved_as.read_bytes().startswith(b"%PDF")
    assert card.saved.text().endswith("xóa tệp này.")


def test_a_sheet_that_cannot_be_written_is_told(
    card: RecoveryWords, asker: Answers, tmp_path: Path
) -> None:
    asker.saved_as = tmp_path / "nowhere" / "sheet.pdf"
    card.paper.click()
    assert card.saved.isVisible()
    assert "chọn thư mục khác" in card.saved.text()


def test_no_sheet_without_a_place_for_it(card: RecoveryWords) -> None:
    card.paper.click()
    assert not card.saved.isVisible()


def test_wrong_words_are_told_at_the_field(
    card: RecoveryWords, presenter: FirstRunPresenter
) -> None:
    opened: list[object] = []
    presenter.opened.connect(opened.append)
    type_text(card.fields[0].editor, "sai")
    card.submit.click()
    assert card.fields[0].error()
    assert opened == []


def test_the_fields_say_which_word_they_ask(
    card: RecoveryWords, presenter: FirstRunPresenter
) -> None:
    for field, place in zip(card.fields, presenter.asked, strict=True):
        assert field.editor.accessibleName().endswith(str(place + 1))
    assert nameless_controls(card) == []
