"""Rows of a person's page: what holds first, states of dossiers, changes in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.core.clock import VIETNAM
from app.services.decisions import DecisionEntry
from app.services.history import FieldChange, HistoryLine
from app.ui.screens.people import record_tables as tables
from app.ui.widgets.table_model import Cell
from tests.fakes.open_desk import open_desk, poor_widow


def test_what_holds_comes_before_what_ended(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    home = poor_widow(desk)
    desk.facts.end(desk.facts.of(home.people[0])[0], "2024")
    rows = tables.fact_rows(desk.person_pages.page(home.people[0]))
    desk.close()
    kinds = [row.cells[0].kind for row in rows if isinstance(row.cells[0], Cell)]
    assert kinds == ["tx", "tx2"]
    assert rows[1].cells[2] == "2024"


def test_dossiers_and_papers_the_latest_first(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    person = poor_widow(desk).people[0]
    first = desk.dossiers.open(person, {"category": "5.5.a", "received_on": "1/10/2025"}).made
    assert first is not None
    desk.decisions.decide(
        first, DecisionEntry(False, "1", "10/10/2025", "Phạm Văn Toán", "", reason="Thiếu giấy")
    )
    desk.dossiers.open(person, {"category": "5.5.a", "received_on": "2/11/2025"})
    desk.printing.remember(desk.printing.person("1d", person))
    page = desk.person_pages.page(person)
    desk.close()
    assert [row.cells[0] for row in tables.dossier_rows(page)] == [
        "02/11/2025",
        "01/10/2025",
    ]
    assert "1d" in str(tables.paper_rows(page.papers)[0].cells[1])


def test_a_change_tells_what_was_and_what_is() -> None:
    line = HistoryLine(
        datetime(2025, 11, 14, 8, 41, tzinfo=VIETNAM), "Lương Thị Hạnh", "Người", "Sửa",
        (FieldChange("Số điện thoại", "", "0905123456"), FieldChange("Ghi chú", "a", "b")),
    )  # fmt: skip
    (row,) = tables.change_rows([line])
    assert row.cells[0] == "08:41 14/11/2025"
    (row,) = tables.change_rows([replace(line, doubtful=True)])
    assert row.cells[0] == "08:41 14/11/2025 (ngày chưa chắc)"
    assert row.cells[3] == "Sửa · Số điện thoại: 0905123456 · Ghi chú: a → b"
