"""The printed sheet: every word with its number, on one page, with marks rightly kept."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.errors import Environment
from app.ui.screens.first_run.recovery_sheet import write_sheet
from tests.fakes.heavy import WORDS


def text_of(path: Path) -> str:
    """The sheet's text as a reader of PDF finds it."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, timeout=30
    )
    return unicodedata.normalize("NFC", done.stdout.decode())


def test_every_word_is_on_one_page(dressed_app: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "tờ.pdf"
    write_sheet(path, unit="xã Cư Jút, tỉnh Lâm Đồng", words=WORDS)
    text = text_of(path)
    assert text.count("\f") == 1
    flat = "".join(text.split())  # readers of PDF guess the blanks
    assert "xãCưJút,tỉnhLâmĐồng" in flat
    for place, word in enumerate(WORDS):
        assert f"{place + 1}.{word}" in flat


def test_where_nothing_can_be_written_it_says_what_to_do(
    dressed_app: QApplication, tmp_path: Path
) -> None:
    with pytest.raises(Environment) as caught:
        write_sheet(tmp_path / "nowhere" / "a.pdf", unit="xã Cư Jút", words=WORDS)
    assert caught.value.code == "sheet_unwritable"
