from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Correctable
from app.core.unit_data import load
from app.core.units import (
    commune_pv,
    communes_of,
    era_on,
    office_pv,
    only_part,
    parse_unit,
    predecessors,
    provinces,
    search_units,
    successors,
    unit,
)

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)


def test_scope_by_day() -> None:
    assert (era_on(OLD), era_on(NEW)) == (1, 2)
    assert commune_pv("24611", on=OLD) == 124_611
    assert commune_pv("24611", on=NEW) == 224_611
    assert office_pv("67", on=OLD) == 199_067
    assert office_pv("68", on=NEW) == 299_068


def test_scopes_of_communes_never_reach_those_of_offices() -> None:
    assert max(int(code) for _era, code in load().communes) < 33_000


@pytest.mark.parametrize(
    ("pv", "kind", "short", "full"),
    [
        (124_655, "Xã", "Tâm Thắng", "Xã Tâm Thắng, huyện Cư Jút, tỉnh Đắk Nông"),
        (224_640, "Xã", "Cư Jút", "Xã Cư Jút, tỉnh Lâm Đồng"),
        (224_611, "Phường", "Bắc Gia Nghĩa", "Phường Bắc Gia Nghĩa, tỉnh Lâm Đồng"),
        (126_935, "Phường", "Phường 14", "Phường 14, quận Bình Thạnh, thành phố Hồ Chí Minh"),
        (211_948, "Đặc khu", "Bạch Long Vĩ", "Đặc khu Bạch Long Vĩ, thành phố Hải Phòng"),
        (299_068, "Tỉnh", "Lâm Đồng", "Tỉnh Lâm Đồng"),
        (199_067, "Tỉnh", "Đắk Nông", "Tỉnh Đắk Nông"),
        (299_079, "Thành phố", "Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_names(pv: int, kind: str, short: str, full: str) -> None:
    found = unit(pv)
    assert (found.kind, found.short_name, found.full_name) == (kind, short, full)
    assert found.name_in_sentence == full[0].lower() + full[1:]
    assert found.is_office == (kind in {"Tỉnh", "Thành phố"})


@pytest.mark.parametrize(
    ("text", "pv"),
    [
        ("24611", 224_611),
        ("24611@2025-03-01", 124_611),
        (" 24611 @ 2025-07-01 ", 224_611),
        ("00004", 200_004),
        ("68", 299_068),
        ("67@2025-03-01", 199_067),
    ],
)
def test_typed_units(text: str, pv: int) -> None:
    assert parse_unit(text, today=date(2026, 11, 22)).pv == pv


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unit-unread"),
        ("2461", "unit-unread"),
        ("Cư Jút", "unit-unread"),
        ("24611@hôm qua", "unit-unread"),
        ("99999", "unit-unknown"),
        ("67", "unit-unknown"),
        ("24614", "unit-unknown"),
    ],
)
def test_says_what_to_type(text: str, code: str) -> None:
    with pytest.raises(Correctable) as told:
        parse_unit(text, today=NEW)
    assert (told.value.code, told.value.field) == (code, "unit")
    assert told.value.words()


@pytest.mark.parametrize("pv", [0, 99, 124_610_000, 324_611, 299_067, 199_000])
def test_scopes_that_no_list_has(pv: int) -> None:
    with pytest.raises(Correctable, match="unit-unknown"):
        unit(pv)


def test_the_71_communes_of_dak_nong_became_28() -> None:
    old = communes_of("67", 1)
    assert len(old) == 71
    new = {pv for one in old for pv in successors(one.pv)}
    assert len(new) == 28
    assert {unit(pv).province_name for pv in new} == {"Tỉnh Lâm Đồng"}
    assert len(communes_of("68", 2)) == 124
    assert all(one.pv in {p for pv in new for p in predecessors(pv)} for one in old)


def test_successors_and_predecessors_agree() -> None:
    for one in communes_of("62", 1):
        for new in successors(one.pv):
            assert one.pv in predecessors(new)
    assert len({new for one in communes_of("62", 1) for new in successors(one.pv)}) == 40
    assert successors(224_611) == ()
    assert predecessors(124_611) == ()
    assert successors(101_651) == ()


def test_offices_after_the_provinces_merged() -> None:
    assert successors(199_067) == (299_068,)
    assert predecessors(299_068) == (199_060, 199_067, 199_068)
    assert all(len(successors(office.pv)) == 1 for office in provinces(1))
    assert (len(provinces(1)), len(provinces(2))) == (63, 34)


def test_only_part() -> None:
    assert only_part(100_007, 200_008)
    assert not only_part(100_004, 200_004)
    assert not only_part(100_007, 200_004)


def test_search_by_name_without_marks_or_by_code() -> None:
    assert search_units("cu jut", 2)[0].full_name == "Xã Cư Jút, tỉnh Lâm Đồng"
    assert {one.district_name for one in search_units("Cư Jút", 1)} == {"Huyện Cư Jút"}
    assert search_units("24611", 1)[0].name == "Phường Nghĩa Đức"
    assert search_units("dak r'moan", 1)[0].name == "Xã Đăk R'Moan"
    assert [one.name for one in search_units("lam dong", 2, offices=True)] == ["Tỉnh Lâm Đồng"]
    assert len(search_units("xã", 2, limit=5)) == 5
    assert search_units("", 2) == search_units("zzzz", 2) == []
