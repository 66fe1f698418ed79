from __future__ import annotations

from app.forms.documents.form_5a import BLANK_ROWS, Form5a, HungryHousehold, render, sample
from tests.fakes.paper import pages_of, text_of, without_leaders

ENACTED = (
    "Mẫu số 5a",
    "UBND XÃ :",
    "THÔN:",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "DANH SÁCH HỘ GIA ĐÌNH VÀ SỐ NGƯỜI TRONG HỘ GIA ĐÌNH THIẾU ĐÓI, NHU YẾU PHẨM",
    "Tên chủ hộ",
    "Địa chỉ",
    "trong hộ (người)",
    "Tổng",
    "TRƯỞNG THÔN",
    "(Ký, ghi rõ họ tên)",
)


def test_the_blank_form_holds_every_label_as_enacted() -> None:
    """NĐ 20/2021/NĐ-CP, Phụ lục, Mẫu số 5a ("HOÀ" is spelled so there)."""
    text = without_leaders(text_of(render(None).pdf))
    for words in ENACTED:
        assert words in text
    assert render(None).pages == 1


def test_members_are_summed() -> None:
    text = text_of(render(sample()).pdf)
    assert "Tổng 10" in text
    assert "Điểu K’Lơ̆ng" in text


def test_a_hundred_households_repeat_the_head() -> None:
    many = tuple(HungryHousehold(f"Hộ số{n}", "Bon Bu Prăng", 1) for n in range(100))
    pages = pages_of(render(Form5a("Quảng Trực", "Bon Bu Prăng", many)).pdf)
    assert len(pages) > 2
    assert all("Tên chủ hộ" in page for page in pages)
    assert "Tổng 100" in pages[-1]


def test_few_households_leave_rows_for_the_pen() -> None:
    assert BLANK_ROWS == 8
    assert render(sample()).missing == ()
    assert render(Form5a()).missing == ("commune", "village")
