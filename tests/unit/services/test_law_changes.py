"""What changes in the law, in words; nothing between a law and itself."""

from __future__ import annotations

import re

import pytest

from app.core.paths import resource
from app.policy import pack_check, parameters
from app.services.law_changes import differences
from tests.fakes.packs import LEVEL


def changed(name: str, *pairs: tuple[str, str]) -> list[str]:
    text = resource("policy", name).read_text(encoding="utf-8")
    for old, new in pairs:
        text, count = re.subn(old, new, text, count=1)
        assert count
    return list(differences(parameters.shipped(), pack_check.with_pack({name: text})))


def test_nothing_changes_between_a_law_and_itself() -> None:
    assert list(differences(parameters.shipped(), parameters.shipped())) == []


@pytest.mark.parametrize(
    ("name", "pairs", "words"),
    [
        (
            "levels.toml",
            [("vnd = 500000\n", "vnd = 510000\n")],
            [
                "Mức chuẩn trợ giúp xã hội từ 01/07/2024: 510.000 đồng (trước: 360.000 đồng), "
                "NĐ 76/2024/NĐ-CP Điều 1.1"
            ],
        ),
        (
            "levels.toml",
            [("vnd = 540000\n", "vnd = 540000\nto = 2027-06-30\n"), ("(?s)$", LEVEL)],
            [
                "Mức chuẩn trợ giúp xã hội từ 01/07/2027: 650.000 đồng (trước: 540.000 đồng), "
                "NĐ 20/2021/NĐ-CP Điều 4"
            ],  # that the row before it ends is not told by itself
        ),
        (
            "categories.toml",
            [('coefficient = "1.5"', 'coefficient = "1.6"')],
            ["Diện 5.1.a thay đổi: Trẻ em bị bỏ rơi chưa có người nhận làm con nuôi"],
        ),
        (
            "care_support.toml",
            [('coefficient = "1.5"', 'coefficient = "2.0"')],
            ["Hỗ trợ chăm sóc 20.1.b: hệ số 2.0 (trước: 1.5), NĐ 20/2021/NĐ-CP Điều 20.1.b"],
        ),
        (
            "emergency.toml",
            [("kg = 15", "kg = 20"), ("2026-10-05", "2027-01-01")],
            [
                "Hỗ trợ khẩn cấp, NĐ 20/2021/NĐ-CP Điều 12.1: 15 → 20",
                "Hỗ trợ khẩn cấp được coi là chưa đối chiếu từ ngày 01/01/2027",
            ],
        ),
        (
            "procedures.toml",
            [("(?s)(from = 2025-07-01.*?limit = )10", r"\g<1>5")],
            [
                "Hồ sơ nhận từ ngày 01/07/2025: Chủ tịch UBND cấp xã quyết định, "
                "NĐ 147/2025/NĐ-CP Điều 5.2.b",
                "– Chuyên viên, đối chiếu dữ liệu dân cư: 5 ngày làm việc",
                "– UBND cấp xã, niêm yết 2 ngày làm việc: 10 ngày làm việc",
                "– Chuyên viên trình Chủ tịch UBND cấp xã: 10 ngày làm việc",
                "– Chủ tịch UBND cấp xã: 10 ngày làm việc",
            ],
        ),
        (
            "emergency_clock.toml",
            [("hours = 12", "hours = 6")],
            [
                "Biện pháp khẩn cấp cho trẻ em từ ngày 01/07/2021: 6 giờ, "
                "UBND cấp xã, công an, Tổng đài 111, NĐ 56/2017/NĐ-CP"
            ],
        ),
        (
            "holidays.toml",
            [
                (r"before = 1\n(.*) = 2026-09-01", r"before = 2\n\g<1> = 2026-09-03"),
                ("off = 2026-08-31", "off = 2026-09-04"),
            ],
            [
                "Ngày nghỉ năm 2026: 2 ngày trước mùng 1 Tết; ngày 03/09/2026 dịp Quốc khánh",
                "Nghỉ hoán đổi: 04/09/2026",
                "Không còn nghỉ hoán đổi: 31/08/2026",
            ],
        ),
        (
            "instruments.toml",
            [("(?s)(335/2026.*?verified = )false", r"\g<1>true")],
            ["Văn bản NĐ 335/2026/NĐ-CP, có hiệu lực từ 05/10/2026: đã đọc nguyên văn"],
        ),
        (
            "social_pension.toml",
            [("from_age = 75", "from_age = 74")],
            ["Độ tuổi hưởng trợ cấp hưu trí xã hội thay đổi"],
        ),
    ],
)
def test_each_kind_of_change(name: str, pairs: list[tuple[str, str]], words: list[str]) -> None:
    assert changed(name, *pairs) == words
