from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.ui.screens.exchange.history_page import HistoryPage
from app.ui.screens.exchange.presenter import ExchangePresenter
from tests.fakes.courier import Courier
from tests.fakes.desks import make_pair
from tests.fakes.window import window_for


def test_every_bundle_with_what_became_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    commune, office = make_pair(tmp_path)
    courier = Courier(tmp_path)
    commune.person()
    courier.carry(commune, office)
    courier.carry(office, commune)
    courier.fetch(commune)
    commune.person("Nông Văn Lầu")
    courier.fetch(commune)
    commune.exchange.import_files([courier.damaged(courier.fetch(office)[0].path)])
    presenter = ExchangePresenter(window_for(commune.services()).context, list)
    page = HistoryPage(presenter)
    qtbot.addWidget(page)
    presenter.load()
    sent = [row.cells for row in page.sent.model.rows]
    assert [getattr(cells[0], "text", "") for cells in sent] == ["003", "002", "001"]
    states = [getattr(cells[4], "text", "") for cells in sent]
    assert states == ["chờ xác nhận", "chỉ báo đã nhận", "03/08"]
    received = {getattr(row.cells[4], "kind", "") for row in page.received.model.rows}
    assert received == {"ok", "bad"}
    assert page.name.text() == commune.exchange.sent()[0].name
    assert " · ".join(commune.exchange.sent()[0].check_words) in page.check.text()
    assert "chưa xác nhận" in page.outcome.text()
    page.sent.set_current(page.sent.model.rows[2].key)
    page.show_one(page.sent.current_key())
    assert "đã xác nhận" in page.outcome.text()
    refused = next(row.key for row in page.received.model.rows if row.cells[4].kind == "bad")  # type: ignore[union-attr]  # a Cell
    page.show_one(refused)
    assert page.outcome.text() == page._lines[refused].reason  # type: ignore[union-attr]  # a received one
