"""Numbers: living rows by kind, the restricted ones for those alone who may know of them."""

from __future__ import annotations

from pathlib import Path

from app.oplog.operation import Action, Operation, Write, encode
from app.oplog.registry import Channel
from app.storage.census import living_rows, operations_by_status
from tests.factories import OFFICER, PV, device, open_store, open_stream


def test_living_rows_and_operations(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        for name in "ABC":
            row = work.create("person", {"name": name})
        work.delete("person", row)
        work.create("restricted_fact", {"kind": "hiv"})
        newer = Operation(
            1, 1, 1, 99, bytes(16), Action.EDIT, 4, PV, bytes(16), [Write(1, "?", [])]
        )
        work.receive(open_stream(work, device(2), Channel.BASE), encode(newer))
        work.commit()
    with store.read() as connection:
        assert living_rows(connection, cleared=False) == {"person": 2}
        assert living_rows(connection, cleared=True) == {"person": 2, "restricted_fact": 1}
        everything = operations_by_status(connection, cleared=True)
        assert everything == {"folded": 5, "unknown": 1}
        assert operations_by_status(connection, cleared=False) == {"folded": 4, "unknown": 1}
