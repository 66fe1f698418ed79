"""Whoever reads only the pages of ``docs/formats`` opens the golden files and comes to the same."""

from __future__ import annotations

import ast
import json
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pyrage
import pytest

from app.oplog.kinds import KINDS
from app.oplog.registry import _SPELLED
from tests.fakes import independent_reader as reader
from tools import golden

STORY = golden.PLACE / "1"
SECOND = STORY / "second"


@cache
def told(folder: Path) -> Any:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@cache
def workstation(folder: Path, name: str) -> reader.Register:
    """A register, opened with nothing but its files and the published passphrase."""
    key = reader.register_key((folder / f"{name}.tgxk").read_bytes(), told(folder)["passphrase"])
    return reader.register(folder / f"{name}.db", key)


@cache
def root() -> reader.Root:
    return reader.root_of((STORY / "root-1.bin").read_bytes(), digits=told(STORY)["root_digits"])


def bundle(path: Path, name: str) -> reader.Bundle:
    secret = workstation(path.parent, name).secret
    return reader.opened(path.read_bytes(), secret=secret, root=root())


def test_it_knows_nothing_of_the_program() -> None:
    assert reader.__file__ is not None
    tree = ast.parse(Path(reader.__file__).read_text(encoding="utf-8"))
    names = {
        name.name if isinstance(node, ast.Import) else node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert not [name for name in names if name.split(".")[0] in {"app", "tests", "tools"}]


def test_the_page_lists_every_kind_and_field() -> None:
    listed = {
        kind.number: (
            kind.name,
            kind.channel.value,
            {
                one.number: (one.name, one.kind.value, one.merge.value, one.act)
                for one in kind.fields
            },
        )
        for kind in KINDS
    }
    assert reader.kinds_on_the_page() == listed
    page = (reader.PAGES / "operations.md").read_text(encoding="utf-8")
    spelled = page.partition("Spelled in one way")[2]
    assert [name for name in _SPELLED if f"`{name}`" not in spelled] == []


@pytest.mark.parametrize("channel", ["base", "case"])
def test_what_a_commune_sent_comes_to_the_rows_it_told_of(channel: str) -> None:
    sent = bundle(STORY / f"{channel}.tgxh", "office")
    assert sent.sender.role == "commune"
    found = reader.told_of(sent.operations, golden.COMMUNE, channel)
    expected = told(STORY)["commune"]["state_hash"][f"{golden.COMMUNE} {channel}"]
    assert found.state_hash.hex() == expected
    backwards = reader.told_of(sent.operations[::-1], golden.COMMUNE, channel)
    assert backwards.segment == found.segment


def test_everything_that_a_commune_holds_stands_in_its_log() -> None:
    commune = workstation(STORY, "commune")
    assert len(commune.operations) == told(STORY)["commune"]["operations"]
    for channel in ("base", "case"):
        found = reader.told_of(commune.operations, golden.COMMUNE, channel)
        expected = told(STORY)["commune"]["state_hash"][f"{golden.COMMUNE} {channel}"]
        assert found.state_hash.hex() == expected


def test_the_answer_brings_trust_and_the_totals_of_that_time() -> None:
    answer = bundle(STORY / "answer-base.tgxh", "commune")
    assert answer.sender.role == "office"
    kinds = [kind for kind, _ in answer.riders]
    assert kinds[0] == reader.TRUST
    newer = reader.root_of(answer.riders[0][1], before=root())
    assert (newer.version, len({one[0] for one in newer.revoked})) == (2, 1)
    [totals] = [payload for kind, payload in answer.riders if kind == reader.OLDER_TOTALS]
    both = [*workstation(STORY, "commune").operations, *answer.operations]
    held = reader.told_of(both, golden.COMMUNE, "base")
    version, pv, channel, rows, operations, whole, _buckets = reader.structure(totals)
    assert (version, pv, channel) == (1, golden.COMMUNE, "base")
    assert (rows, operations) == (len(held.tellings), held.operations)
    assert whole == held.state_hash


def test_a_new_laptop_gets_everything_with_the_first_files() -> None:
    operations = list(workstation(SECOND, "second").operations)
    for channel in ("base", "case"):
        operations += bundle(SECOND / f"first-{channel}.tgxh", "second").operations
    for scope, expected in told(SECOND)["holds"].items():
        pv, _, channel = scope.partition(" ")
        assert reader.told_of(operations, int(pv), channel).state_hash.hex() == expected


def test_the_answer_to_a_copied_disk_tells_totals_and_the_second_history() -> None:
    answer = bundle(SECOND / "forked-base.tgxh", "forked")
    riders = dict(answer.riders)
    ((stream, common, chain),) = reader.structure(riders[reader.FORK])[1]
    own = {(one.id, seq): raw for one, seq, raw in workstation(SECOND, "forked").operations}
    assert (stream, common) in own
    held = [*workstation(SECOND, "forked").operations, *answer.operations]
    found = reader.told_of(held, golden.COMMUNE, "base")
    assert riders[reader.TOTALS] == found.segment
    assert len(chain) == 32


def test_an_order_of_arrival_changes_nothing() -> None:
    operations = workstation(STORY, "commune").operations
    parts = [operations[:9], operations[9:20], operations[20:]]
    segments = {
        reader.told_of([one for part in order for one in part], golden.COMMUNE, "base").segment
        for order in permutations(parts)
    }
    assert len(segments) == 1


def test_a_change_to_a_single_byte_is_noticed() -> None:
    data = bytearray((STORY / "base.tgxh").read_bytes())
    data[-20] ^= 1
    with pytest.raises(pyrage.DecryptError):
        reader.opened(bytes(data), secret=workstation(STORY, "office").secret, root=root())
