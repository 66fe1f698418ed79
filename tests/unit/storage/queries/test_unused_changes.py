"""What lies in the log without being in use is found by the rows that it names."""

from __future__ import annotations

from pathlib import Path

from app.oplog.kinds import BY_NAME
from app.oplog.operation import Action, Operation, Write, encode
from app.oplog.registry import Channel
from app.storage.queries.unused_changes import naming
from app.storage.streams import StreamBook
from tests.factories import OFFICER, PV, device, open_store, open_stream


def test_only_what_is_not_in_use_and_names_the_row(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        person = work.create("person", {"name": "Bế Văn Chính"})
        work.create("fact", {"subject": person, "kind": "poverty"})
        stream = open_stream(work, device(2), Channel.BASE)
        raws = [b"no operation at all"]
        for schema, row in ((1, person.bytes), (2, person.bytes), (2, bytes(16))):
            operation = Operation(
                1, len(raws) + 1, 1, schema, bytes(16), Action.EDIT, BY_NAME["fact"].number, PV,
                bytes(15) + bytes([len(raws)]), [Write(2, row, [])],
            )  # fmt: skip
            raws.append(encode(operation))
        for raw in raws:
            work.receive(stream, raw)
        work.commit()
    with store.read() as connection:
        streams = StreamBook(connection)
        found = naming(connection, streams, PV, [person.bytes])
        assert [one.operation.seq for one in found] == [3]
        assert naming(connection, streams, PV + 1, [person.bytes]) == []
