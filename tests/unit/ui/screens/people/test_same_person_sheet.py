"""The lines of a comparison, and who may be linked."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.core.i18n import use_language
from app.services.one_person import Pair, Side
from app.ui.screens.people.same_person_sheet import SamePersonSheet, rows_of, why_words

SIDE = Side(
    pv=224640, commune="Xã Cư Jút", id=UUID(int=1), name="Y Lô", other_names=None, sex="nam",
    birth="1950", pin="067145004417", phone=None, village="Buôn Nui", head="Y Lô",
    monthly_vnd=500_000, paid_from="2025-01", open_dossiers=0, died=False,
)  # fmt: skip
PAIR = Pair(SIDE, replace(SIDE, id=UUID(int=2), name="Y Lồ", monthly_vnd=None, died=True), True)


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def test_only_what_is_known_of_one_of_them_is_a_line() -> None:
    told = {label: (here, there) for label, here, there in rows_of(PAIR)}
    assert told["Name"] == ("Y Lô", "Y Lồ · died")
    assert told["Paid a month"] == ("500.000 đ since 01/2025", "nothing")
    assert told["ID number"][0].endswith("4417")
    assert "067145004417" not in told["ID number"]
    assert not {"Other names", "Telephone", "Commune", "Open dossiers"} & told.keys()
    apart = Pair(SIDE, replace(SIDE, pin="067145004418", pv=224615), by_number=False)
    told = {label: (here, there) for label, here, there in rows_of(apart)}
    assert told["ID number"] == ("067145004417", "067145004418")
    assert "Commune" in told


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (PAIR, "the same ID number"),
        (replace(PAIR, by_number=False), "the same name, birth and village"),
        (Pair(SIDE, replace(SIDE, village=None), by_number=False), "the same name and birth"),
        (Pair(SIDE, replace(SIDE, birth="1951"), by_number=False), "the same name and village"),
        (Pair(SIDE, replace(SIDE, birth="1951", village="x"), by_number=False), "chosen by hand"),
    ],
)
def test_why(pair: Pair, why: str) -> None:
    assert why_words(pair) == why


def test_rows_of_two_communes_are_not_linked_from_here(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.show()
    sheet = SamePersonSheet(room)
    told: list[tuple[str, str]] = []
    sheet.linked.connect(lambda _pair, reason: told.append(("linked", reason)))
    sheet.parted.connect(lambda _pair, reason: told.append(("parted", reason)))
    sheet.show_pair(PAIR, place=0, count=2, linked=False)
    sheet.reason.set_text("cùng thẻ")
    sheet.one.press()
    elsewhere = Pair(SIDE, replace(SIDE, id=UUID(int=2), pv=224615), by_number=True)
    sheet.show_pair(elsewhere, place=1, count=2, linked=False)
    assert sheet.one.blocked()
    sheet.one.press()
    sheet.two.press()
    assert told == [("linked", "cùng thẻ"), ("parted", "cùng thẻ")]
    assert sheet.refuse(Correctable("x", "Write it.", field="reason"))
    assert not sheet.refuse(Correctable("x", "Elsewhere.", field="to"))


def test_the_key_bar_is_told_only_what_acts_on_the_rows_shown(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.show()
    sheet = SamePersonSheet(room)

    def told() -> list[str]:
        return [one.key for one in sheet.keys_told()]

    sheet.open_search(UUID(int=1))
    assert told() == ["Tab", "Esc"]
    sheet.show_pair(PAIR, place=0, count=2, linked=False)
    assert told() == ["Tab", "Alt+Up", "Alt+Down", "Ctrl+S", "Ctrl+Shift+S", "Esc"]
    sheet.show_pair(PAIR, linked=True)
    assert told() == ["Tab", "Ctrl+Shift+S", "Esc"]
    assert sheet.keys_told()[1].label == "undo: two persons"
