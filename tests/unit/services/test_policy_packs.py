"""Packs at the office and what they change, in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.core.working_days import is_working_day
from app.policy import pack_check, parameters
from app.services.policy_packs import PolicyPacks
from app.sync import trust_store
from tests.fakes.desks import Desk, make_pair
from tests.fakes.packs import own_figures, raised_level

__all__ = ["own_figures"]

pytestmark = pytest.mark.usefixtures("own_figures")
RAISED = (
    "Mức chuẩn trợ giúp xã hội từ 01/07/2027: 650.000 đồng (trước: 540.000 đồng), "
    "NĐ 20/2021/NĐ-CP Điều 4"
)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_a_pack_is_used_where_it_is_made(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    packs: PolicyPacks = pair[1].packs
    assert packs.show() is None
    with pytest.raises(Correctable, match="no_pack"):
        packs.signed()
    view = packs.make(raised_level(tmp_path / "new"), "Nâng mức chuẩn")
    assert (view.version, view.files, view.usable) == (1, ("levels.toml",), True)
    assert view.changes[-1] == RAISED
    assert packs.show() == view
    assert parameters.law().standard_levels[-1].vnd == 650_000
    assert packs.make(tmp_path / "new", "").version == 2


def test_taken_from_a_file_once(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    office.packs.make(raised_level(tmp_path / "new"), "")
    parameters.use(None)
    view = commune.packs.take(office.packs.signed())
    assert view.changes[-1] == RAISED
    assert parameters.law().standard_levels[-1].vnd == 650_000
    with pytest.raises(Correctable, match="pack_not_newer"):
        commune.packs.take(office.packs.signed())


def test_what_cannot_be_made(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    with pytest.raises(Correctable, match="wrong_role"):
        commune.packs.make(tmp_path, "")
    with pytest.raises(Correctable, match="no_tables"):
        office.packs.make(tmp_path, "")
    (tmp_path / "levels.toml").write_text("x = ", encoding="utf-8")
    with pytest.raises(Correctable, match="pack_broken"):
        office.packs.make(tmp_path, "")
    assert office.packs.show() is None


def test_an_act_that_is_not_listed_is_asked_for(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    folder = raised_level(tmp_path / "new")
    table = folder / "levels.toml"
    text = table.read_text(encoding="utf-8")
    at = text.rindex("NĐ 20/2021/NĐ-CP")
    table.write_text(text[:at] + text[at:].replace("20/2021", "1/2027"), encoding="utf-8")
    with pytest.raises(Correctable, match="pack_act_unknown") as refused:
        pair[1].packs.preview(folder)
    assert refused.value.params == {"citation": "NĐ 1/2027/NĐ-CP Điều 4"}


def test_tables_of_another_program_stay_unused(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    office.packs.make(raised_level(tmp_path / "new"), "")
    signed = office.packs.signed()
    with monkeypatch.context() as older:
        older.setattr(pack_check, "TABLES", frozenset())
        view = commune.packs.take(signed)
        assert not view.usable
        assert parameters.law() is parameters.shipped()
    with commune.store.read() as connection:
        assert trust_store.policy(connection) == signed
    commune.packs.use()
    assert parameters.law() is not parameters.shipped()


def test_news_are_told_until_somebody_has_read_them(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    assert commune.packs.news() is None
    office.packs.make(raised_level(tmp_path / "new"), "")
    view = commune.packs.take(office.packs.signed())
    assert commune.packs.news() == view
    commune.packs.seen(view.version)
    assert commune.packs.news() is None
    office.packs.make(tmp_path / "new", "")
    commune.packs.take(office.packs.signed())
    assert commune.packs.news() is not None


def test_looked_at_before_it_is_signed(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    view = office.packs.preview(raised_level(tmp_path / "new"))
    assert (view.version, view.changes[-1]) == (1, RAISED)
    assert office.packs.show() is None
    assert parameters.law() is parameters.shipped()
    office.packs.make(tmp_path / "new", "")
    assert office.packs.preview(tmp_path / "new").changes == ()
    with pytest.raises(Correctable, match="wrong_role"):
        commune.packs.preview(tmp_path / "new")


def test_the_tables_in_use_to_begin_with(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, office = pair
    office.packs.make(raised_level(tmp_path / "new"), "")
    names = office.packs.write_tables(tmp_path / "tables")
    assert set(names) == parameters.TABLES
    assert office.packs.preview(tmp_path / "tables").changes == ()
    assert "650000" in (tmp_path / "tables" / "levels.toml").read_text(encoding="utf-8")
    with pytest.raises(Correctable, match="tables_there"):
        office.packs.write_tables(tmp_path / "tables")
    # All of them fit into one pack.
    assert office.packs.make(tmp_path / "tables", "").files == names


def test_days_off_of_a_pack_count(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, office = pair
    office.packs.write_tables(tmp_path / "tables")
    table = tmp_path / "tables" / "holidays.toml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("off = 2026-08-31", "off = 2026-09-04"), encoding="utf-8")
    assert not is_working_day(date(2026, 8, 31))
    office.packs.make(tmp_path / "tables", "")
    assert is_working_day(date(2026, 8, 31))
    parameters.use(None)
    assert not is_working_day(date(2026, 8, 31))


def test_no_number_is_given_twice(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    raised_level(tmp_path / "new")
    with office.store.write(office.session.officer) as work:
        trust_store.note_peer_policy(work.connection, commune.id, 4, bytes(32))
        work.commit()
    assert office.packs.make(tmp_path / "new", "").version == 5
    with office.store.write(office.session.officer) as work:
        trust_store.note_peer_policy(work.connection, commune.id, 2**60, bytes(32))
        work.commit()
    assert office.packs.make(tmp_path / "new", "").version == 6
