from __future__ import annotations

from pathlib import Path

from app.oplog.fold import fold
from app.oplog.kinds import BY_NAME
from app.storage.queries.row_history import of_row, stood_before
from app.storage.streams import StreamBook
from tests.factories import OFFICER, PV, open_store


def test_everything_written_to_one_row(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    kind = BY_NAME["person"]
    with store.write(OFFICER) as work:
        person = work.create("person", {"name": "Bế Văn Chính"})
        work.create("person", {"name": "Nông Văn Lầu"})
        work.edit("person", person, {"name": "Bế Văn Chinh"})
        work.commit()
    with store.read() as connection:
        streams = StreamBook(connection)
        history = of_row(connection, streams, kind, PV, person)
        assert of_row(connection, streams, BY_NAME["fact"], PV, person) == []
        assert of_row(connection, streams, kind, PV + 1, person) == []
    assert [one.operation.seq for one in history] == [1, 3]
    assert fold(history).shown(kind.by_name["name"].number) == "Bế Văn Chinh"


def test_what_stood_before_an_entry_of_a_later_time(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    kind = BY_NAME["allowance"]
    field = kind.by_name["to_month"].number
    with store.write(OFFICER) as work:
        row = work.create("allowance", {"to_month": "2026-12"})
        work.edit("allowance", row, {"to_month": "2026-08"})
        work.commit()
    with store.read() as connection:
        history = of_row(connection, StreamBook(connection), kind, PV, row)
    first, second = sorted(one.operation.hlc for one in history)
    assert stood_before(history, field, "2026-08", first) == "2026-12"
    assert stood_before(history, field, "2026-08", second) == "2026-08"  # it was so by then
    assert stood_before(history, field, "2026-12", first - 1) is None
    assert stood_before(history, field, "2027-01", first) == "2027-01"
    store.close()
