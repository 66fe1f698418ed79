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


def test_plurals_follow_the_folders_language(folder: Path, tmp_path: Path) -> None:
    """A header that forgets the language must not bring English plurals back."""
    plural = '\nmsgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} ngày"\n'
    (folder / "core.po").write_text(WORDS + plural, encoding="utf-8")
    compile_changed(tmp_path)
    with (folder / "core.mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert {words.ngettext("{n} day", "{n} days", n) for n in (0, 1, 2)} == {"{n} ngày"}
