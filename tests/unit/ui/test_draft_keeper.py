"""Drafts of sheets: only changes are kept, they come back, saving takes them away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.services.drafts import DraftKey
from app.ui.draft_keeper import DraftKeeper
from app.ui.widgets.entry_fields import ComboField
from app.ui.widgets.field import Field
from tests.fakes.open_desk import open_desk
from tests.fakes.window import Window, window_for

KEY = DraftKey("sheet", "7")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


def sheet(qtbot: QtBot, window: Window) -> tuple[dict[str, Field], DraftKeeper]:
    fields: dict[str, Field] = {
        "phone": Field("Số điện thoại"),
        "sex": ComboField("Giới tính", [("nam", "nam"), ("nu", "nữ")]),
    }
    for field in fields.values():
        qtbot.addWidget(field)
    fields["phone"].set_text("0905")
    return fields, DraftKeeper(window.context, "sheet", fields)


def test_what_was_typed_comes_back(qtbot: QtBot, window: Window, desk: Services) -> None:
    fields, keeper = sheet(qtbot, window)
    keeper.start("7")
    fields["phone"].set_text("0905123")
    keeper.keep_now()
    found = desk.drafts.load(KEY)
    assert found is not None
    assert found.document == {"phone": "0905123"}
    again, other = sheet(qtbot, window)
    other.start("7")
    assert again["phone"].text() == "0905123"
    assert len(window.toasts) == 1


def test_another_subject_has_its_own_draft(qtbot: QtBot, window: Window, desk: Services) -> None:
    fields, keeper = sheet(qtbot, window)
    keeper.start("7")
    fields["phone"].set_text("1")
    keeper.keep_now()
    keeper.start("8")
    keeper.keep_now()
    assert [one.key for one in desk.drafts.all()] == [KEY]


def test_saving_or_taking_it_back_leaves_no_draft(
    qtbot: QtBot, window: Window, desk: Services
) -> None:
    fields, keeper = sheet(qtbot, window)
    keeper.start("7")
    fields["phone"].set_text("1")
    keeper.keep_now()
    fields["phone"].set_text("0905")
    keeper.keep_now()
    assert desk.drafts.all() == []
    fields["phone"].set_text("2")
    keeper.keep_now()
    keeper.forget()
    assert desk.drafts.all() == []
    fields["phone"].set_text("3")
    keeper.keep_now()  # nothing is open any more
    assert desk.drafts.all() == []
