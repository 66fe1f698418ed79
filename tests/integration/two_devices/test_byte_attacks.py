"""Whatever is done to a bundle on its way, it is refused whole, and the honest one still joins.

``python3 run.py attacks --times 500`` plays as many as are wanted.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.fakes.byte_attacks import ATTACKS, scene
from tools.attacks import taken_in


def test_sixty_attacks_change_nothing(tmp_path: Path) -> None:
    stations, counts = scene(tmp_path), Counter[str]()
    assert list(taken_in(stations, range(60), counts)) == []
    assert {one.split(",")[0] for one in counts} == {*ATTACKS, "replay"}
    assert any("bad_signature" in one for one in counts if one.startswith("forward"))
    for desk in (stations.commune, stations.office, stations.third):
        spool = desk.folder / "spool"
        assert list(spool.iterdir()) == []
    honest = []
    for path, target in stations.files.values():
        honest += [one.state for one in target.exchange.import_files([path])]
    assert honest == ["new"] * len(stations.files)
    assert len(honest) >= 4
