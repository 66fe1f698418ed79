from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.comparisons import Compared, DifferingRecord
from app.services.proof import Proof
from app.ui.screens.exchange.proof_page import ProofPage
from app.ui.screens.exchange.proof_presenter import ProofPresenter
from tests.factories import PV
from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair
from tests.fakes.window import window_for


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def page(qtbot: QtBot, desk: Desk) -> ProofPage:
    made = ProofPage(ProofPresenter(window_for(desk.services()).context))
    qtbot.addWidget(made)
    made.show()
    made._presenter.load()
    return made


def test_typing_a_name_tells_where_every_change_stands(
    qtbot: QtBot, pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    person = commune.person("Bế Văn Chính")
    Courier(tmp_path).carry(commune, office)
    Courier(tmp_path / "back").carry(office, commune)
    commune.edit(person, phone="0912345678")
    made = page(qtbot, commune)
    assert made.empty.isVisible()
    QTest.keyClicks(made.typed.editor, "be van")
    assert made.title.text() == "Bế Văn Chính"
    assert [row.cells[3].text for row in made.table.model.rows] == ["đang dùng", "đang dùng"]  # type: ignore[union-attr]  # a Cell
    assert made.way.text() == "Ghi tại máy này. Chờ gửi."
    assert "0912345678" in made.what.text()
    made.table.set_current("1")
    assert "Tỉnh Lâm Đồng đã xác nhận" in made.way.text()
    assert made.compared.text().startswith("Đã đối chiếu với Tỉnh Lâm Đồng")
    assert not made.waiting.isVisible()


def test_what_waits_is_told(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    commune, _ = pair
    commune.person("Bế Văn Chính")
    made = page(qtbot, commune)
    QTest.keyClicks(made.typed.editor, "be")
    made.show_proof(Proof(tuple(made._traces.values()), 2))
    assert made.waiting.isVisible()
    assert "2" in made.waiting.text()


def test_nobody_fits(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    made = page(qtbot, pair[0])
    QTest.keyClicks(made.typed.editor, "khong co ai")
    assert made.list.lines() == 0
    assert made.empty.isVisible()


def test_a_comparison_that_differs_names_the_persons(qtbot: QtBot, pair: tuple[Desk, Desk]) -> None:
    made = page(qtbot, pair[0])
    record = DifferingRecord("Người", UUID(int=1), "Thị Mbỡng", UUID(int=1))
    one = Compared("Tỉnh Lâm Đồng", "Xã Cư Jút", PV, "base", False, 3, 4, 5, (record,))
    made.show_compared([one])
    assert "Thị Mbỡng" in made.compared.text()
    made.show_compared([])
    assert not made.compared.isVisible()
