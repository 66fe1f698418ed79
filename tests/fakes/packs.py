"""Figures of invented decrees, and the program's own figures again after each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.paths import resource
from app.policy import parameters

LEVEL = """
[[standard_level]]
from = 2027-07-01
vnd = 650000
legal = "NĐ 20/2021/NĐ-CP Điều 4"
verified = false
"""


@pytest.fixture
def own_figures() -> Iterator[None]:
    """Whatever the test takes into use, the next one begins with the program's own."""
    parameters.use(None)
    yield
    parameters.use(None)


def raised_level(folder: Path) -> Path:
    """A folder with a table of levels that rise on 1/7/2027."""
    folder.mkdir()
    text = resource("policy", "levels.toml").read_text(encoding="utf-8")
    [*_, last] = parameters.shipped().standard_levels
    begin = f"from = {last.first_day.isoformat()}\n"
    assert text.count(begin) >= 1
    text = text.replace(begin, f"{begin}to = 2027-06-30\n", 1)
    (folder / "levels.toml").write_text(text + LEVEL, encoding="utf-8")
    return folder
