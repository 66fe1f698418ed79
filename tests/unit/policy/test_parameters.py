"""The shipped law is whole, and a broken file is never half used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.core.errors import Environment
from app.core.paths import resource
from app.policy.parameters import UNKNOWN_ACT, law, read_law


def test_every_category_of_article_5_is_there() -> None:
    grounds = {f"5.1.{ground}" for ground in "abcdđeghikl"}
    others = {"5.2", "5.3", "5.4", "5.5.a", "5.5.b", "5.5.c", "5.5.d", "5.6", "5.7", "5.8"}
    assert set(law().categories) == grounds | others


def test_what_nobody_has_read_is_marked() -> None:
    unread = [number for number, act in law().instruments.items() if not act.verified]
    assert unread == ["NĐ 335/2026/NĐ-CP"]


def test_emergency_values_by_kind() -> None:
    assert law().emergency_number("injury", "times") == 10
    assert law().emergency_text("protection", "litres_a_km") == "0.2"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("levels.toml", "from = 2024-07-01", "from = 2024-07-02"),  # a gap
        ("levels.toml", "from = 2024-07-01", "from = 2024-06-30"),  # an overlap
        ("levels.toml", "vnd = 500000", "vnd = 500000.0"),
        ("levels.toml", "vnd = 500000", "vnd = 0"),
        ("levels.toml", "verified = true", 'verified = "yes"'),
        ("levels.toml", "vnd = 540000", "vnd = 540000\nto = 2027-01-01"),
        ("levels.toml", "[[standard_level]]", "[[level]]"),
        ("levels.toml", "vnd = 360000", "vnd = 360000\ncomment = 1"),
        ("levels.toml", "NĐ 76/2024/NĐ-CP Điều 1.1", "NĐ 77/2024/NĐ-CP Điều 1.1"),
        ("levels.toml", "[[standard_level]]", "[[standard_level"),
        ("categories.toml", 'coefficient = "1.5"', "coefficient = 1.5"),
        ("categories.toml", 'coefficient = "1.5"', 'coefficient = "1"'),
        ("categories.toml", 'coefficient = "1.5"', 'coefficient = "một"'),
        ("categories.toml", "from_age = 4, below_age = 16", "from_age = 5, below_age = 16"),
        ("categories.toml", "to = 2025-06-30\n", ""),  # an end without its day
        ("emergency.toml", "[goods]", "[things]"),
        ("emergency.toml", "times = 10", "times = 10.0"),
        ("care_support.toml", 'code = "20.1.a"', "code = 20"),
        ("social_pension.toml", "from = 2025-07-01", 'from = "2025-07-01"'),
        ("procedures.toml", "NĐ 147/2025/NĐ-CP Điều 5.2.b", "NĐ 148/2025/NĐ-CP Điều 5.2.b"),
        ("emergency_clock.toml", "NĐ 56/2017/NĐ-CP", "NĐ 57/2017/NĐ-CP"),
        ("holidays.toml", "year = 2026", "year = 2025"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, file: str, old: str, new: str) -> None:
    folder = tmp_path / "policy"
    shutil.copytree(resource("policy"), folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Environment) as refused:
        read_law(folder)
    assert refused.value.code in ("policy-data-broken", UNKNOWN_ACT)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Environment):
        read_law(tmp_path)
