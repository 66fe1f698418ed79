from __future__ import annotations

import pytest

from app.ui.widgets.draw import KINDS
from app.ui.widgets.tag import Tag
from tests.fakes.stage import Stage


@pytest.mark.parametrize("kind", KINDS)
def test_tag_is_20_high_and_spoken(kind: str) -> None:
    tag = Tag(kind, "chưa nạp mức của tỉnh")
    assert tag.sizeHint().height() == 20
    assert tag.text() == tag.accessibleName() == "chưa nạp mức của tỉnh"


def test_colour_is_never_the_only_sign(stage: Stage) -> None:
    pictures = []
    for kind in ("bad", "warn", "ok"):
        tag = Tag(kind, "x")
        stage(tag)
        image = tag.grab().toImage()
        grey = image.convertToFormat(image.Format.Format_Mono)
        pictures.append(grey)
    assert pictures[0] != pictures[2]


def test_other_words_need_other_room() -> None:
    tag = Tag("warn", "thiếu")
    narrow = tag.sizeHint().width()
    tag.set("bad", "thiếu giấy xác nhận", icon="")
    assert tag.sizeHint().width() > narrow
    assert tag.accessibleName() == "thiếu giấy xác nhận"
