from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Cell, Column, Row
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus, nameless_controls, press

COLUMNS = [Column("Họ và tên", 0), Column("Chênh", 90, "right")]
ROWS = [
    Row("in", ("Vào", "+500.000"), head=True),
    Row("1", ("Hà Văn Thống", "+500.000")),
    Row("out", ("Ra", "–"), head=True),
    Row("2", ("Y Ƀrih Mlô", Cell("Giảm từ tháng nào?", "info", "circle-question-mark"))),
]


def table(stage: Stage) -> Table:
    made = Table("Chi trả tháng 12", COLUMNS)
    made.set_rows(ROWS)
    stage(made)
    give_focus(made.view)
    return made


def test_enter_opens_a_row(qtbot: QtBot, stage: Stage) -> None:
    made = table(stage)
    press(made.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.opened) as told:
        press(made.view, Qt.Key.Key_Return)
    assert told.args == ["1"]


def test_enter_on_a_head_folds_and_opens_nothing(stage: Stage) -> None:
    made = table(stage)
    opened: list[str] = []
    made.opened.connect(opened.append)
    press(made.view, Qt.Key.Key_Return)
    assert made.view.isRowHidden(1)
    press(made.view, Qt.Key.Key_Return)
    assert not made.view.isRowHidden(1)
    assert opened == []


def test_arrows_fold_from_inside_a_group(stage: Stage) -> None:
    made = table(stage)
    made.set_current("1")
    press(made.view, Qt.Key.Key_Left)
    assert made.view.isRowHidden(1)
    assert not made.view.isRowHidden(3)
    assert made.current_key() == "in"
    press(made.view, Qt.Key.Key_Right)
    assert not made.view.isRowHidden(1)


def test_folded_and_chosen_rows_survive_reading_again(stage: Stage) -> None:
    made = table(stage)
    made.fold("in", folded=True)
    made.set_current("2")
    told: list[str] = []
    made.current_changed.connect(told.append)
    made.set_rows([*ROWS, Row("3", ("Sùng Thị Máy", "–"))])
    assert made.view.isRowHidden(1)
    assert made.current_key() == "2"
    assert told == []


def test_current_row_is_told_once(stage: Stage) -> None:
    made = table(stage)
    told: list[str] = []
    made.current_changed.connect(told.append)
    made.set_current("2")
    made.set_current("2")
    assert told == ["2"]
    assert not made.set_current("nobody")


def test_total_is_pinned_and_spoken(stage: Stage) -> None:
    made = table(stage)
    assert made._total.isHidden()
    made.set_total(["11 người", Cell("802.750.000")])
    assert not made._total.isHidden()
    assert made._total.accessibleName() == "11 người, 802.750.000"
    made.set_total(None)
    assert made._total.isHidden()


def test_table_in_a_card_is_as_high_as_its_rows(stage: Stage) -> None:
    made = table(stage)
    made.show_all_rows()
    assert made.height() == 32 * 5


def test_table_has_a_name_and_shows_its_focus(stage: Stage) -> None:
    made = table(stage)
    assert nameless_controls(made) == []
    focused = made.grab().toImage()
    made.view.clearFocus()
    assert made.grab().toImage() != focused
