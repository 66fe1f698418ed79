"""The numbers of the rail and the words about sending."""

from __future__ import annotations

from app.services.container import Services
from app.ui.counters import count
from tests.fakes.open_desk import poor_widow


def test_what_is_not_sent_is_counted(desk: Services) -> None:
    poor_widow(desk)
    counters, words = count(desk)
    assert counters["exchange"] > 0
    assert str(counters["exchange"]) in words
    assert words.endswith("chưa gửi lần nào")
    assert counters["monthly_allowance"] == 0


def test_every_change_adds_to_it(desk: Services) -> None:
    before = count(desk)[0]["exchange"]
    desk.people.intake({"name": "Giàng A Páo"})
    assert count(desk)[0]["exchange"] > before


def test_nothing_yet_is_not_called_sent(desk: Services) -> None:
    words = count(desk)[1]
    assert "gửi hết" not in words
