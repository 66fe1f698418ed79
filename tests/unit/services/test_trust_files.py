from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services import trust_files
from app.sync.limits import MAX_DOCUMENT


def test_a_file_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "request.tgxq"
    trust_files.save(path, b"one")
    trust_files.save(path, b"two")
    assert trust_files.load(path) == b"two"
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


def test_only_a_small_file_can_be_a_document(tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(bytes(MAX_DOCUMENT + 1))
    for path in (large, tmp_path, tmp_path / "missing"):
        with pytest.raises(Correctable, match="not_an_enrolment_file"):
            trust_files.load(path)
