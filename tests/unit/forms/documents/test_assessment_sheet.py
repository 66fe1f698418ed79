from __future__ import annotations

from dataclasses import replace

import pytest

from app.forms.documents.assessment_sheet import (
    NO_LOCAL_LEVEL,
    UNVERIFIED,
    PaidRow,
    render,
    sample,
)
from tests.fakes.paper import pages_of, text_of


def test_every_row_says_what_why_by_which_article() -> None:
    text = text_of(render(sample()).pdf)
    assert "1.080.000" in text
    assert "Một triệu không trăm tám mươi nghìn đồng." in text
    assert "Đã xem xét, không tính" in text
    assert "Chưa có giấy xác nhận khuyết tật" in text


def test_doubt_is_printed_where_it_is_and_only_there() -> None:
    text = text_of(render(sample()).pdf)
    assert f"Lưu ý: {NO_LOCAL_LEVEL}." in text
    assert f"Lưu ý: {UNVERIFIED}." in text
    sure = replace(sample(), local_level_loaded=True, verified=True)
    assert sure.tags() == ()
    assert "Lưu ý" not in text_of(render(sure).pdf)


def test_the_sum_is_that_of_its_parts() -> None:
    rows = (PaidRow("a", "b", "c", 540_000), PaidRow("d", "e", "g", 270_000))
    data = replace(sample(), paid=rows)
    assert data.total_vnd == 810_000
    assert "810.000" in text_of(render(data).pdf)


def test_open_questions_are_asked() -> None:
    data = replace(sample(), open_questions=("Cần giấy khai sinh để biết tháng sinh.",))
    assert "- Cần giấy khai sinh để biết tháng sinh." in text_of(render(data).pdf)


@pytest.mark.parametrize("rows", range(8, 30, 3))
def test_no_heading_closes_a_page_with_no_signature_alone_on_the_next(rows: int) -> None:
    paid = tuple(PaidRow(f"Khoản {number}", "Vì", "Điều 6", 1_000) for number in range(rows))
    for page in pages_of(render(replace(sample(), paid=paid)).pdf):
        assert not page.endswith(("Khoản được tính", "Đã xem xét, không tính", "Căn cứ"))
        assert ("NGƯỜI LẬP PHIẾU" in page) == ("Phiếu này giải thích" in page)
