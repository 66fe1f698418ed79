from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from app.core.partial_date import PartialDate
from app.forms.documents.beneficiaries_by_village import (
    _COLUMNS,
    Beneficiary,
    BeneficiaryList,
    VillageBeneficiaries,
    render,
    sample,
)
from app.forms.fonts import BOLD, width
from app.forms.page import MM
from app.forms.wording import NO_LOCAL_LEVEL, UNVERIFIED
from tests.fakes.paper import pages_of, text_of


def village(name: str, count: int) -> VillageBeneficiaries:
    person = Beneficiary("H’Rơ̆m Ƀuôn Yă", PartialDate(1942), "nu", 540_000, PartialDate(2026, 7))
    return VillageBeneficiaries(name, (person,) * count)


def test_totals_stand_by_village_and_for_all_in_words() -> None:
    text = text_of(render(sample()).pdf)
    assert "2.160.000" in text
    assert "2.970.000" in text
    assert "Hai triệu chín trăm bảy mươi nghìn đồng." in text
    assert "Tổng cộng: 3 người" in text


def test_nothing_tells_one_persons_reason_from_anothers() -> None:
    """No category and no coefficient can even be handed over."""
    assert {field.name for field in fields(Beneficiary)} == {
        "name",
        "birth",
        "sex",
        "monthly_vnd",
        "from_month",
    }
    text = text_of(render(sample()).pdf).lower()
    for word in ("hệ số", "hiv", "khuyết tật", "khoản", "đối tượng"):
        assert word not in text


def test_many_people_go_on_under_the_same_head_with_page_numbers() -> None:
    villages = tuple(village(f"Thôn {number}", 40) for number in range(1, 11))
    data = BeneficiaryList("xã Quảng Trực", "Quảng Trực", date(2026, 11, 22), villages)
    rendered = render(data)
    pages = pages_of(rendered.pdf)
    assert len(pages) == rendered.pages > 5
    assert all("Họ và tên" in page for page in pages)
    assert [page.split()[0] for page in pages[1:]] == [
        str(number) for number in range(2, len(pages) + 1)
    ]
    assert sum(page.count("H’Rơ̆m Ƀuôn Yă") for page in pages) == 400
    assert "216.000.000" in pages[-1]


def test_no_village_heading_closes_a_page() -> None:
    villages = tuple(village(f"Buôn{number}", 1 + number % 7) for number in range(60))
    data = BeneficiaryList("xã Quảng Trực", "Quảng Trực", date(2026, 11, 22), villages)
    for page in pages_of(render(data).pdf):
        assert not page.split()[-1].startswith("Buôn")


def test_the_day_of_the_list_is_printed() -> None:
    assert "(Tính đến ngày 22 tháng 11 năm 2026)" in text_of(render(sample()).pdf)


def test_five_digit_numbers_with_eleven_digit_sums_stay_on_one_line() -> None:
    person = Beneficiary("Điểu Xrông", PartialDate(1999, 12, 28), "nu", 9_999_999, None)
    people = VillageBeneficiaries("Bon Bu Prăng", (person,) * 1_200)
    data = BeneficiaryList("xã Quảng Trực", "Quảng Trực", date(2026, 11, 22), (people,))
    words = text_of(render(data).pdf).split()
    assert {"1200", "28/12/1999", "11.999.998.800"} <= set(words)
    assert sum(column.width for column in _COLUMNS) == 160
    for column, widest in zip(_COLUMNS, ("10000", "", "", "", "99.999.999.999", ""), strict=True):
        assert width(widest, BOLD, 13) <= (column.width - 3.2) * MM


def test_an_empty_list_has_a_row_for_the_total() -> None:
    assert "Tổng cộng" in text_of(render(None).pdf)


def test_a_total_tells_what_it_lacks_and_only_then() -> None:
    assert f"Lưu ý: {NO_LOCAL_LEVEL}; {UNVERIFIED}." in text_of(render(sample()).pdf)
    sure = replace(sample(), local_level_loaded=True, verified=True)
    assert "Lưu ý" not in text_of(render(sure).pdf)


def test_total_and_signatures_never_stand_without_people() -> None:
    for count in range(15, 32):
        data = replace(sample(), villages=(village("Bon Bu", count),))
        last = pages_of(render(data).pdf)[-1]
        assert "CHỦ TỊCH" in last
        assert "Tổng cộng" in last
        assert last.count("H’Rơ̆m Ƀuôn Yă") >= 2
