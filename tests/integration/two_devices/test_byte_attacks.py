"""Whatever is done to a bundle on its way, it is refused whole, and the honest one still joins.

``python3 run.py attacks --times 5000`` plays as many as are wanted.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app.sync.manifest import SegmentKind
from tests.fakes.byte_attacks import ATTACKS, scene
from tests.fakes.forged_bundles import taken_apart
from tools.attacks import taken_in

TOGETHER = 100


@pytest.mark.parametrize("first", range(0, 500, TOGETHER))
def test_five_hundred_attacks_change_nothing(tmp_path: Path, first: int) -> None:
    stations, counts = scene(tmp_path), Counter[str]()
    assert list(taken_in(stations, range(first, first + TOGETHER), counts)) == []
    assert {one.split(",")[0] for one in counts} == {*ATTACKS, "replay"}
    assert any("bad_signature" in one for one in counts if one.startswith("forward"))
    for desk in (stations.commune, stations.office, stations.third):
        spool = desk.folder / "spool"
        assert list(spool.iterdir()) == []
    honest = []
    for path, target in stations.files.values():
        honest += [one.state for one in target.exchange.import_files([path])]
    assert honest == ["new"] * len(stations.files)
    assert len(honest) >= 5


def test_every_kind_of_segment_is_among_the_files(tmp_path: Path) -> None:
    stations = scene(tmp_path)
    every = (*stations.files.values(), *stations.arrived.values())
    found = {one.kind for path, desk in every for one in taken_apart(path, desk).segments}
    travelling = {SegmentKind.OPS, SegmentKind.POLICY, SegmentKind.TRUST, SegmentKind.TOTALS}
    assert found >= travelling | {SegmentKind.FORK}
