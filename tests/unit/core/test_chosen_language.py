from __future__ import annotations

from pathlib import Path

import pytest

from app.core import chosen_language
from app.core.paths import state_folder


def test_what_was_chosen_is_there_at_the_next_start() -> None:
    assert chosen_language.kept() is None
    chosen_language.keep("en")
    assert chosen_language.kept() == "en"
    chosen_language.keep("vi")
    assert chosen_language.kept() == "vi"


@pytest.mark.parametrize("found", [b"", b"fr", b"\xff\xfe\x00", b"en vi"])
def test_what_makes_no_sense_is_no_choice(found: bytes) -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / chosen_language.FILE).write_bytes(found)
    assert chosen_language.kept() is None


def test_a_folder_that_cannot_be_written_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("ANSINH_STATE", str(tmp_path / "file"))
    chosen_language.keep("en")
    assert chosen_language.kept() is None
