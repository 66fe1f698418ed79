from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.widgets.grid_edit import GridEdit
from app.ui.widgets.grid_model import GridColumn
from tests.fakes.stage import Stage
from tests.fakes.typist import ALT, CTRL, SHIFT, give_focus, nameless_controls, press, type_text

COLUMNS = [GridColumn("Chủ hộ", 0), GridColumn("Nhà ở", 120, "choice", ("Sập hết", "Hỏng nặng")),
           GridColumn("Gạo,\ntháng", 80, "number")]  # fmt: skip
ROWS = [["Điểu Ndŭr", "Sập hết", "1"], ["H’Wễn Ksơr", "Sập hết", "4"]]
SENTENCE = "mỗi đợt nhiều nhất 3 tháng. Ghi 3 cho đợt này."


def grid(stage: Stage) -> GridEdit:
    made = GridEdit("Hộ bị nạn", COLUMNS, grows=True, numbered=True)
    made.set_rows(ROWS)
    stage(made, QLineEdit())
    give_focus(made.view)
    made.view.setCurrentIndex(made.model.index(0, 0))
    return made


def place(made: GridEdit) -> tuple[int, int]:
    now = made.view.currentIndex()
    return now.row(), now.column()


def test_tab_goes_right_and_on_to_the_next_row(stage: Stage) -> None:
    made = grid(stage)
    seen = []
    for _ in range(3):
        press(made.view, Qt.Key.Key_Tab)
        seen.append(place(made))
    assert seen == [(0, 1), (0, 2), (1, 0)]
    press(made.view, Qt.Key.Key_Backtab, held=SHIFT)
    assert place(made) == (0, 2)


def test_tab_leaves_the_grid_at_its_last_cell(stage: Stage) -> None:
    made = grid(stage)
    made.view.setCurrentIndex(made.model.index(2, 2))
    press(made.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not made.view


def test_enter_goes_down_and_stays_at_the_foot(stage: Stage) -> None:
    made = grid(stage)
    for _ in range(4):
        press(made.view, Qt.Key.Key_Return)
    assert place(made) == (2, 0)


def test_typed_text_is_kept_by_enter(qtbot: QtBot, stage: Stage) -> None:
    made = grid(stage)
    told: list[tuple[int, int, str]] = []
    made.changed.connect(lambda *what: told.append(what))
    made.view.edit(made.model.index(0, 0))
    editor = made.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == "Chủ hộ"
    editor.clear()
    type_text(editor, "H’Yŭm Mlô")
    press(editor, Qt.Key.Key_Return)
    assert told == [(0, 0, "H’Yŭm Mlô")]
    assert place(made) == (1, 0)


def test_choice_is_picked_from_a_list(stage: Stage) -> None:
    made = grid(stage)
    made.view.setCurrentIndex(made.model.index(0, 1))
    made.view.edit(made.model.index(0, 1))
    editor = made.view.findChild(QComboBox)
    assert isinstance(editor, QComboBox)
    assert editor.currentText() == "Sập hết"
    editor.setCurrentIndex(1)
    editor.activated.emit(1)
    assert made.rows()[0][1] == "Hỏng nặng"


def test_cell_above_is_copied(stage: Stage) -> None:
    made = grid(stage)
    made.view.setCurrentIndex(made.model.index(1, 0))
    press(made.view, Qt.Key.Key_D, held=CTRL)
    assert made.rows()[1][0] == "Điểu Ndŭr"
    made.view.setCurrentIndex(made.model.index(0, 0))
    press(made.view, Qt.Key.Key_D, held=CTRL)
    assert made.rows()[0][0] == "Điểu Ndŭr"


def test_delete_empties_the_cell(stage: Stage) -> None:
    made = grid(stage)
    press(made.view, Qt.Key.Key_Delete)
    assert made.rows()[0][0] == ""


def test_paste_from_a_spreadsheet_is_told_whole(qtbot: QtBot, stage: Stage) -> None:
    made = grid(stage)
    QApplication.clipboard().setText("Vàng A Lềnh\tSập hết\r\nLê Thị Sáu\t Hỏng nặng \r\n")
    with qtbot.waitSignal(made.pasted) as told:
        press(made.view, Qt.Key.Key_V, held=CTRL)
    assert told.args == [0, 0, [["Vàng A Lềnh", "Sập hết"], ["Lê Thị Sáu", "Hỏng nặng"]]]
    assert made.rows() == ROWS, "the screen fills it in, as one undo"


def test_single_word_is_pasted_into_its_cell(stage: Stage) -> None:
    made = grid(stage)
    QApplication.clipboard().setText("Trần Văn Khởi")
    press(made.view, Qt.Key.Key_V, held=CTRL)
    assert made.rows()[0][0] == "Trần Văn Khởi"


def test_wrong_cell_has_its_sentence_and_repair_below(qtbot: QtBot, stage: Stage) -> None:
    made = grid(stage)
    made.set_error(1, 2, SENTENCE, repair="Ghi 3")
    assert made.sentence() == f"2 · Gạo, tháng: {SENTENCE}"
    with qtbot.waitSignal(made.repaired) as told:
        press(made.view, Qt.Key.Key_S, held=ALT)
    assert told.args == [1, 2]
    made.set_cell(1, 2, "3")
    made.set_error(1, 2, None)
    assert made.sentence() == ""
    assert made.rows()[1][2] == "3"


def test_sentence_of_the_cell_in_focus_comes_first(stage: Stage) -> None:
    made = grid(stage)
    made.set_error(0, 0, "Ghi tên chủ hộ.")
    made.set_error(1, 2, SENTENCE)
    assert "Ghi tên chủ hộ." in made.sentence()
    made.view.setCurrentIndex(made.model.index(1, 2))
    assert SENTENCE in made.sentence()
    repaired: list[int] = []
    made.repaired.connect(lambda row, _column: repaired.append(row))
    made.repair()
    assert repaired == [], "no repair was offered"


def test_grid_in_a_form_is_as_high_as_its_rows(stage: Stage) -> None:
    made = grid(stage)
    made.show_all_rows()
    assert made.view.height() == 44 + 3 * 32 + 2
    assert nameless_controls(made) == []
