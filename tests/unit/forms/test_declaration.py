from __future__ import annotations

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
