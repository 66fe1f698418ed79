"""The column of open places: fields where one fills the place, words where the pen must."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.core.errors import Correctable
from app.services.printing import OpenPlace, Printed
from app.ui.screens.papers.open_places import OpenPlaces

PRINTED = Printed(
    "1d", "Tờ khai", "1d.pdf", b"", b"", 2, (),
    (OpenPlace("identity", "Thẻ", ("pin", "pin_issued_by")), OpenPlace("merit", "Ưu đãi", ())),
    None,
)  # fmt: skip


def test_fields_only_where_a_field_fills_the_place(qtbot: QtBot) -> None:
    column = OpenPlaces(["Canon"])
    qtbot.addWidget(column)
    column.show_printed(PRINTED, blank=False)
    assert list(column.fields) == ["pin", "pin_issued_by"]
    assert "2" in column.title.text()
    filled: list[tuple[str, str]] = []
    column.filled.connect(lambda name, text: filled.append((name, text)))
    column.fields["pin"].left.emit()
    column.fields["pin"].set_text("067145004417")
    column.fields["pin"].left.emit()
    assert filled == [("pin", "067145004417")]
    column.refuse(Correctable("x", "Type it again.", field="pin"))
    assert column.fields["pin"].error()
    column.show_printed(PRINTED, blank=True)
    assert column.fields == {}


def test_without_a_printer_the_button_says_so(qtbot: QtBot) -> None:
    column = OpenPlaces([])
    qtbot.addWidget(column)
    assert column.print.blocked()
    assert OpenPlaces(["Canon"]).print.blocked() is None
