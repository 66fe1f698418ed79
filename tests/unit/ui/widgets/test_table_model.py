from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.widgets.table_model import CELL, ROW, Cell, Column, Row, TableModel, as_cell

COLUMNS = [Column("Họ và tên", 0), Column("Chênh", 90, "right")]
ROWS = [
    Row("in", ("Vào", "+500.000"), head=True),
    Row("1", ("Hà Văn Thống", Cell("+500.000", "ok"))),
    Row("out", ("Ra", ""), head=True),
    Row("2", ("Y Ƀrih Mlô",)),
]


def model() -> TableModel:
    made = TableModel(COLUMNS)
    made.set_rows(ROWS)
    return made


def test_head_folds_the_rows_up_to_the_next_head() -> None:
    made = model()
    assert list(made.under(0)) == [1]
    assert list(made.under(2)) == [3]
    assert made.head_of(1) == 0
    assert made.head_of(2) == 2


def test_row_before_any_head_has_none() -> None:
    made = TableModel(COLUMNS)
    made.set_rows(ROWS[1:2])
    assert made.head_of(0) == -1


def test_short_row_ends_with_empty_cells() -> None:
    assert model().cell(3, 1) == Cell("")


def test_cells_are_spoken_with_their_column() -> None:
    made = model()
    index = made.index(1, 1)
    assert index.data(int(Qt.ItemDataRole.AccessibleTextRole)) == "Chênh: +500.000"
    assert index.data() == "+500.000"
    assert index.data(CELL) == Cell("+500.000", "ok")
    assert index.data(ROW) == ROWS[1]


def test_titles_stand_over_their_values() -> None:
    made, across = model(), Qt.Orientation.Horizontal
    align = int(Qt.ItemDataRole.TextAlignmentRole)
    assert made.headerData(1, across) == "Chênh"
    right = made.headerData(1, across, align)
    assert right == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert made.headerData(1, Qt.Orientation.Vertical) is None


def test_text_is_a_cell() -> None:
    assert as_cell("–") == Cell("–")
    assert as_cell(Cell("a", "bad")) == Cell("a", "bad")
