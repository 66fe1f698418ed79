"""What most exchanges between two stations begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.courier import Courier
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    """A commune's laptop and its office, enrolled."""
    return make_pair(tmp_path)


@pytest.fixture
def courier(tmp_path: Path) -> Courier:
    """The way between stations."""
    return Courier(tmp_path / "way")
