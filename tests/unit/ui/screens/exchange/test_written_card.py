from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.bundles import ExportedBundle
from app.ui.screens.exchange.written_card import WrittenCard


def bundle(number: int) -> ExportedBundle:
    name = f"TGXH_{number}.tgxh"
    words = ("xe", "tem", "gỗ", "sả", "sách", f"ếch{number}")
    return ExportedBundle(name, Path("/t/stick") / name, number, "base", "Tỉnh", 3, 9, "", words)


@pytest.fixture
def card(qtbot: QtBot) -> WrittenCard:
    made = WrittenCard()
    qtbot.addWidget(made)
    made.show()
    return made


def test_while_it_writes_only_stopping_is_offered(card: WrittenCard) -> None:
    card.begin(stick=True)
    assert card.writing
    assert not card.send.isVisible()
    assert not card.again.isVisible()
    card.end()
    assert card.send.isVisible()
    assert not card.writing


def test_every_file_stands_with_its_words(card: WrittenCard) -> None:
    card.begin(stick=True)
    card.show_result([bundle(1), bundle(2)], stick=True)
    assert card.result.text() == "Đã ghi và đọc lại 2 tệp. Có thể rút USB."
    lines = card.check.text().splitlines()
    assert lines[0] == "TGXH_1.tgxh"
    assert lines[1] == "Sáu từ đối chiếu, đọc qua điện thoại: xe · tem · gỗ · sả · sách · ếch1"
    assert lines[2] == "TGXH_2.tgxh"


def test_in_a_folder_nobody_is_told_to_pull_the_stick(card: WrittenCard) -> None:
    card.show_result([bundle(1)], stick=False)
    assert card.result.text() == "Đã ghi 1 tệp vào /t/stick và đọc lại. Mời gửi tệp đi."


def test_what_is_missing_hides_the_second_way_too(card: WrittenCard) -> None:
    card.set_blocked("Xin cắm USB.")
    assert not card.again.isVisible()
    card.set_blocked(None)
    assert card.again.isVisible()
