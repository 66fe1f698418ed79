from __future__ import annotations

from dataclasses import replace

from app.forms.documents.form_06 import places, render, sample
from app.forms.template import field_names
from tests.fakes.paper import pages_of, text_of, without_leaders

ENACTED = (
    "Mẫu số 06",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "TỜ KHAI ĐỀ NGHỊ HỖ TRỢ VỀ NHÀ Ở",
    "(Áp dụng đối với đối tượng quy định tại Điều 15 Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 "
    "năm 2021 của Chính phủ)",
    "KÊ KHAI CỦA HỘ GIA ĐÌNH",
    "1. Họ và tên người đại diện (Viết chữ in hoa):",
    "Ngày/tháng/năm sinh: / / Giới tính: Dân tộc:",
    "Giấy CMND số: Cấp ngày Nơi cấp",
    "2. Hộ khẩu thường trú của hộ:",
    "3. Số người trong hộ người. Trong đó: Người trong độ tuổi lao động người",
    "4. Hoàn cảnh gia đình (Ghi cụ thể có thuộc hộ nghèo, cận nghèo, khó khăn kinh tế hay không)",
    "5. Tình trạng nhà ở trước khi thiên tai xảy ra (Ghi cụ thể loại nhà, mức độ sử dụng):",
    "6. Tình trạng thiệt hại về nhà ở (Ghi cụ thể đã đổ sập, trôi, cháy hoàn toàn, phải di rời "
    "nhà ở khẩn cấp, hư hỏng nặng):",
    "7. Tình trạng nhà ở hiện nay của hộ:",
    "Tôi xin cam đoan những thông tin trên là đúng sự thật, nếu sai tôi hoàn toàn chịu trách "
    "nhiệm.",
    "Ngày tháng năm Người khai (Ký, ghi rõ họ tên)",
    "XÁC NHẬN CỦA ỦY BAN NHÂN DÂN CẤP XÃ",
    "Ủy ban nhân dân xã/phường/thị trấn đã tiếp nhận hồ sơ, đối chiếu các giấy tờ kèm theo và "
    "xác nhận thông tin cá nhân nêu trên của ông (bà) là đúng.",
)


def test_the_blank_form_holds_every_label_as_enacted() -> None:
    """NĐ 20/2021/NĐ-CP, Phụ lục, Mẫu số 06 ("di rời" is spelled so there)."""
    text = without_leaders(text_of(render(None).pdf))
    assert text.startswith(" ".join(ENACTED))


def test_the_second_page_is_the_communes() -> None:
    assert pages_of(render(None).pdf)[1].startswith("XÁC NHẬN CỦA ỦY BAN NHÂN DÂN CẤP XÃ")


def test_places_and_wording_know_each_other() -> None:
    dates = {"identity.day", "identity.month", "identity.year"}
    assert field_names("nd20-2021-06") == set(places(sample())) - dates


def test_blank_items_have_their_full_dotted_lines() -> None:
    boxes = render(None).boxes
    counts = {
        name: sum(box.name == name for box in boxes)
        for name in ("circumstances", "house_before", "damage", "house_now")
    }
    assert counts == {"circumstances": 3, "house_before": 2, "damage": 2, "house_now": 2}


def test_the_damage_may_be_told_at_length() -> None:
    damage = "Lốc xoáy cuốn mái tôn, đổ vách, hư lúa trong bồ. " * 15
    assert damage.strip() in text_of(render(replace(sample(), damage=damage)).pdf)


def test_counts_of_members_are_printed() -> None:
    text = text_of(render(sample()).pdf)
    assert "3. Số người trong hộ 6 người. Trong đó: Người trong độ tuổi lao động 3 người" in text
