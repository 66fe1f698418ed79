"""The service as a whole; two stations and a courier are in tests/integration/two_devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_progress_tells_how_many_files_are_done(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    seen: list[tuple[int, int]] = []
    made = [commune.exchange.export(None, tmp_path)[0].path for _ in range(2)]
    office.exchange.import_files(made, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 2), (2, 2)]
