from __future__ import annotations

from app.ui.actions import Action
from app.ui.widgets.key_cap import KeyCap
from app.ui.widgets.keys_sheet import KeysSheet
from app.ui.widgets.words import Words
from tests.fakes.stage import Stage


def test_sheet_shows_the_keys_of_the_open_screen_only(stage: Stage) -> None:
    sheet = KeysSheet(stage())
    sheet.open_with([("Màn hình này", [Action("Ctrl+S", "lưu")]), ("Trống", [])])
    sheet.close_sheet()
    sheet.open_with([("Màn hình này", [Action("Up|Down", "chọn người")])])

    caps = [one.text() for one in sheet.findChildren(KeyCap) if one.isVisible()]
    words = [one.text() for one in sheet.findChildren(Words) if one.isVisible()]
    assert caps == ["↑", "↓"]
    assert "chọn người" in words
    assert "lưu" not in words
    assert "Trống" not in words


def test_two_enter_keys_are_one_line(stage: Stage) -> None:
    sheet = KeysSheet(stage())
    both = [Action("Ctrl+Return", "qua bước"), Action("Ctrl+Enter", "qua bước")]
    sheet.open_with([("Màn hình này", both)])
    words = [one.text() for one in sheet.findChildren(Words) if one.isVisible()]
    assert words.count("qua bước") == 1


def test_what_the_page_is_for_stands_above_its_keys(stage: Stage) -> None:
    sheet = KeysSheet(stage())
    sheet.open_with([("Màn hình này", [Action("Ctrl+S", "lưu")])], ["Gõ tên một người."])
    words = [one.text() for one in sheet.findChildren(Words) if one.isVisible()]
    assert words.index("Gõ tên một người.") < words.index("Màn hình này")
    sheet.close_sheet()
    sheet.open_with([("Màn hình này", [Action("Ctrl+S", "lưu")])])
    assert "Gõ tên một người." not in [
        one.text() for one in sheet.findChildren(Words) if one.isVisible()
    ]
