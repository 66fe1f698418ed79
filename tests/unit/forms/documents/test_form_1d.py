from __future__ import annotations

from dataclasses import replace

from app.core.partial_date import PartialDate
from app.forms.documents.form_1d import Form1d, places, render, sample
from app.forms.template import field_names
from tests.fakes.paper import pages_of, text_of, without_leaders

ENACTED = (
    "Mẫu số 1d",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "TỜ KHAI ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI",
    "(Áp dụng đối với đối tượng quy định tại khoản 5 Điều 5 Nghị định số 20/2021/NĐ-CP "
    "ngày 15 tháng 3 năm 2021 của Chính phủ)",
    "THÔNG TIN CỦA ĐỐI TƯỢNG",
    "1. Họ và tên (Viết chữ in hoa):",
    "Ngày/tháng/năm sinh: / / Giới tính: Dân tộc:",
    "Giấy CMND hoặc Căn cước công dân số Cấp ngày / / Nơi cấp:",
    "2. Hộ khẩu thường trú:",
    "Hiện đang ở với ai và địa chỉ nơi ở?",
    "3. Có thẻ BHYT không? Không Có",
    "4. Đang hưởng chế độ nào sau đây:",
    "Lương hưu/Trợ cấp BHXH hàng tháng: đồng. Hưởng từ tháng /",
    "Trợ cấp bảo trợ xã hội hàng tháng: đồng. Hưởng từ tháng /",
    "Trợ cấp ưu đãi người có công hàng tháng: đồng. Hưởng từ tháng /",
    "Trợ cấp, phụ cấp hàng tháng khác: đồng. Hưởng từ tháng /",
    "5. Thuộc hộ nghèo, cận nghèo không? Không Có",
    "6. Có khuyết tật không? Không Có",
    "- Giấy xác nhận khuyết tật số Ngày cấp: Nơi cấp:",
    "- Dạng tật:",
    "- Mức độ khuyết tật:",
    "7. Tình trạng hôn nhân? (Ghi rõ: Không có chồng/vợ; có chồng/vợ đã chết hoặc mất tích "
    "theo quy định)",
    "8. Người có nghĩa vụ và quyền phụng dưỡng (Nếu có, ghi cụ thể họ tên, tuổi, nghề nghiệp, "
    "nơi ở, việc làm, thu nhập):",
    "9. Quá trình hoạt động của bản thân (Không bắt buộc):",
    "Tôi xin cam đoan những lời khai trên là đúng sự thực, nếu có điều gì khai không đúng, tôi "
    "xin chịu trách nhiệm hoàn toàn.",
)
SIGNED = (
    "Thông tin người khai thay",
    "Giấy CMND hoặc Căn cước công dân số:",
    "Mối quan hệ với đối tượng:",
    "Địa chỉ:",
    "NGƯỜI KHAI",
    "(Ký, ghi rõ họ tên. Trường hợp khai",
    "XÁC NHẬN CỦA ỦY BAN NHÂN DÂN CẤP XÃ",
    "Ủy ban nhân dân xã/phường/thị trấn đã tiếp nhận hồ sơ, đối chiếu các giấy tờ kèm theo và "
    "xác nhận thông tin cá nhân nêu trên của ông (bà) là đúng.",
    "CÁN BỘ TIẾP NHẬN HỒ SƠ",
    "CHỦ TỊCH",
    "(Ký tên, đóng dấu)",
)


def test_the_blank_form_holds_every_label_as_enacted() -> None:
    """NĐ 20/2021/NĐ-CP, Phụ lục, Mẫu số 1d."""
    text = without_leaders(text_of(render(None).pdf))
    assert text.startswith(" ".join(ENACTED))
    for words in SIGNED:
        assert words in text


def test_the_second_page_starts_with_item_8() -> None:
    assert pages_of(render(None).pdf)[1].startswith("8. Người có nghĩa vụ")


def test_places_and_wording_know_each_other() -> None:
    used = {name for name in places(Form1d()) if name != "identity.date"}
    partly = {name for name in places(sample()) if name != "identity.date"}
    assert used <= field_names("nd20-2021-1d")
    assert (
        field_names("nd20-2021-1d") - partly
        == {f"disability.{part}" for part in ("number", "date", "by", "kinds", "degree")} - partly
    )


def test_values_are_printed_as_they_were_given() -> None:
    rendered = render(sample())
    text = text_of(rendered.pdf)
    assert "H’RƠ̆M ɃUÔN YĂ" in text
    assert "… / … / 1942" in text
    assert "067142000119" in text
    assert rendered.pages == 2
    assert rendered.missing == ()


def test_open_questions_are_named() -> None:
    data = replace(sample(), sex=None, poor=None, birth=PartialDate(1942, 7, 1))
    assert render(data).missing == ("sex", "poor")
    assert "01 / 07 / 1942" in text_of(render(data).pdf)


def test_an_address_of_any_length_is_printed_whole() -> None:
    address = "thôn Đắk R’Lấp Kleng, " * 25 + "hết"
    assert address in text_of(render(replace(sample(), residence=address)).pdf)


def test_the_card_number_of_the_proxy_stays_on_its_line() -> None:
    number, issued = [box for box in render(None).boxes if box.name.startswith("proxy")][:2]
    assert issued.y - number.y < 20
    assert number.x > issued.x + 100


def test_a_date_of_issue_is_not_torn_by_the_end_of_a_line() -> None:
    names = {"identity.day", "identity.month", "identity.year"}
    parts = [box for box in render(sample()).boxes if box.name in names]
    assert len(parts) == 3
    assert len({box.y for box in parts}) == 1
