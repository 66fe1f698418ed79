"""What is sent; what two whole stations do with it is in tests/integration/two_devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import Correctable
from app.core.ids import new_id
from app.oplog.registry import Channel
from app.storage.streams import StreamBook
from app.sync import limits
from app.sync.sending import send
from app.sync.steps import collect_changes
from tests.fakes.desks import Desk, make_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    return make_pair(tmp_path)


def test_every_send_makes_at_least_one_bundle(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, office = pair
    [sent] = send(
        office.store, office.session.officer, commune.id, tmp_path, channels=("base", "case")
    )
    assert (sent.channel, sent.operations, sent.sending.number) == ("base", 0, 1)
    assert sent.written.path.name.startswith("TGXH_224611_20260803-0800_")


def test_what_is_entered_while_a_file_is_written_goes_next_time(
    pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_OPS", 3)
    monkeypatch.setattr(collect_changes, "ROOM", 1)
    commune, office = pair
    for number in range(6):
        commune.person(f"Người thứ {number}")
    busy: list[int] = []

    def watch(step: str, size: int, of: int) -> None:
        busy.append(commune.store._engine.pool.checkedout())  # type: ignore[attr-defined]  # a QueuePool
        if len(busy) == 1:
            commune.person("Người đến sau")

    sent = list(
        send(
            commune.store,
            commune.session.officer,
            office.id,
            tmp_path,
            channels=("base",),
            watch=watch,
        )
    )
    assert len(sent) > 1
    assert set(busy) == {0}
    with commune.store.read() as connection:
        had = sum(one.operations for one in sent)
        own = [one for one in StreamBook(connection) if one.device == commune.id]
        assert sum(one.seq for one in own if one.origin.channel is Channel.BASE) == had + 1


def test_nobody_sends_to_itself_or_to_strangers(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    commune, _ = pair
    for peer in (commune.id, new_id()):
        sending = send(commune.store, commune.session.officer, peer, tmp_path, channels=("base",))
        with pytest.raises(Correctable, match="unknown_peer"):
            list(sending)
