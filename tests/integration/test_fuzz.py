"""A little fuzzing of every decoder, the same each time, and all that ever escaped one.

``python -m tools.fuzz`` does as much of it as is wanted.
"""

from __future__ import annotations

from itertools import repeat
from pathlib import Path

import pytest

from app.core.errors import AppError
from tests.fakes.outside_bytes import READERS, SIGNED, Reader
from tests.fakes.station_readers import station_readers
from tools.fuzz import CORPUS, Fuzzing, escape, watched

ROUNDS = 150


@pytest.fixture(scope="module")
def stations(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, ...]:
    return station_readers(tmp_path_factory.mktemp("fuzzed"))


def rounds(reader: Reader, count: int, folder: Path) -> Fuzzing:
    fuzzing, left = Fuzzing(reader, 1, folder), repeat(None, count)
    fuzzing.go(more=lambda: next(left, 0) is None)
    return fuzzing


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.name)
def test_what_is_good_is_read_and_nothing_escapes(reader: Reader, tmp_path: Path) -> None:
    found = rounds(reader, ROUNDS, tmp_path)
    assert found.escapes == []
    assert found.tried == ROUNDS
    assert found.lines


@pytest.mark.parametrize("number", [0, 1])
def test_nothing_escapes_a_station(
    stations: tuple[Reader, ...], tmp_path: Path, number: int
) -> None:
    assert rounds(stations[number], 60, tmp_path).escapes == []


def test_what_ever_escaped_is_read(stations: tuple[Reader, ...], tmp_path: Path) -> None:
    by_name = {one.name.replace(" ", "-"): one for one in (*READERS, *stations)}
    for path in sorted(CORPUS.glob("*/*.bin")):
        assert escape(by_name[path.parent.name], path.read_bytes(), tmp_path) is None, path


def test_examples_reach_the_end_of_their_decoder(tmp_path: Path) -> None:
    """Else everything would be turned away at the door."""
    refused = []
    for reader in READERS:
        for raw in reader.good[:1]:
            try:
                reader.read(raw, tmp_path)
            except AppError as error:
                refused.append((reader.name, error.code))
    assert refused == [("key file", "keys_changed")]  # its seal is of a key nobody knows here


def test_an_escape_would_be_seen(tmp_path: Path) -> None:
    def broken(raw: bytes, _: Path) -> object:
        return raw.decode("ascii")

    reader = Reader("broken", [b"abc"], broken)
    assert rounds(reader, 50, tmp_path).escapes
    assert isinstance(escape(reader, b"\xff", tmp_path), UnicodeDecodeError)


def test_lines_of_the_program_are_watched() -> None:
    lines: set[tuple[str, int]] = set()
    with watched(lines):
        AppError.__subclasses__()
        raw, read = SIGNED["root"]
        read(raw)
    assert any(name.endswith("trust.py") for name, _ in lines)
