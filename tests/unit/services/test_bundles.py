from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import UUID

import pytest

from app.core.errors import Environment, Untrusted
from app.oplog.kinds import BY_NAME, BY_NUMBER
from app.services.bundles import TOPICS, bundles_of, inspect, topics
from app.storage.queries.outgoing import Beyond

VECTOR = Path(__file__).parents[3] / "docs" / "formats" / "vectors" / "bundle-1.tgxh"


def test_the_outside_of_a_bundle() -> None:
    header = inspect(VECTOR)
    assert (header.name, header.size, header.kind) == ("bundle-1.tgxh", VECTOR.stat().st_size, 1)
    assert isinstance(header.bundle, UUID)
    assert len(header.sender_hint) == 16
    assert header.recipient_hints


def test_what_is_no_bundle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.tgxh"
    path.write_bytes(b"no bundle at all")
    with pytest.raises(Untrusted, match="not_a_bundle"):
        inspect(path)
    with pytest.raises(Environment, match="file_unreadable"):
        inspect(tmp_path / "missing.tgxh")


def test_a_folder_stands_for_its_bundles(tmp_path: Path) -> None:
    for name in ("b.tgxh", "a.tgxh", "c.part"):
        shutil.copyfile(VECTOR, tmp_path / name)
    assert [one.name for one in bundles_of(tmp_path)] == ["a.tgxh", "b.tgxh"]
    assert bundles_of(tmp_path / "d.pdf") == [tmp_path / "d.pdf"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "d.tgxh")
    with pytest.raises(Environment, match="file_unreadable"):
        inspect(tmp_path / "d.tgxh")


def test_rows_are_counted_by_topic() -> None:
    number = {name: BY_NAME[name].number for name in ("person", "household", "fact", "officer")}
    found = [Beyond(number[name], rows, 9) for name, rows in zip(number, (3, 2, 1, 8), strict=True)]
    assert topics([*found, Beyond(9999, 1, 1)]) == {"people": 5, "facts": 1}


def test_every_topic_names_real_kinds_once() -> None:
    names = [name for kinds in TOPICS.values() for name in kinds]
    assert len(names) == len(set(names))
    assert set(names) <= {kind.name for kind in BY_NUMBER.values()}
