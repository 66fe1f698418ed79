"""A small demo, played once for all tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.services.demo import tour
from app.services.demo.tour import Round
from app.services.invented.communes import plan_province

ON = date(2025, 11, 10)


@dataclass(frozen=True, slots=True)
class Played:
    round: Round
    bundles: Path


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("demo")
    before = os.environ.get("ANSINH_STATE")
    os.environ["ANSINH_STATE"] = str(folder / "state")
    found = tour.play(
        folder / "stations",
        folder / "bundles",
        plan_province(on=ON, persons=160, communes=1),
        province="68",
        on=ON,
        workers=1,
        note=lambda words: None,
    )
    yield Played(found, folder / "bundles")
    found.close()
    if before is None:
        del os.environ["ANSINH_STATE"]
    else:
        os.environ["ANSINH_STATE"] = before
