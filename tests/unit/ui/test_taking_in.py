from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.services.bundles import EVERY_KIND
from app.services.changes import Changes
from app.services.outcomes import ImportOutcome
from app.ui.sticks import Stick
from app.ui.taking import HowFar, Taking
from app.ui.taking_in import TakingIn
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_desk, make_pair
from tests.fakes.useless import write_useless
from tests.fakes.window import Window, window_for


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def page(qtbot: QtBot, desk: Desk, *sticks: Stick) -> tuple[TakingIn, Window]:
    window = window_for(desk.services())
    made = TakingIn(window.context, Taking(window.context, lambda: list(sticks)), "x")
    qtbot.addWidget(made)
    return made, window


def rows(made: TakingIn) -> list[list[str]]:
    model = made.table.model
    return [
        [model.cell(row, column).text for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_was_chosen_is_taken_in_and_told(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    commune.person()
    [bundle] = Courier(tmp_path).fetch(commune)
    made, window = page(qtbot, office)
    announced: list[Any] = []
    window.context.bus.changed.connect(lambda changes, _by: announced.append(changes))
    window.asker.opened = [bundle.path]
    made.ask()
    [row] = rows(made)
    assert row == [
        bundle.name,
        "Phường Bắc Gia Nghĩa",
        "2 mới, 0 thay đổi",
        " ".join(bundle.check_words),
    ]
    assert announced == [Changes(EVERY_KIND)]
    made.ask()
    assert rows(made)[0][2] == "đã nhập từ trước"
    assert len(announced) == 1


def test_a_refused_file_says_why(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, office = pair
    made, _ = page(qtbot, office)
    junk = tmp_path / "junk.tgxh"
    junk.write_bytes(b"nothing")
    made.taking.take([junk])
    assert rows(made)[0][2].startswith("Đây không phải tệp dữ liệu của AnSinh")
    assert made.told.text().startswith("junk.tgxh chưa nhập được. Đây không phải tệp dữ liệu")
    made.taking.take([junk, junk])
    assert made.told.text() == "2 tệp chưa nhập được."


def test_dropped_files_are_taken(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    commune.person()
    [bundle] = Courier(tmp_path).fetch(commune)
    made, _ = page(qtbot, office)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bundle.path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    made.dropEvent(event)
    assert len(rows(made)) == 1


def test_a_stick_with_files_for_us_is_offered(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    [bundle] = Courier(tmp_path).fetch(commune)
    made, _ = page(qtbot, office, Stick(bundle.path.parent, "KINGSTON", 1))
    made.taking.look()
    assert made.stick.text() == "Có 1 tệp gửi cho máy này trên USB KINGSTON."
    made.take_waiting()
    assert rows(made)[0][0] == bundle.name
    assert made.stick.text() == ""


def test_before_enrolment_the_window_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    made, window = page(qtbot, make_desk(tmp_path, 1))
    file = tmp_path / "x.tgxh"
    file.write_bytes(b"x")
    made.taking.take([file])
    [error] = window.told
    assert getattr(error, "code", "") == "not_enrolled"


def test_held_files_wait(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    made, _ = page(qtbot, pair[0])
    made.show_outcomes([ImportOutcome("a", "held", held=3, warning="cũ")])
    assert rows(made)[0][2] == "chờ tệp đi trước: 3 thay đổi · cũ"
    assert made.told.text() == "Đang giữ 3 thay đổi, chờ tệp đi trước."
    made.show_outcomes([ImportOutcome("a", "held", held=3), ImportOutcome("b", "new", made=2)])
    assert made.told.text().endswith("chờ tệp đi trước. Đã nhập: 2 mục mới, 0 mục thay đổi.")


def test_stopping_keeps_what_was_taken_in(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    courier = Courier(tmp_path)
    paths = [courier.fetch(commune)[0].path for _ in range(3)]
    made, _ = page(qtbot, office)
    made.show()
    made.taking.progressed.connect(lambda far: made.progress.stop.click() if far.done else None)
    made.taking.take(paths)
    assert len(rows(made)) == 1
    assert made.told.text().startswith("Đã dừng")
    assert not made.progress.isVisible()
    made.taking.progressed.disconnect()
    made.taking.take(paths)
    assert rows(made)[-1][2] == "đã nhập từ trước"
    assert "dừng" not in made.told.text()


def test_the_slip_of_the_chosen_file_is_written(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    [bundle] = Courier(tmp_path).fetch(commune)
    damaged = tmp_path / "damaged.tgxh"
    damaged.write_bytes(bundle.path.read_bytes()[:-1])
    made, window = page(qtbot, office)
    made.show()
    made.save_receipt()
    window.asker.saved_as = tmp_path / "slip.pdf"
    made.taking.take([damaged])
    assert not made.receipt.isVisible()
    made.taking.take([bundle.path])
    assert made.receipt.isVisible()
    made.receipt.click()
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    assert window.toasts == ["Đã ghi giấy xác nhận"]


def test_what_could_not_be_used_is_told_with_what_to_do(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    write_useless(commune, denied=2, unknown=1)
    [bundle] = Courier(tmp_path).fetch(commune)
    made, window = page(qtbot, office)
    window.asker.opened = [bundle.path]
    made.ask()
    [row] = rows(made)
    assert row[2] == "1 mới, 0 thay đổi · 3 thay đổi chưa dùng"
    for told in ("2 thay đổi", "1 thay đổi", "Gọi cho nơi gửi", "Cập nhật phần mềm"):
        assert told in made.outcome.text()


def test_in_the_middle_of_a_file_it_is_left_out_whole(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    commune.person()
    [bundle] = Courier(tmp_path).fetch(commune)
    made, _ = page(qtbot, office)
    before = office.state()
    made.taking.progressed.connect(lambda far: made.progress.stop.click() if far.changes else None)
    made.taking.take([bundle.path])
    assert office.state() == before
    assert rows(made) == []
    assert made.told.text().startswith("Đã dừng")
    made.taking.progressed.disconnect()
    made.taking.take([bundle.path])
    assert office.state() == commune.state()


def test_what_needs_somebody_stands_first_and_in_full(
    qtbot: QtBot, pair: tuple[Desk, Desk]
) -> None:
    made, _ = page(qtbot, pair[0])
    made.show()
    many = [
        ImportOutcome(f"{number}.tgxh", state, reason=f"Xin gửi lại tệp {number}.")
        for number, state in enumerate(("known", "new", "held", "refused") * 18)
    ]
    made.show_outcomes(many)
    shown = [one.state for one in made._outcomes]
    assert shown == ["refused"] * 18 + ["held"] * 18 + ["new"] * 18 + ["known"] * 18
    assert made.detail.isVisible()
    assert made.outcome.text() == "Xin gửi lại tệp 3."
    made.table.set_current("1")
    made._show_one()
    assert made.outcome.text() == "Xin gửi lại tệp 7."
    sender = "Phường Bắc Gia Nghĩa (máy của Lương Thị Hạnh)"
    made.show_outcomes([replace(many[0], sender=sender)])
    assert made.outcome.text().startswith(f"{sender} · ")


def test_how_far_it_is(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    made, _ = page(qtbot, pair[0])
    bar = made.progress.bar
    shown = []
    for far in (HowFar(0, 0, 500, 1000), HowFar(3, 70), HowFar(69, 70, 1, 1)):
        made._show_progress(far)
        shown.append((bar.value() * 100 // bar.maximum(), bar.accessibleDescription()))
    assert shown == [
        (50, "tệp đang nhập: 500 trong 1.000 thay đổi"),
        (4, "3 trong 70 tệp"),
        (100, "69 trong 70 tệp · tệp đang nhập: 1 trong 1 thay đổi"),
    ]
