from __future__ import annotations

from app.ui.widgets.key_bar import KeyBar
from tests.fakes.stage import Stage


def test_bar_tells_the_keys_that_act_now() -> None:
    bar = KeyBar()
    bar.set_keys([(["↑", "↓"], "chọn người"), ("Ctrl S", "lưu")])
    assert bar.keys() == [(("↑", "↓"), "chọn người"), (("Ctrl S",), "lưu")]
    assert bar.accessibleName() == "↑ ↓ chọn người, Ctrl S lưu"


def test_bar_tells_how_saving_goes(stage: Stage) -> None:
    bar = KeyBar()
    stage(bar)
    pictures = []
    bar.set_saving()
    assert bar.state() == "Đang lưu…"
    pictures.append(bar.grab().toImage())
    bar.set_saved("Đã lưu lúc 08:41")
    assert bar.accessibleDescription() == "Đã lưu lúc 08:41"
    pictures.append(bar.grab().toImage())
    bar.set_trouble("Ổ đĩa đã đầy. Xin dọn bớt chỗ.")
    pictures.append(bar.grab().toImage())
    bar.set_right("Phiên bản 1.0")
    pictures.append(bar.grab().toImage())
    for place, one in enumerate(pictures):
        assert all(one != later for later in pictures[place + 1 :])


def test_state_is_never_pushed_out_by_keys(stage: Stage) -> None:
    bar = KeyBar()
    stage(bar)
    bar.set_saved("Đã lưu lúc 08:41")
    bare = bar.grab().toImage()
    bar.set_keys([("Ctrl S", "lưu rồi nhận người kế tiếp") for _ in range(20)])
    full = bar.grab().toImage()
    right = bare.rect().adjusted(bare.width() - 110, 0, 0, 0)
    assert bare.copy(right) == full.copy(right)
