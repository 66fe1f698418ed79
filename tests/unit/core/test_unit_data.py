"""The holes of the official lists, counted: 28, 10, 5 (with 132 parts without a rest)."""

from __future__ import annotations

from app.core.paths import resource
from app.core.unit_data import holes, load


def test_counts_of_the_official_lists() -> None:
    data = load()
    eras = [era for era, _code in data.communes]
    assert (eras.count(1), eras.count(2)) == (10_051, 3_321)
    provinces = [era for era, _code in data.provinces]
    assert (provinces.count(1), provinces.count(2)) == (63, 34)
    kinds = [one.name.split()[0] for one in data.communes.values() if one.era == 2]
    # Quyết định 19/2025/QĐ-TTg
    assert (kinds.count("Xã"), kinds.count("Phường"), kinds.count("Đặc")) == (2_621, 687, 13)


def test_a_code_is_not_an_identity() -> None:
    communes = load().communes
    both = [code for era, code in communes if era == 2 and (1, code) in communes]
    assert len(both) == 3_310
    assert communes[1, "24611"].name == "Phường Nghĩa Đức"
    assert communes[2, "24611"].name == "Phường Bắc Gia Nghĩa"


def test_every_successor_is_a_unit_of_today() -> None:
    data = load()
    for commune in data.communes.values():
        assert all((2, code) in data.communes for code, _part in commune.successors)
    assert all(
        (2, code) in data.communes for codes in data.unknown_sources.values() for code in codes
    )


def test_who_is_split_is_split_in_parts() -> None:
    for commune in load().communes.values():
        if len(commune.successors) > 1:
            assert all(part for _code, part in commune.successors), commune


def test_holes_are_these_and_no_others() -> None:
    found = holes()
    assert found.without_successor == (
        *("01651", "02482", "03751", "03898", "03913", "03988", "03991", "04003", "04060"),
        *("07693", "07732", "07744", "16387", "16411", "18448", "20176", "20674", "25102"),
        *("25174", "25177", "25186", "26935", "26959", "27067", "27217", "27223", "27361"),
        "27379",
    )
    assert found.unknown_sources == (
        *("03980", "03983", "03984", "26929", "26953", "27076", "27226", "27232", "27367"),
        "27373",
    )
    names = [load().communes[2, code].name for code in found.without_source]
    assert names == [
        *("Đặc khu Bạch Long Vĩ", "Đặc khu Cồn Cỏ", "Đặc khu Hoàng Sa", "Đặc khu Lý Sơn"),
        "Đặc khu Côn Đảo",
    ]
    assert len(found.part_of_nothing) == 132


def test_the_list_stays_small() -> None:
    assert resource("units", "units.tsv").stat().st_size < 420_000
