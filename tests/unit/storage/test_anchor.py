"""A database that went back in time is noticed; one that went on is left in peace."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Environment
from app.core.paths import data_folder, state_folder
from app.storage.anchor import (
    AnchorPoint,
    AnchorState,
    anchor_path,
    compare_anchor,
    read_anchor,
    write_anchor,
)

DATABASE = UUID("01939f2c-0000-7000-8000-000000000001")
BASE, CASE = UUID(int=1), UUID(int=2)


def chain(stream: UUID, seq: int, branch: int = 0) -> bytes:
    return bytes([stream.int, seq, branch]).ljust(32, b"\0")


def point(stream: UUID, seq: int, branch: int = 0) -> AnchorPoint:
    return AnchorPoint(stream, seq, chain(stream, seq, branch))


class Log:
    """A database's log that reaches ``have`` in each stream."""

    def __init__(self, have: dict[UUID, int]) -> None:
        self.have = have

    def chain_at(self, stream: UUID, seq: int) -> bytes | None:
        return chain(stream, seq) if seq <= self.have.get(stream, 0) else None


@pytest.mark.parametrize("durable", [True, False])
def test_written_is_read_again(durable: bool) -> None:
    assert read_anchor(DATABASE) is None
    for seq in (1, 2, 200):
        write_anchor(DATABASE, [point(CASE, 7), point(BASE, seq)], durable=durable)
        assert read_anchor(DATABASE) == (point(BASE, seq), point(CASE, 7))


def test_it_lies_outside_the_data_folder() -> None:
    path = anchor_path(DATABASE)
    assert path.is_relative_to(state_folder())
    assert not path.is_relative_to(data_folder())


def test_it_holds_ids_and_numbers_only() -> None:
    write_anchor(DATABASE, [point(BASE, 1)])
    content = json.loads(anchor_path(DATABASE).read_bytes())
    assert sorted(content) == ["database", "format", "streams"]
    assert sorted(content["streams"][0]) == ["chain", "seq", "stream"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff", b"[]", b'{"format":2,"database":"x"}', b"[" * 50_000],
)
def test_unreadable_note_counts_as_none(content: bytes) -> None:
    write_anchor(DATABASE, [point(BASE, 1)])
    anchor_path(DATABASE).write_bytes(content)
    assert read_anchor(DATABASE) is None


def test_note_about_another_database_counts_as_none() -> None:
    write_anchor(BASE, [point(BASE, 1)])
    anchor_path(BASE).rename(anchor_path(DATABASE))
    assert read_anchor(DATABASE) is None


@pytest.mark.parametrize(
    ("points", "have", "state"),
    [
        (None, {BASE: 5}, AnchorState.MISSING),
        ((), {BASE: 5}, AnchorState.MATCHES),
        ((point(BASE, 5),), {BASE: 5}, AnchorState.MATCHES),
        ((point(BASE, 4),), {BASE: 5}, AnchorState.MATCHES),
        ((point(BASE, 5),), {BASE: 4}, AnchorState.BEHIND),
        ((point(BASE, 5),), {}, AnchorState.BEHIND),
        ((point(BASE, 5), point(CASE, 1)), {BASE: 5}, AnchorState.BEHIND),
        ((point(BASE, 5, 1),), {BASE: 5}, AnchorState.CONTRADICTS),
        ((point(BASE, 3, 1),), {BASE: 5}, AnchorState.CONTRADICTS),
        ((point(BASE, 9), point(CASE, 1, 1)), {BASE: 5, CASE: 1}, AnchorState.CONTRADICTS),
    ],
)
def test_comparing(
    points: tuple[AnchorPoint, ...] | None, have: dict[UUID, int], state: AnchorState
) -> None:
    report = compare_anchor(points, Log(have).chain_at)
    assert report.state is state
    assert bool(report.points) is (state in (AnchorState.BEHIND, AnchorState.CONTRADICTS))


def test_state_folder_that_cannot_be_made_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("ANSINH_STATE", str(tmp_path / "file" / "state"))
    with pytest.raises(Environment):
        write_anchor(DATABASE, [point(BASE, 1)])
    assert read_anchor(DATABASE) is None
