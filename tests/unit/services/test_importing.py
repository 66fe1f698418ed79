"""Files that are given in; two stations and a courier are in integration/two_devices."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.core.errors import Correctable, Environment
from app.services import bundles, importing
from app.sync.spool import copy_in
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


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
    monkeypatch.setattr(importing, "copy_in", None)
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


def test_stopped_within_a_file_nothing_of_it_is_taken(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    commune.person()
    paths = [one.path for one in commune.exchange.export(None, tmp_path)]
    commune.person("Nông Văn Lầu")
    paths += [one.path for one in commune.exchange.export(None, tmp_path)]
    told: list[tuple[int, int]] = []
    before = office.state()
    outcomes = office.exchange.import_files(
        paths, within=lambda read, of: told.append((read, of)), stop=lambda: bool(told)
    )
    assert outcomes == []
    assert office.state() == before
    assert office.exchange.received() == []
    outcomes = office.exchange.import_files(
        paths, within=lambda read, of: told.append((read, of)), stop=lambda: False
    )
    assert [one.state for one in outcomes] == ["new", "new"]
    assert all(0 < read <= of for read, of in told)


def test_a_copy_that_a_power_cut_left_goes_with_the_next_time(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    commune, office = pair
    [made] = commune.exchange.export(None, tmp_path)
    office.exchange.import_files([made.path])
    spool = office.folder / importing.SPOOL
    left = copy_in(made.path, spool)  # taken in, then the power went
    assert list(spool.iterdir()) == [left.path]
    [again] = office.exchange.import_files([made.path])
    assert again.state == "known"
    assert list(spool.iterdir()) == []
    copy_in(made.path, spool)
    assert [one.state for one in office.exchange.take_kept()] == ["known"]
    assert office.exchange.take_kept() == []
