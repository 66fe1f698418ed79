from __future__ import annotations

from pathlib import Path

from app.oplog.kinds import BY_NAME
from app.storage.queries.outgoing import Beyond, beyond
from app.storage.streams import StreamBook
from tests.factories import OFFICER, open_store


def test_rows_and_changes_beyond_a_number(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        person = work.create("person", {"name": "Bế Văn Chính"})
        work.edit("person", person, {"note": "a"})
        work.edit("person", person, {"note": "b"})
        work.create("village", {"name": "Thôn 3"})
        work.create("restricted_fact", {"kind": "hiv"})
        work.commit()
    people, villages = BY_NAME["person"].number, BY_NAME["village"].number
    hidden = BY_NAME["restricted_fact"].number
    with store.read() as connection:
        base = next(one.number for one in StreamBook(connection) if one.seq == 4)
        case = next(one.number for one in StreamBook(connection) if one.seq == 1)
        assert beyond(connection, {base: 0}) == [Beyond(villages, 1, 1), Beyond(people, 1, 3)]
        assert beyond(connection, {base: 2}) == [Beyond(villages, 1, 1), Beyond(people, 1, 1)]
        assert beyond(connection, {base: 4, case: 0}) == [Beyond(hidden, 1, 1)]
        assert beyond(connection, {}) == []
