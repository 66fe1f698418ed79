from __future__ import annotations

from dataclasses import replace

from app.forms.documents.form_1dd import Form1dd, places, render, sample
from app.forms.template import field_names
from tests.fakes.paper import pages_of, text_of, without_leaders

ENACTED = (
    "Mẫu số 1đ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "TỜ KHAI ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI",
    "(Áp dụng đối với đối tượng quy định tại khoản 6 Điều 5 Nghị định số 20/2021/NĐ-CP "
    "ngày 15 tháng 3 năm 2021 của Chính phủ)",
    "THÔNG TIN CỦA ĐỐI TƯỢNG",
    "1. Họ và tên (Viết chữ in hoa):",
    "Ngày/tháng/năm sinh: / / Giới tính: Dân tộc:",
    "Giấy CMND hoặc Căn cước công dân số Cấp ngày / / Nơi cấp:",
    "2. Hộ khẩu thường trú:",
    "Hiện đang ở với ai và địa chỉ nơi ở?",
    "3. Tình trạng đi học",
    "Chưa đi học (Lý do: )",
    "Đã nghỉ học (Lý do: )",
    "Đang đi học (Ghi cụ thể): )",
    "4. Có thẻ BHYT không? Không Có",
    "5. Đang hưởng chế độ nào sau đây:",
    "Lương hưu/Trợ cấp BHXH hàng tháng: đồng. Hưởng từ tháng /",
    "Trợ cấp bảo trợ xã hội hàng tháng: đồng. Hưởng từ tháng /",
    "Trợ cấp ưu đãi người có công hàng tháng: đồng. Hưởng từ tháng /",
    "Trợ cấp, phụ cấp hàng tháng khác: đồng. Hưởng từ tháng /",
    "6. Thuộc hộ nghèo không? Không Có",
    "7. Giấy xác nhận khuyết tật số Ngày cấp : Nơi cấp",
    "- Dạng tật:",
    "- Mức độ khuyết tật:",
    "8. Có tham gia làm việc không? Không Có",
    "a) Nếu có thì đang làm gì , thu nhập hàng tháng đồng",
    "b) Nếu không thì ghi lý do:",
    "9. Tình trạng hôn nhân :",
    "10. Số con (Nếu có): người. Trong đó, dưới 36 tháng tuổi: người.",
    "11. Khả năng tự phục vụ?",
    "12. Cá nhân/hộ gia đình đang trực tiếp chăm sóc, nuôi dưỡng:",
    "Tôi xin cam đoan những lời khai trên là đúng sự thực, nếu có điều gì khai không đúng, tôi "
    "xin chịu trách nhiệm hoàn toàn.",
)
CONFIRMED = (
    "Ủy ban nhân dân xã/phường/thị trấn đã tiếp nhận hồ sơ, đối chiếu các giấy tờ kèm theo và "
    "xác nhận thông tin cá nhân nêu trên của ông (bà) là đúng."
)


def test_the_blank_form_holds_every_label_as_enacted() -> None:
    """NĐ 20/2021/NĐ-CP, Phụ lục, Mẫu số 1đ."""
    text = without_leaders(text_of(render(None).pdf))
    assert text.startswith(" ".join(ENACTED))
    assert CONFIRMED in text
    assert "CÁN BỘ TIẾP NHẬN HỒ SƠ" in text


def test_the_second_page_starts_with_item_10() -> None:
    assert pages_of(render(None).pdf)[1].startswith("10. Số con")


def test_places_and_wording_know_each_other() -> None:
    assert field_names("nd20-2021-1dd") | {"identity.date"} == set(places(sample()))
    assert set(places(Form1dd())) <= set(places(sample()))


def test_only_the_half_of_item_8_that_applies_can_be_missing() -> None:
    works = replace(sample(), works=True, work=None, income=None)
    assert "work" in render(works).missing
    idle = replace(sample(), works=False, idle_reason=None)
    assert render(idle).missing == ("idle_reason",)
    open_question = replace(sample(), works=None)
    assert render(open_question).missing == ("works",)


def test_the_reason_stands_behind_the_answer_it_belongs_to() -> None:
    text = text_of(render(sample()).pdf)
    assert "Đã nghỉ học (Lý do: đi lại khó khăn" in text
    going = replace(sample(), schooling="now", schooling_note="lớp 6")
    assert "Đang đi học (Ghi cụ thể): lớp 6" in text_of(render(going).pdf)


def test_without_children_none_of_them_is_small() -> None:
    assert places(replace(sample(), children=0))["children.small"] == ""
    assert places(replace(sample(), children=3, small_children=1))["children.small"] == "1"


def test_earnings_are_grouped() -> None:
    works = replace(sample(), works=True, work="Đan gùi", income=1_200_000)
    assert "1.200.000" in text_of(render(works).pdf)
