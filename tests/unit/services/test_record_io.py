"""Files of records: whole or not at all, and twice changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.services.record_io import RecordIO
from tests.fakes.desk import Desk, open_desk
from tests.fakes.record_files import REGISTER, line, results, write


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def test_a_whole_register_and_the_same_file_again(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, *REGISTER)
    answers = RecordIO(desk.store, desk.session).apply(path)
    assert [one.result for one in answers] == ["new"] * len(REGISTER)
    assert answers[2].as_json() == {
        "line": 3, "key": "p-1", "id": str(answers[2].id), "result": "new",
    }  # fmt: skip
    households = RecordIO(desk.store, desk.session).rows("household")
    assert households[0]["head"] == str(answers[2].id)
    assert households[0]["key"] == "h-1"
    assert results(desk, path) == {"same": len(REGISTER)}
    changed = write(tmp_path, line("person", "p-1", phone="0912 000 417"))
    assert results(desk, changed) == {"changed": 1}
    case = RecordIO(desk.store, desk.session).rows("emergency_case")[0]
    assert (case["state"], case["received_at"]) == ("received", "2025-11-13T08:00")


def test_restricted_kinds_need_the_right(desk: Desk, tmp_path: Path) -> None:
    closed = RecordIO(desk.store, desk.uncleared())
    for kept in ("restricted_fact", "protection_case"):
        with pytest.raises(Correctable) as told:
            closed.rows(kept)
        assert told.value.code == "not_cleared"
    with pytest.raises(Correctable) as told:
        closed.apply(write(tmp_path, *REGISTER))
    assert told.value.params["line"] == 7


def test_a_file_that_is_not_there(desk: Desk, tmp_path: Path) -> None:
    paths = [tmp_path / "none.jsonl", tmp_path]
    if hasattr(os, "mkfifo"):  # opening a pipe would wait for ever
        os.mkfifo(tmp_path / "pipe.jsonl")
        paths.append(tmp_path / "pipe.jsonl")
    for path in paths:
        with pytest.raises(Correctable):
            RecordIO(desk.store, desk.session).apply(path)
    with pytest.raises(Correctable):
        RecordIO(desk.store, desk.session).rows("officer")
