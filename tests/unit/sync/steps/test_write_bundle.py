from __future__ import annotations

from pathlib import Path

from app.core.ids import new_id
from app.sync.parcel import Parcel
from app.sync.sink import Sink
from app.sync.steps.write_bundle import Sending, next_number, next_statement, record, write
from tests.factories import OFFICER, PV, device, open_store

NOW = 1_785_718_800_000  # 3/8/2026 08:00 in Vietnam


def fill(out: Sink) -> None:
    out.write(b"content")


def test_numbers_count_for_each_peer_and_channel_statements_for_each_peer(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    peer, other = device(7), device(8)
    with store.write(OFFICER) as work:
        connection = work.connection
        for statement, (channel, number) in enumerate([("base", 1), ("case", 1), ("base", 2)]):
            assert next_number(connection, peer, channel) == number
            assert next_statement(connection, peer, NOW) == NOW + statement
            sending = Sending(new_id(), peer, number, NOW + statement, PV, NOW)
            written = write(tmp_path, sending, fill, watch=lambda step, size: None)
            record(connection, sending, Parcel(channel, (), ()), written)
        assert next_number(connection, other, "base") == 1
        assert next_statement(connection, peer, NOW - 10**9) == NOW + 3
        assert next_statement(connection, other, 5) == 5


def test_the_file_says_scope_and_time(tmp_path: Path) -> None:
    sending = Sending(new_id(), device(7), 1, NOW, PV, NOW)
    written = write(tmp_path, sending, fill, watch=lambda step, size: None)
    assert written.path.name.startswith("TGXH_224611_20260803-0800_")
    assert written.path.read_bytes() == b"content"
