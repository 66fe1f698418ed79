from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from app.core.errors import Cancelled
from app.core.ids import new_id
from app.services.bundles import TOPICS, Making
from app.sync import trust_store
from app.ui.screens.exchange.addressees import names
from app.ui.screens.exchange.presenter import ExchangePresenter
from app.ui.screens.exchange.send_page import SendPage, topic_words
from app.ui.sticks import Stick
from app.ui.theme import px
from app.ui.widgets.words import Words
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, enrol, make_desk, make_pair
from tests.fakes.window import Window, window_for


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def page(qtbot: QtBot, desk: Desk, *sticks: Stick) -> tuple[SendPage, Window]:
    window = window_for(desk.services())
    presenter = ExchangePresenter(window.context, lambda: list(sticks))
    made = SendPage(window.context, presenter)
    qtbot.addWidget(made)
    made.show()
    presenter.load()
    return made, window


def test_the_stick_is_proposed_and_written_to(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, _ = pair
    commune.person()
    stick = tmp_path / "stick"
    stick.mkdir()
    made, window = page(qtbot, commune, Stick(stick, "KINGSTON", 12_400_000_000))
    assert made.places.value() == str(stick)
    assert made.places.rows[0].option.second == "còn trống 12,4 GB"
    made.written.send.click()
    [line] = commune.exchange.sent()
    assert " · ".join(line.check_words) in made.written.check.text()
    assert line.name in made.written.check.text()
    assert made.written.result.text() == "Đã ghi và đọc lại 1 tệp. Có thể rút USB."
    assert window.toasts == []  # the card itself tells


def test_a_folder_is_asked_for(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, _ = pair
    made, window = page(qtbot, commune)
    assert made.places.value() is None
    made.start()
    assert commune.exchange.sent() == []
    made.choose_place(1)
    made.start()
    assert commune.exchange.sent() == []
    window.asker.saved_as = tmp_path
    made.start()
    assert len(commune.exchange.sent()) == 1
    assert made.written.result.text().startswith(f"Đã ghi 1 tệp vào {tmp_path}")
    assert "USB" not in made.written.result.text()


def test_everything_can_be_sent_again(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    Courier(tmp_path).carry(commune, office)
    Courier(tmp_path / "back").carry(office, commune)
    stick = tmp_path / "stick"
    stick.mkdir()
    made, _ = page(qtbot, commune, Stick(stick, "KINGSTON", 5))
    made.written.send.click()
    made.written.again.click()
    assert [line.operations for line in commune.exchange.sent()[:2]] == [2, 0]


def test_progress_tells_what_is_written_and_read_back(
    qtbot: QtBot, pair: tuple[Desk, Desk]
) -> None:
    made, _ = page(qtbot, pair[0])
    told = [
        Making(0, "written", 0, 4_000_000),
        Making(1, "written", 1_000_000, 4_000_000),
        Making(1, "checked", 4_000_000, 4_000_000),
        Making(2, "", 0, 0),
    ]
    shown = []
    for making in told:
        made.written.show_progress(making)
        bar = made.written.progress.bar
        shown.append((bar.value() * 100 // bar.maximum(), bar.accessibleDescription()))
    assert shown[1:] == [
        (12, "Tệp 2: đã ghi 1,0 MB"),
        (100, "Tệp 2: đã đọc lại 4,0 MB từ nơi ghi"),
        (100, "Tệp 2: đã đọc lại 4,0 MB từ nơi ghi"),
    ]


def test_before_enrolment_the_button_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    made, _ = page(qtbot, make_desk(tmp_path, 1))
    asked: list[bool] = []
    made.enrolment_asked.connect(lambda: asked.append(True))
    assert made.enrol.isVisible()
    made.enrol.acted.emit()
    assert asked == [True]


def test_a_failure_gives_the_button_back(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, _ = pair
    made, window = page(qtbot, commune, Stick(tmp_path / "pulled", "KINGSTON", 5))
    made.written.send.click()
    assert made.written.send.isVisible()
    assert not made.written.progress.isVisible()
    assert len(window.told) == 1


def test_every_topic_has_words() -> None:
    assert set(topic_words()) == set(TOPICS)


def test_stopping_is_told(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    made, window = page(qtbot, pair[0], Stick(tmp_path, "KINGSTON", 5))
    made.written.begin(stick=True)
    assert made.written.progress.isVisible()
    made._presenter.stopped.emit(Cancelled())
    assert not made.written.writing
    assert made.written.result.text() == "Đã dừng. Phần ghi dở đã xóa, không mất gì."
    assert window.told == []


def test_a_low_window_cuts_no_card(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path, dressed_app: QApplication
) -> None:
    commune, office = pair
    enrol(make_desk(tmp_path, 2), office)
    Courier(tmp_path).carry(office, commune)
    made, _ = page(qtbot, commune)
    made.resize(1000, 380)
    qtbot.waitUntil(lambda: made.height() == 380)
    assert made.to.height() >= made.to.minimumSizeHint().height()
    assert all(row.height() >= row.sizeHint().height() for row in made.places.rows)


def test_many_counts_cut_no_card(
    qtbot: QtBot, pair: tuple[Desk, Desk], dressed_app: QApplication
) -> None:
    made, _ = page(qtbot, pair[0])
    found = made._overview
    assert found is not None
    topics = dict.fromkeys(topic_words(), 12_345)
    made.resize(1100, 640)
    made.show_overview(replace(found, outgoing=replace(found.outgoing, topics=topics)))
    area = made.findChild(QScrollArea)
    assert area is not None
    inside = area.widget()
    qtbot.waitUntil(lambda: made._numbers.height() > px(60))  # they go on below
    assert inside is not None
    assert inside.minimumSizeHint().width() <= area.viewport().width()


def test_what_has_no_topic_is_not_called_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 1)
    desk.edit(new_id(), kind="officer", name="Nông Văn Sình")
    made, _ = page(qtbot, desk)
    assert made.what._told.text()
    told = [words.text() for words in made.what.findChildren(Words)]
    assert "Các thay đổi khác, như tên cán bộ." in told


def test_nothing_new_counts_nothing(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    Courier(tmp_path).carry(commune, office)
    Courier(tmp_path / "back").carry(office, commune)
    made, _ = page(qtbot, commune)
    assert made.what._told.text() == ""
    commune.person()
    made._presenter.load()
    assert made.what._told.text().startswith("1 thay đổi")


def test_the_focus_stays_on_the_page_after_writing(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, _ = pair
    made, _window = page(qtbot, commune, Stick(tmp_path, "KINGSTON", 5))
    with qtbot.waitActive(made):
        made.activateWindow()
    made.written.send.setFocus()
    made.written.send.press()
    assert made.written.send.hasFocus()
    made.places.take_focus()
    assert made._overview is not None
    made.show_overview(made._overview)
    qtbot.waitUntil(lambda: made.places.rows[0].hasFocus())


def test_a_locked_stick_is_told(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    made, _ = page(qtbot, pair[0], Stick(tmp_path, "KINGSTON", 5, writable=False))
    assert not made.written.again.isVisible()
    assert [row.option.value for row in made.places.rows] == ["folder"]
    assert (
        made.written.send.blocked() == "USB đang khóa ghi. Mời mở khóa trên USB, hoặc chọn thư mục."
    )


def test_nobody_unlocks_a_disc(qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    made, _ = page(qtbot, pair[0], Stick(tmp_path, "DISC", 0, writable=False, disc=True))
    assert made.written.send.blocked() == "Xin cắm USB hoặc chọn thư mục."


def test_a_new_computer_hears_its_first_step(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    made, _ = page(qtbot, commune)
    assert made.first.isVisible()
    assert "Tỉnh Lâm Đồng" in made.first.text()
    Courier(tmp_path).carry(office, commune)
    made._presenter.load()
    assert not made.first.isVisible()


def test_other_laptops_of_the_commune_are_told_apart(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    for number in (2, 3):
        enrol(make_desk(tmp_path, number), office)
    Courier(tmp_path).carry(office, commune)
    made, _ = page(qtbot, commune)
    assert [name for _value, name in names(commune.exchange.destinations())] == [
        "Tỉnh Lâm Đồng",
        "Máy khác của Phường Bắc Gia Nghĩa (đăng ký ngày 03/08/2026, 00D2)",
        "Máy khác của Phường Bắc Gia Nghĩa (đăng ký ngày 03/08/2026, 00D3)",
    ]
    assert made.table.model.rowCount() == 0
    courier = Courier(tmp_path / "way")
    courier.fetch(commune, commune.exchange.destinations()[1].device)
    made._presenter.load()
    assert made.table.model.rowCount() == 0
    made.to.chosen.emit(str(commune.exchange.destinations()[1].device))
    assert made.table.model.rowCount() == 1
    made.choose_place(1)
    assert made._overview is not None
    assert made._overview.to == commune.exchange.destinations()[1].device


def test_the_days_that_are_left_of_the_enrolment(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    made, _ = page(qtbot, commune)
    assert not made.days.isVisible()
    second = make_desk(tmp_path, 2)
    enrol(second, office)
    office.clock.advance(days=300)
    Courier(tmp_path / "one").carry(office, commune)
    made, _ = page(qtbot, commune)
    assert not made.days.isVisible()  # 96 days
    office.care.renew(office.id)
    office.clock.advance(days=120)
    with commune.store.write(commune.session.officer) as work:
        trust_store.keep_day(work.connection, office.clock.today())
        work.commit()
    made, _ = page(qtbot, commune)
    assert made.days.text().startswith("Đăng ký tin cậy đã hết hạn.")
    assert made.days.window() is made.window()  # on the page, no window of its own
    Courier(tmp_path / "two").carry(office, commune)
    made, _ = page(qtbot, commune)
    assert not made.days.isVisible()
    with commune.store.write(commune.session.officer) as work:
        trust_store.keep_day(work.connection, office.clock.today() + timedelta(days=350))
        work.commit()
    made, _ = page(qtbot, commune)
    assert made.days.text().startswith("Đăng ký tin cậy còn ")
