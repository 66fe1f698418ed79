"""Compiled source is kept like a module's, and believed for that very source only."""

from __future__ import annotations

import sys
from pathlib import Path
from types import CodeType

import pytest

from app.ui import kept_code
from app.ui.kept_code import KeptCode

SOURCE = b"answer = 42"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a module that Python may keep bytecode beside."""
    monkeypatch.setattr(kept_code, "__file__", str(tmp_path / "kept_code.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    made = tmp_path / "__pycache__"
    made.mkdir()
    return made


def kept(*sources: bytes) -> KeptCode:
    made = KeptCode("archive")
    for source in sources:
        made.code(source, "theirs.py")
    made.save()
    return made


def value(code: CodeType) -> object:
    found: dict[str, object] = {}
    exec(code, found)
    return found["answer"]


def test_what_was_compiled_once_is_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(SOURCE)
    (file,) = place.iterdir()
    assert file.name == f"archive.{sys.implementation.cache_tag}.code"
    monkeypatch.delattr(kept_code, "compile_plainly")
    assert value(KeptCode("archive").code(SOURCE, "theirs.py")) == 42


def test_another_source_is_compiled_and_kept(place: Path) -> None:
    kept(SOURCE)
    newer = b"answer = 43"
    assert value(kept(newer).code(newer, "theirs.py")) == 43
    assert value(KeptCode("archive").code(newer, "theirs.py")) == 43
    assert len(list(place.iterdir())) == 1


def test_nothing_is_written_when_nothing_is_new(place: Path) -> None:
    kept(SOURCE)
    (file,) = place.iterdir()
    before = file.stat().st_mtime_ns
    kept(SOURCE)
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", [b"", b"\0" * 64, b"\xff"])
def test_a_damaged_file_is_made_anew(place: Path, damage: bytes) -> None:
    kept(SOURCE)
    (file,) = place.iterdir()
    file.write_bytes(damage)
    assert value(kept(SOURCE).code(SOURCE, "theirs.py")) == 42
    assert file.read_bytes() != damage


def test_python_may_be_told_to_write_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept(SOURCE)
    assert list(place.iterdir()) == []


def test_a_folder_that_takes_no_file_harms_nothing(place: Path) -> None:
    place.rmdir()
    assert value(kept(SOURCE).code(SOURCE, "theirs.py")) == 42
