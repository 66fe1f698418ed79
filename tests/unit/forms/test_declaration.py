from __future__ import annotations

import pytest

from app.forms.declaration import render_declaration
from tests.fakes.paper import pages_of


def test_the_annex_page_break_is_kept() -> None:
    rendered = render_declaration("nd20-2021-1d", "x", {})
    first, second = pages_of(rendered.pdf)
    assert "7. Tình trạng hôn nhân?" in first
    assert second.startswith("8. Người có nghĩa vụ")


def test_long_values_do_not_leave_a_page_nearly_empty() -> None:
    long = "buôn làng xa, đường đất, mùa mưa khó đi " * 12
    rendered = render_declaration("nd20-2021-1dd", "x", {"living": long, "residence": long})
    pages = pages_of(rendered.pdf)
    assert len(pages) == 2
    assert "9. Tình trạng hôn nhân" in pages[1]
    assert "10. Số con" in pages[1]


def test_a_very_long_value_is_printed_whole() -> None:
    words = " ".join(f"từ{number}" for number in range(400))
    rendered = render_declaration("nd20-2021-06", "x", {"damage": words})
    printed = " ".join(pages_of(rendered.pdf))
    assert words in printed


@pytest.mark.parametrize("template", ["nd20-2021-1d", "nd20-2021-1dd", "nd20-2021-06"])
@pytest.mark.parametrize("lines", range(1, 45, 4))
def test_no_signature_stands_on_a_page_without_what_is_signed(template: str, lines: int) -> None:
    long = "buôn làng xa, đường đất, mùa mưa khó đi, nhà ở cuối bon, qua cầu " * lines
    values = {"residence": long, "supporters": "", "confirmed": "H’Rơ̆m Ƀuôn Yă"}
    for page in pages_of(render_declaration(template, "x", values).pdf):
        if "CÁN BỘ TIẾP NHẬN HỒ SƠ" in page:
            assert "XÁC NHẬN CỦA ỦY BAN NHÂN DÂN CẤP XÃ" in page
            assert "là đúng." in page
        if "(Ký, ghi rõ họ tên. Trường hợp" in page or "Người khai" in page:
            assert "Tôi xin cam đoan" in page
