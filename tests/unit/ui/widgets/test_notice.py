from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui.widgets.notice import NoticeBar
from tests.fakes.stage import Stage


def test_empty_note_is_not_there(stage: Stage) -> None:
    note = NoticeBar()
    stage(note)
    assert note.isHidden()
    note.show_text("Ổ đĩa đã đầy. Xin dọn bớt chỗ.", kind="bad")
    assert not note.isHidden()
    assert note.text() == note.accessibleName() == "Ổ đĩa đã đầy. Xin dọn bớt chỗ."
    note.say("bad", "")
    assert note.isHidden()


def test_note_offers_one_act(qtbot: QtBot, stage: Stage) -> None:
    note = NoticeBar("info", "Có tệp Sở gửi xuống.", action="Nhận vào", key="Alt R")
    stage(note)
    with qtbot.waitSignal(note.acted):
        note._button.press()
    note.set_action("")
    assert note._button.isHidden()
