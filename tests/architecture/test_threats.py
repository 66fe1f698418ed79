"""Every threat names an answer that is in the code and tests that are in the suite."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "threats.md"
PLACE = re.compile(r"`((?:app|tests)/[^`]+\.py)` \(([^)]+)\)")
LEAST = 43


def rows() -> dict[str, list[str]]:
    """The cells of the table by the name of the threat."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[one.strip() for one in line.strip("|").split("|")] for line in lines if "|" in line]
    return {row[0]: row for row in cells if re.fullmatch(r"T\d+", row[0])}


@cache
def names_in(path: Path) -> frozenset[str]:
    """Functions, classes and constants of a module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {one.id for one in node.targets if isinstance(one, ast.Name)}
    return frozenset(found)


def missing(cell: str) -> list[str]:
    """What a cell names and nobody can find."""
    return [
        f"{path} ({name})"
        for path, names in PLACE.findall(cell)
        for name in names.split(", ")
        if not (ROOT / path).is_file() or name not in names_in(ROOT / path)
    ]


def test_none_is_left_out() -> None:
    assert list(rows()) == [f"T{number}" for number in range(1, LEAST + 1)]


@pytest.mark.parametrize("threat", rows())
def test_answer_and_test_are_there(threat: str) -> None:
    _, words, answer, where, shown = rows()[threat]
    assert words
    assert answer
    for cell, folder in ((where, "app/"), (shown, "tests/")):
        assert [path for path, _ in PLACE.findall(cell) if path.startswith(folder)]
        assert [path for path, _ in PLACE.findall(cell) if not path.startswith(folder)] == []
    for _, names in PLACE.findall(shown):
        assert all(name.startswith("test_") for name in names.split(", "))
    assert missing(where) + missing(shown) == []


def test_what_is_not_there_is_found() -> None:
    assert missing("`app/version.py` (nobody), `tests/none.py` (test_x)") == [
        "app/version.py (nobody)",
        "tests/none.py (test_x)",
    ]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    wanted = [one for one in text.splitlines() if one.strip() and not one.lstrip().startswith("#")]
    pinned = [one for one in wanted if not one.startswith("-r ")]
    assert len(pinned) > 10
    assert [one for one in pinned if "==" not in one or "--hash=sha256:" not in one] == []
