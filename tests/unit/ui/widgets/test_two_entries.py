from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.widgets.two_entries import Entry, EntryCell, TwoEntries
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus, nameless_controls, press

MONEY = (("Tháng 11", "750.000"), ("Tháng 12", "1.000.000"))
ENTRIES = [
    Entry("base", "Ban đầu", "trước khi hai máy sửa", (EntryCell("1965"), EntryCell())),
    Entry("mine", "Máy này", "chị Hạnh, 12/11/2025",
          (EntryCell("11/12/1965", "tròn 60 tuổi"), EntryCell(lines=MONEY)), "1"),
    Entry("theirs", "Máy kia", "anh Y Thiên, 13/11/2025",
          (EntryCell("12/11/1965", "tròn 60 tuổi"), EntryCell(lines=MONEY)), "2"),
]  # fmt: skip


def entries(stage: Stage) -> TwoEntries:
    made = TwoEntries()
    made.set_entries(["Ngày sinh", "Tiền mỗi tháng"], ENTRIES)
    stage(made)
    give_focus(made.cards[1])
    return made


def test_neither_entry_is_proposed(stage: Stage) -> None:
    assert entries(stage).chosen_value() is None


def test_key_keeps_an_entry(qtbot: QtBot, stage: Stage) -> None:
    made = entries(stage)
    with qtbot.waitSignal(made.chosen) as told:
        press(made.cards[1], Qt.Key.Key_2, "2")
    assert told.args == ["theirs"]
    assert made.chosen_value() == "theirs"
    assert not made.press_key("3")


def test_arrows_move_without_choosing(stage: Stage) -> None:
    made = entries(stage)
    press(made.cards[1], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is made.cards[2]
    press(made.cards[2], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is made.cards[2]
    assert made.chosen_value() is None
    press(made.cards[2], Qt.Key.Key_Left)
    press(made.cards[1], Qt.Key.Key_Return)
    assert made.chosen_value() == "mine"


def test_entry_before_both_cannot_be_kept(stage: Stage) -> None:
    made = entries(stage)
    made.cards[0].click()
    assert made.chosen_value() is None
    assert made.cards[0].focusPolicy() == Qt.FocusPolicy.NoFocus


def test_entry_is_spoken_row_by_row(stage: Stage) -> None:
    made = entries(stage)
    assert nameless_controls(made) == []
    assert made.cards[1].accessibleName() == "Máy này, chị Hạnh, 12/11/2025"
    assert made.cards[1].accessibleDescription() == (
        "Ngày sinh: 11/12/1965, tròn 60 tuổi; Tiền mỗi tháng: Tháng 11 750.000, Tháng 12 1.000.000"
    )


def test_setting_tells_nobody_and_new_entries_start_open(stage: Stage) -> None:
    made = entries(stage)
    told: list[str] = []
    made.chosen.connect(told.append)
    made.set_chosen("mine")
    assert made.chosen_value() == "mine"
    made.set_entries(["Ngày sinh", "Tiền mỗi tháng"], ENTRIES)
    assert made.chosen_value() is None
    assert told == []
