from __future__ import annotations

import unicodedata

import pytest

from app.core.ethnic_groups import FOREIGN, find_group, group, groups


def test_54_groups_with_people_from_abroad() -> None:
    assert [one.code for one in groups()] == [f"{n:02}" for n in range(1, 56)]
    assert group(FOREIGN).name == "Người nước ngoài"
    assert [group(code).name for code in ("01", "08", "12", "20", "28")] == [
        *("Kinh", "Hmông", "Ê-đê", "Mnông", "Mạ"),
    ]


def test_names_are_composed_text() -> None:
    for one in groups():
        for name in (one.name, *one.spellings):
            assert name == unicodedata.normalize("NFC", name)
            assert name


def test_no_spelling_means_two_groups() -> None:
    names = [name.lower() for one in groups() for name in (one.name, *one.spellings)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ê Đê", "Ê-đê"),
        ("êđê", "Ê-đê"),
        ("e de", "Ê-đê"),
        ("M'Nông", "Mnông"),
        ("M’nông", "Mnông"),
        ("MNONG", "Mnông"),
        ("Gia Rai", "Gia-rai"),
        ("Jrai", "Gia-rai"),
        ("Bahnar", "Ba-na"),
        ("Sê Đăng", "Xơ-đăng"),
        ("Giẻ Triêng", "Gié-Triêng"),
        ("H'Mông", "Hmông"),
        ("Mông", "Hmông"),
        ("Thổ", "Thổ"),
        ("bru-van kieu", "Bru-Vân Kiều"),
        ("K’Ho", "Cơ-ho"),
    ],
)
def test_accepted_spellings(typed: str, name: str) -> None:
    found = find_group(typed)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("typed", ["", "Người rừng", "20"])
def test_what_the_list_does_not_have(typed: str) -> None:
    assert find_group(typed) is None


def test_every_name_finds_itself_without_its_marks_where_that_is_plain() -> None:
    lost = [one.name for one in groups() if find_group(one.name) is not one]
    assert lost == []


def test_an_unknown_code_is_told() -> None:
    with pytest.raises(KeyError):
        group("99")
