from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui.widgets.empty import EmptyState
from tests.fakes.stage import Stage


def test_empty_list_shows_one_way_on(qtbot: QtBot, stage: Stage) -> None:
    empty = EmptyState("Chưa có ai tên “rom”", "Gõ 4 số cuối.", button="Thêm người", key="Ctrl N")
    stage(empty)
    assert empty.accessibleName() == "Chưa có ai tên “rom” Gõ 4 số cuối."
    with qtbot.waitSignal(empty.acted):
        empty.button.press()


def test_without_a_button_there_is_none(stage: Stage) -> None:
    empty = EmptyState("Hôm nay không có việc")
    stage(empty)
    assert empty.button.isHidden()
    assert empty._second.isHidden()
    empty.set_words("Chưa có việc", "Mời thêm người đầu tiên.")
    assert not empty._second.isHidden()
