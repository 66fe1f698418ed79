from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.widgets.list_model import (
    LINE,
    PAGE,
    PAGES,
    GroupHead,
    LazyListModel,
    ListLine,
    ListModel,
    spoken,
)

LATE = [
    ListLine("a", "Phan Thị Hòa", group="Quá hạn"),
    ListLine("b", "Lý Văn Phủ", group="Quá hạn"),
    ListLine("c", "Triệu Thị Lai", group="Hôm nay"),
]


def test_each_group_has_a_head_with_its_count() -> None:
    model = ListModel()
    model.set_lines(LATE)
    assert model.rowCount() == 5
    assert model.line(0) == GroupHead("Quá hạn", "2")
    assert model.line(3) == GroupHead("Hôm nay", "1")
    assert model.row_of("c") == 4
    assert model.row_of("x") == -1


def test_words_may_stand_for_the_count() -> None:
    model = ListModel()
    model.set_lines(LATE, {"Hôm nay": "thứ Sáu 14/11"})
    assert model.line(3) == GroupHead("Hôm nay", "thứ Sáu 14/11")


def test_heads_cannot_be_chosen() -> None:
    model = ListModel()
    model.set_lines(LATE)
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_line_is_spoken_whole() -> None:
    line = ListLine("a", "H’Rỡm", "750.000 đ", "1945 · Buôn Nui", "tròn 80 tuổi")
    assert spoken(line) == "H’Rỡm, 750.000 đ, 1945 · Buôn Nui, tròn 80 tuổi"
    assert spoken(GroupHead("Quá hạn", "2")) == "Quá hạn 2"
    model = ListModel()
    model.set_lines([line])
    index = model.index(0)
    assert index.data(LINE) == line
    assert index.data() == "H’Rỡm"
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert index.data(int(role)) == spoken(line)
    assert index.data(int(Qt.ItemDataRole.DecorationRole)) is None


class Register:
    """Two hundred thousand people, fetched by their numbers; what was asked is kept."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def fetch(self, rows: list[int]) -> list[ListLine]:
        self.asked.append(rows)
        return [ListLine(f"p{row}", f"Người {row}") for row in rows]


def test_only_the_pages_looked_at_are_fetched() -> None:
    register = Register()
    model = LazyListModel(200_000, register.fetch)
    assert model.rowCount() == 200_000
    assert register.asked == []

    assert model.line(150_042).key == "p150042"
    assert model.line(150_043).key == "p150043"

    assert register.asked == [list(range(150_000, 150_100))]


def test_last_page_is_short() -> None:
    register = Register()
    model = LazyListModel(250, register.fetch)
    assert model.line(249).key == "p249"
    assert register.asked == [list(range(200, 250))]


def test_pages_looked_at_long_ago_are_forgotten_first() -> None:
    register = Register()
    model = LazyListModel(PAGE * (PAGES + 1), register.fetch)
    for page in range(PAGES):
        model.line(page * PAGE)
    model.line(0)
    model.line(PAGES * PAGE)
    fetched = len(register.asked)

    model.line(5)
    assert len(register.asked) == fetched, "the first page was used lately"
    model.line(PAGE)
    assert len(register.asked) == fetched + 1, "the second page had to go"


def test_register_that_became_shorter_shows_an_empty_line() -> None:
    model = LazyListModel(10, lambda _rows: [ListLine("a", "Một")])
    assert model.line(9) == ListLine("", "")


def test_forgetting_fetches_again() -> None:
    register = Register()
    model = LazyListModel(10, register.fetch)
    model.line(0)
    assert model.row_of("p7") == 7
    model.forget()
    assert model.row_of("p7") == -1
    model.line(0)
    assert len(register.asked) == 2
