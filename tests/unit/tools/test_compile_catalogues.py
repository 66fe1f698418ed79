"""Only what changed is compiled, and nothing outlives its source."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from tools.compile_catalogues import compile_changed

WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "a"\nmsgstr "ă"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Catalogues of one language."""
    words = tmp_path / "vi" / "LC_MESSAGES"
    words.mkdir(parents=True)
    (words / "core.po").write_text(WORDS, encoding="utf-8")
    return words


def test_a_catalogue_is_compiled_once(folder: Path, tmp_path: Path) -> None:
    assert compile_changed(tmp_path) == 1
    with (folder / "core.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("a") == "ă"
    assert compile_changed(tmp_path) == 0
    assert not list(folder.glob("*.part"))


def test_a_change_is_compiled_again(folder: Path, tmp_path: Path) -> None:
    compile_changed(tmp_path)
    (folder / "core.po").write_text(WORDS.replace("ă", "ơ"), encoding="utf-8")
    later = (folder / "core.mo").stat().st_mtime_ns + 1_000_000_000
    os.utime(folder / "core.po", ns=(later, later))
    assert compile_changed(tmp_path) == 1
    with (folder / "core.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("a") == "ơ"


def test_what_lost_its_source_goes(folder: Path, tmp_path: Path) -> None:
    compile_changed(tmp_path)
    (folder / "core.po").unlink()
    compile_changed(tmp_path)
    assert not list(folder.iterdir())
