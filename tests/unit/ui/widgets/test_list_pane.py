from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.ui.widgets.list_model import GroupHead, LazyListModel, ListLine, ListModel
from app.ui.widgets.list_pane import ListPane
from tests.fakes.stage import Stage
from tests.fakes.typist import give_focus, nameless_controls, press

LINES = [
    ListLine("a", "Phan Thị Hòa", status="Quá hạn 3 ngày", group="Quá hạn"),
    ListLine("b", "Lý Văn Phủ", group="Quá hạn"),
    ListLine("c", "Triệu Thị Lai", group="Hôm nay"),
]


def pane(stage: Stage) -> ListPane:
    made = ListPane("Việc hôm nay", row=44)
    made.set_lines(LINES)
    stage(made)
    give_focus(made)
    return made


def test_first_line_is_chosen_and_not_the_head(stage: Stage) -> None:
    made = pane(stage)
    assert isinstance(made.line_at(0), GroupHead)
    assert made.current_key() == "a"


def test_arrows_pass_over_heads(stage: Stage) -> None:
    made = pane(stage)
    keys: list[str] = []
    made.current_changed.connect(keys.append)
    for _ in range(2):
        press(made, Qt.Key.Key_Down)
    press(made, Qt.Key.Key_Up)
    assert keys == ["b", "c", "b"]


def test_enter_opens_the_line(qtbot: QtBot, stage: Stage) -> None:
    made = pane(stage)
    press(made, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.opened) as told:
        press(made, Qt.Key.Key_Return)
    assert told.args == ["b"]


def test_other_record_while_typing_elsewhere(stage: Stage) -> None:
    made = pane(stage)
    made.step(1)
    made.step(1)
    assert made.current_key() == "c"
    made.step(1)
    assert made.current_key() == "c"
    made.step(-1)
    assert made.current_key() == "b"


def test_chosen_line_stays_chosen_when_the_list_is_read_again(stage: Stage) -> None:
    made = pane(stage)
    made.set_current("c")
    told: list[str] = []
    made.current_changed.connect(told.append)

    made.set_lines(LINES[1:])
    assert made.current_key() == "c"
    assert told == []

    made.set_lines(LINES[:1])
    assert made.current_key() == "a"
    assert told == ["a"]

    made.set_lines([])
    assert made.current_key() == ""
    assert told == ["a", ""]
    assert not made.set_current("a")


def test_very_long_list_fetches_what_is_seen(stage: Stage) -> None:
    asked: list[int] = []

    def fetch(rows: list[int]) -> list[ListLine]:
        asked.append(rows[0])
        return [ListLine(str(row), f"Người {row}") for row in rows]

    made = ListPane("Người dân")
    made.set_lazy(200_000, fetch)
    stage(made)
    give_focus(made)
    made.grab()
    assert set(asked) == {0}, "nothing is fetched to be measured"

    press(made, Qt.Key.Key_End)
    made.grab()
    assert made.current_key() == "199999"
    assert set(asked) == {0, 199_900}

    asked.clear()
    made.refetch()
    made.grab()
    assert asked == [199_900]

    made.set_lines(LINES)
    assert made.lines() == 5


def test_list_and_lines_are_spoken(stage: Stage) -> None:
    made = pane(stage)
    assert nameless_controls(made) == []
    interface = QAccessible.queryAccessibleInterface(made)
    child = interface.child(1)
    assert "Quá hạn 3 ngày" in child.text(QAccessible.Text.Name)


def test_a_fitted_list_ends_where_its_lines_end(stage: Stage) -> None:
    made = ListPane("Người dân", row=56)
    stage(made)
    made.set_lines([ListLine("a", "Phan Thị Hòa"), ListLine("b", "Lý Văn Phủ")])
    made.fit_rows(fitted=True)
    assert made.maximumHeight() == 2 * 56
    made.fit_rows(fitted=False)
    assert made.maximumHeight() > 10_000


def test_another_long_list_leaves_nothing_of_the_one_before(qtbot: QtBot, stage: Stage) -> None:
    made = ListPane("Người dân")
    stage(made)
    for count in (3, 2, 1):
        made.set_lazy(count, lambda rows: [ListLine(str(row), f"Người {row}") for row in rows])
    qtbot.waitUntil(lambda: len(made.findChildren(LazyListModel)) == 1)
    assert made.findChildren(ListModel) == []
    assert len(made.findChildren(QItemSelectionModel)) == 1
    assert (made.lines(), made.current_key()) == (1, "0")
