from __future__ import annotations

from pathlib import Path
from uuid import UUID

from app.storage.streams import StreamBook
from app.sync.parcel import Parcel, Stretch, decode_ranges, encode_ranges
from tests.factories import open_store


def test_ranges_are_remembered_as_they_were_sent(tmp_path: Path) -> None:
    with open_store(tmp_path).read() as connection:
        first, second, _ = StreamBook(connection)
    parcel = Parcel(
        "base",
        (Stretch(first, 1, 7, b"", b""), Stretch(second, 3, 3, b"", b"")),
        (),
    )
    assert parcel.operations == 8
    found = decode_ranges(encode_ranges(parcel))
    assert [(one.stream_id, one.first, one.last) for one in found] == [
        (first.id, 1, 7),
        (second.id, 3, 3),
    ]
    assert isinstance(found[0].stream_id, UUID)


def test_an_empty_parcel_only_tells_what_arrived() -> None:
    empty = Parcel("base", (), ())
    assert empty.operations == 0
    assert decode_ranges(encode_ranges(empty)) == []
