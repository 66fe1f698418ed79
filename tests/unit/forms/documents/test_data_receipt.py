from __future__ import annotations

from app.forms.documents.data_receipt import render, sample
from tests.fakes.paper import text_of


def test_the_slip_says_who_what_how_much() -> None:
    data = sample()
    text = text_of(render(data).pdf)
    for words in (data.sender, data.receiver, data.bundle, "20/11/2026", "22/11/2026", "2.557"):
        assert words in text
    assert all(name in text for name, _ in data.counts)


def test_the_check_words_stand_in_their_order() -> None:
    assert " ".join(sample().check_words) in text_of(render(sample()).pdf)


def test_a_blank_slip_can_be_written_by_hand() -> None:
    assert "GIẤY XÁC NHẬN ĐÃ NHẬN DỮ LIỆU" in text_of(render(None).pdf)
    assert render(None).missing == ("sender", "receiver", "bundle", "sent", "received")
