from __future__ import annotations

from app.ui.widgets.buttons import Button
from app.ui.widgets.head import RecordHead
from app.ui.widgets.tag import Tag
from tests.fakes.stage import Stage


def test_head_names_the_record(stage: Stage) -> None:
    head = RecordHead()
    stage(head)
    head.set_words("Giàng A Páo", "sinh 14/02/1991")
    assert head.accessibleName() == "Giàng A Páo"
    assert not head._second.isHidden()
    head.set_words("Chi trả")
    assert head._second.isHidden()


def test_tags_are_replaced_and_stand_before_buttons(stage: Stage) -> None:
    head, button = RecordHead("Giàng A Páo"), Button("Sửa", "F2")
    head.add_button(button)
    stage(head)
    head.set_tags([("bad", "cũ"), ("warn", "cũ hơn")])
    head.set_tags([("warn", "hạn 20/11")])
    head.grab()
    tags = [tag for tag in head.findChildren(Tag) if tag.isVisible()]
    assert [tag.text() for tag in tags] == ["hạn 20/11"]
    assert tags[0].x() < button.x()
