from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.widgets.grid_model import GridColumn, GridModel, Wrong

COLUMNS = [GridColumn("Chủ hộ", 0), GridColumn("Gạo,\ntháng", 60, "number"),
           GridColumn("Gạo,\nkg", 60, "computed")]  # fmt: skip


def grid(*, grows: bool = False) -> GridModel:
    made = GridModel(COLUMNS, grows=grows)
    made.set_rows([["Điểu Ndŭr", "1", "75"], ["H’Wễn Ksơr"]])
    return made


def test_short_rows_are_filled_and_long_ones_cut() -> None:
    made = grid()
    assert made.rows()[1] == ["H’Wễn Ksơr", "", ""]
    made.set_rows([["a", "b", "c", "d"]])
    assert made.rows() == [["a", "b", "c"]]


def test_person_changing_a_cell_is_told_once() -> None:
    made = grid()
    told: list[tuple[object, ...]] = []
    made.edited.connect(lambda *what: told.append(what))
    assert made.setData(made.index(0, 1), " 3 ")
    assert not made.setData(made.index(0, 1), "3")
    assert told == [(0, 1, "3")]


def test_program_filling_a_cell_is_not_told() -> None:
    made = grid()
    told: list[tuple[object, ...]] = []
    made.edited.connect(lambda *what: told.append(what))
    made.put(0, 2, "225")
    assert made.rows()[0][2] == "225"
    assert told == []


def test_typing_at_the_foot_adds_a_row() -> None:
    made = grid(grows=True)
    added: list[int] = []
    made.row_added.connect(added.append)
    assert made.rowCount() == 3
    assert len(made.rows()) == 2
    made.setData(made.index(2, 0), "Thị Mbơ̆ng")
    assert made.rows()[2] == ["Thị Mbơ̆ng", "", ""]
    assert made.rowCount() == 4
    assert added == [2]


def test_computed_cells_cannot_be_typed_into() -> None:
    made = grid()
    assert not made.flags(made.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
    assert made.flags(made.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_wrong_cell_says_what_to_do() -> None:
    made = grid()
    made.set_wrong(0, 1, Wrong("mỗi đợt nhiều nhất 3 tháng", "Ghi 3"))
    role = int(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert made.index(0, 1).data(role) == "mỗi đợt nhiều nhất 3 tháng"
    made.set_wrong(0, 1, None)
    assert made.index(0, 1).data(role) == ""


def test_figures_have_their_titles_at_the_right() -> None:
    made, across = grid(), Qt.Orientation.Horizontal
    role = int(Qt.ItemDataRole.TextAlignmentRole)
    middle = Qt.AlignmentFlag.AlignVCenter
    left, right = Qt.AlignmentFlag.AlignLeft | middle, Qt.AlignmentFlag.AlignRight | middle
    sides = [made.headerData(place, across, role) for place in range(3)]
    assert sides == [left, right, right]
    assert made.headerData(1, Qt.Orientation.Vertical) == "2"
