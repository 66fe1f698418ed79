"""The service's own rules; two stations and a courier are in tests/integration/two_devices."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.core.errors import Correctable, Environment
from app.core.ids import new_id
from app.services import bundles, exchange
from app.services.bundles import Unsent
from tests.factories import PV
from tests.fakes.desks import OFFICE_PV, Desk, enrol, make_desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_a_single_destination_need_not_be_named(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    [made] = commune.exchange.export(None, tmp_path)
    assert (made.to, made.verified) == ("Tỉnh Lâm Đồng", True)
    [there] = commune.exchange.destinations()
    assert (there.device, there.role) == (office.id, "office")
    assert there.last_sent_ms == commune.clock.now_ms()


def test_several_destinations_must_be_told_apart(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, office = pair
    enrol(make_desk(tmp_path, 2, pv=224615), office)
    with pytest.raises(Correctable, match="which_peer"):
        office.exchange.export(None, tmp_path)
    with pytest.raises(Correctable, match="unknown_peer"):
        office.exchange.export(new_id(), tmp_path)


def test_an_office_without_communes_says_so(tmp_path: Path) -> None:
    office = make_desk(tmp_path, 9, "office", OFFICE_PV)
    with pytest.raises(Correctable, match="nobody_enrolled"):
        office.exchange.export(None, tmp_path)


def test_an_answer_introduces_the_offices_officers_once(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    first = office.exchange.export(commune.id, tmp_path)
    assert first[0].operations == 1
    office.exchange.export(commune.id, tmp_path)
    with office.store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name FROM officer WHERE pv = ? ORDER BY name", (PV,)
        ).all()
    assert rows == [("Cán bộ 9",)]
    commune.exchange.import_files([first[0].path])
    with commune.store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM officer ORDER BY name").all()
    assert names == [("Cán bộ 1",), ("Cán bộ 9",)]


def test_progress_tells_how_many_files_are_done(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    seen: list[tuple[int, int]] = []
    made = [commune.exchange.export(None, tmp_path)[0].path for _ in range(2)]
    office.exchange.import_files(made, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 2), (2, 2)]


def test_an_office_counts_what_goes_to_each_commune(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    other = make_desk(tmp_path, 2, pv=224615)
    enrol(other, office)
    with office.store.write(office.session.officer) as work:
        work.create("notice", {"title": "Nhắc"}, pv=PV)
        work.commit()
    assert office.exchange.outgoing(commune.id).topics == {"notices": 1}
    assert office.exchange.outgoing(other.id).topics == {}
    assert office.exchange.outgoing().topics == {"notices": 1}
    told = office.exchange.outgoing()
    assert office.exchange.unsent() == Unsent(told.operations, told.since_ms)


def test_files_on_a_stick_that_are_for_us_and_new(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    stick = tmp_path / "stick"
    stick.mkdir()
    [made] = commune.exchange.export(None, stick)
    (stick / "other.tgxh").write_bytes(b"not a bundle")
    assert office.exchange.waiting_files(stick) == [made.path]
    assert commune.exchange.waiting_files(stick) == []
    assert office.exchange.waiting_files(tmp_path / "pulled") == []
    office.exchange.import_files([made.path])
    assert office.exchange.waiting_files(stick) == []


def test_the_newest_arrival_stands_first_also_within_a_millisecond(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    files = []
    for _round in range(4):
        commune.person()
        files += [one.path for one in commune.exchange.export(None, tmp_path)]
    for path in files:
        office.exchange.import_files([path])
    told = office.exchange.received()
    assert len({one.received_ms for one in told}) == 1  # the clock stands still
    assert [one.name for one in told] == [path.name for path in reversed(files)]


def test_restricted_bundles_are_numbered_by_themselves_and_say_so(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, _ = pair
    with commune.store.write(commune.session.officer) as work:
        work.create(
            "restricted_fact",
            {"subject_kind": "person", "subject": new_id(), "kind": "hiv", "value": "co"},
        )
        work.create("person", {"name": "Bế Văn Chính"})
        work.commit()
    commune.exchange.export(None, tmp_path)
    assert {(one.number, one.restricted) for one in commune.exchange.sent()} == {
        (1, False),
        (1, True),
    }
    assert [one.restricted for one in commune.uncleared().exchange.sent()] == [False]


def test_a_stick_that_fails_costs_no_other_file(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    first, second = (commune.exchange.export(None, tmp_path)[0].path for _ in range(2))
    real = os.read

    def read(number: int, size: int) -> bytes:
        if Path(f"/proc/self/fd/{number}").resolve() == first:
            raise OSError(5, "failing on purpose")
        return real(number, size)

    if Path("/proc/self/fd").is_dir():
        monkeypatch.setattr(os, "read", read)
    else:
        first.unlink()
    unread, taken = office.exchange.import_files([first, second])
    monkeypatch.undo()
    assert (unread.state, taken.state) == ("unread", "new")
    assert unread.reason
    gone, known = office.exchange.import_files([tmp_path / "gone.tgxh", second])
    assert (gone.state, known.state) == ("unread", "known")
    with pytest.raises(Correctable, match="not_a_file"):
        office.exchange.import_files([tmp_path / "gone.tgxh"])


def test_a_known_file_is_not_copied_again(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, office = pair
    [made] = commune.exchange.export(None, tmp_path)
    [first] = office.exchange.import_files([made.path])
    monkeypatch.setattr(exchange, "copy_in", None)
    [again] = office.exchange.import_files([made.path])
    assert (first.state, again.state) == ("new", "known")
    assert again.check_words == first.check_words == made.check_words


def test_taking_in_stops_between_two_files(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    made = [commune.exchange.export(None, tmp_path)[0].path for _ in range(3)]
    seen: list[int] = []
    outcomes = office.exchange.import_files(
        made, progress=lambda done, of: seen.append(done), stop=lambda: len(seen) == 2
    )
    assert [one.state for one in outcomes] == ["new", "new"]
    assert [one.state for one in office.exchange.import_files(made)] == ["known", "known", "new"]


def test_a_folder_that_is_closed_is_told(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, office = pair

    def closed(folder: Path) -> None:
        raise OSError(5, "failing on purpose")

    monkeypatch.setattr(bundles, "bundles_in", closed)
    with pytest.raises(Environment, match="file_unreadable"):
        office.exchange.import_files([tmp_path])
