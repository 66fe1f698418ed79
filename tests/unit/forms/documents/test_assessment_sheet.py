from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from app.forms.documents.assessment_sheet import (
    NOTHING_PAID,
    PaidRow,
    WeighedRow,
    render,
    sample,
)
from app.forms.wording import NO_LOCAL_LEVEL, UNVERIFIED
from tests.fakes.paper import pages_of, places_of, text_of


def test_every_row_says_what_why_by_which_article() -> None:
    text = text_of(render(sample()).pdf)
    assert "1.080.000" in text
    assert "Một triệu không trăm tám mươi nghìn đồng." in text
    assert "Đã xem xét, không tính" in text
    assert "chưa ghi giấy xác nhận khuyết tật" in text


def test_doubt_is_printed_where_it_is_and_only_there() -> None:
    text = text_of(render(sample()).pdf)
    assert f"Lưu ý: {NO_LOCAL_LEVEL}; {UNVERIFIED}." in text
    sure = replace(sample(), local_level_loaded=True, verified=True)
    assert "Lưu ý" not in text_of(render(sure).pdf)


def test_the_sum_is_that_of_its_parts() -> None:
    rows = (PaidRow("a", "b", "c", 540_000), PaidRow("d", "e", "g", 270_000))
    data = replace(sample(), paid=rows)
    assert data.total_vnd == 810_000
    assert "810.000" in text_of(render(data).pdf)


def test_open_questions_are_asked() -> None:
    data = replace(sample(), open_questions=("Cần giấy khai sinh để biết tháng sinh.",))
    assert "- Cần giấy khai sinh để biết tháng sinh." in text_of(render(data).pdf)


def test_who_is_paid_nothing_reads_that_and_no_empty_table() -> None:
    text = text_of(render(replace(sample(), paid=())).pdf)
    assert NOTHING_PAID in text
    assert "Cộng" not in text.split("Đã xem xét")[0].split(NOTHING_PAID)[1]
    assert "Không đồng" not in text


def test_a_usual_answer_takes_one_page() -> None:
    """A sum, three near misses, one with the longest label, and a question."""
    label = (
        "Người cao tuổi thuộc hộ nghèo đủ điều kiện vào cơ sở trợ giúp xã hội nhưng có người nhận "
        "nuôi dưỡng, chăm sóc tại cộng đồng"
    )
    why = "Điều 5.5.d: chưa ghi người nhận nuôi dưỡng, chăm sóc tại cộng đồng thay cho cơ sở."
    data = replace(
        sample(),
        weighed=(
            WeighedRow("Trợ cấp hưu trí xã hội", why),
            *sample().weighed,
            WeighedRow(label, why),
        ),
        open_questions=("Có giấy nào ghi ngày sinh không?",),
    )
    assert render(data).pages == 1


def test_no_date_and_no_article_is_torn_by_the_end_of_a_line() -> None:
    row = WeighedRow("Khoản", "Điều 5.5.b hết hiệu lực sau ngày 30 tháng 6 năm 2025; " * 6)
    places = places_of(render(replace(sample(), weighed=(row,))).pdf)
    for before, after in pairwise(places):
        if before.word in {"ngày", "tháng", "Điều", "NĐ"} and after.word[0].isdigit():
            assert abs(before.top - after.top) < 1


@pytest.mark.parametrize("rows", range(8, 30, 3))
@pytest.mark.parametrize("weighed", [0, 1, 4])
@pytest.mark.parametrize("questions", [0, 2])
def test_neither_a_total_nor_a_signature_stands_alone_on_a_page(
    rows: int, weighed: int, questions: int
) -> None:
    data = replace(
        sample(),
        paid=tuple(PaidRow(f"Khoản {number}", "Vì", "Điều 6", 1_000) for number in range(rows)),
        weighed=(WeighedRow("Xét", "Lý do"),) * weighed,
        open_questions=("Hỏi gì?",) * questions,
    )
    for page in pages_of(render(data).pdf):
        assert not page.endswith(("Khoản được tính", "Đã xem xét, không tính", "Vì sao không tính"))
        assert ("NGƯỜI LẬP PHIẾU" in page) == ("Phiếu này giải thích" in page)
        if "Cộng" in page:
            assert page.count("Vì Điều 6") >= 2
        if "NGƯỜI LẬP PHIẾU" in page:
            above = page.count("Lý do") + page.count("Hỏi gì?") + page.count("Vì Điều 6")
            assert above >= (1 if weighed == 1 or questions else 2)
