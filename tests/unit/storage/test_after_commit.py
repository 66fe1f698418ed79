from __future__ import annotations

from pathlib import Path

from app.storage import after_commit
from tests.fakes.desk import open_desk


def test_it_is_told_once_and_not_when_nothing_was_saved(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    told: list[frozenset[str]] = []
    desk.store._committed = lambda streams, asked: told.append(asked)
    with desk.store.write(desk.session.officer) as work:
        after_commit.ask_for(work.connection, "given up")
    with desk.store.write(desk.session.officer) as work:
        after_commit.ask_for(work.connection, "kept")
        work.commit()
    with desk.store.write(desk.session.officer) as work:
        work.commit()
    assert told == [{"kept"}, frozenset()]
