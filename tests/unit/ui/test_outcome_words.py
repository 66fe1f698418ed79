"""What became of a file, in words: what somebody has to do about stands first."""

from __future__ import annotations

import pytest

from app.services.outcomes import ImportOutcome
from app.ui.outcome_words import LOOKS, in_order, outcome_row, outcome_words, summary

NEW = ImportOutcome("a.tgxh", "new", made=1_200, changed=3)
REFUSED = ImportOutcome("b.tgxh", "refused", reason="Xin gửi lại tệp này.")


def test_what_needs_somebody_stands_first() -> None:
    known, held = ImportOutcome("c", "known"), ImportOutcome("d", "held")
    assert in_order([known, NEW, held, REFUSED]) == [REFUSED, held, NEW, known]


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        ([NEW], "Đã nhập: 1.200 mục mới, 3 mục thay đổi."),
        ([REFUSED], "b.tgxh chưa nhập được. Xin gửi lại tệp này."),
        (
            [NEW, REFUSED],
            "b.tgxh chưa nhập được. Xin gửi lại tệp này. Đã nhập: 1.200 mục mới, 3 mục thay đổi.",
        ),
        ([REFUSED, REFUSED], "2 tệp chưa nhập được."),
    ],
)
def test_the_sum_of_all_files(outcomes: list[ImportOutcome], told: str) -> None:
    assert summary(outcomes) == told


@pytest.mark.parametrize("state", LOOKS)
def test_a_row_shows_what_its_words_say(state: str) -> None:
    one = ImportOutcome("a.tgxh", state, reason="Cắm lại thẻ nhớ.", held=2)
    row = outcome_row(4, one)
    assert row.key == "4"
    assert getattr(row.cells[2], "text", "") == outcome_words(one) != ""
    assert row.cells[1] == "–"
