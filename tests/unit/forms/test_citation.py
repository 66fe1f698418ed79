from __future__ import annotations

import pytest

from app.forms.citation import cited


@pytest.mark.parametrize(
    ("citations", "words"),
    [
        (["NĐ 20/2021/NĐ-CP Điều 5.5.a"], "Điểm a khoản 5 Điều 5 NĐ 20/2021/NĐ-CP"),
        (["NĐ 20/2021/NĐ-CP Điều 5.6"], "Khoản 6 Điều 5 NĐ 20/2021/NĐ-CP"),
        (["NĐ 176/2025/NĐ-CP Điều 3"], "Điều 3 NĐ 176/2025/NĐ-CP"),
        (["NĐ 176/2025/NĐ-CP"], "NĐ 176/2025/NĐ-CP"),
        (
            [
                "NĐ 20/2021/NĐ-CP Điều 5.5.a",
                "NĐ 20/2021/NĐ-CP Điều 6.1.đ",
                "NĐ 76/2024/NĐ-CP Điều 1.1",
            ],
            "Điểm a khoản 5 Điều 5, điểm đ khoản 1 Điều 6 NĐ 20/2021/NĐ-CP; "
            "khoản 1 Điều 1 NĐ 76/2024/NĐ-CP",
        ),
        ([], ""),
    ],
)
def test_from_the_point_up_and_each_act_once(citations: list[str], words: str) -> None:
    assert cited(citations) == words
