"""One document after the other: the next, a known one, another with the same number, a gap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection

from app.core.errors import Correctable, Untrusted
from app.sync import limits, trust_store, trust_updates
from app.sync.reject import Reject
from tests.factories import OFFICER, PV, open_store
from tests.fakes import stations
from tests.fakes.stations import COMMUNE, root, root_signed

PEER = trust_store.Device(
    UUID(bytes=COMMUNE.device), "", PV, "active", stations.certificate(COMMUNE), b""
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """Versions 2, 3 and 4 are kept; 4 is in force."""
    with open_store(tmp_path).write(OFFICER) as work:
        for version in (2, 3, 4):
            trust_store.keep_root(work.connection, root(version))
        yield work.connection


@pytest.mark.parametrize(("theirs", "count"), [(None, 3), (1, 3), (3, 1), (4, 0), (9, 0), (0, 0)])
def test_the_peer_gets_what_it_lacks_without_a_gap(
    connection: Connection, theirs: int | None, count: int
) -> None:
    if theirs is not None:
        trust_store.note_peer_version(connection, PEER.id, theirs)
    assert len(trust_updates.offer(connection, PEER)) == count


def test_the_next_is_taken_and_known_ones_are_passed_over(connection: Connection) -> None:
    now = root(4)
    assert trust_updates.step(connection, now, root_signed(5)).version == 5
    for version in (1, 2, 3, 4):  # 1 was before our time
        assert trust_updates.step(connection, now, root_signed(version)) is now


@pytest.mark.parametrize(
    ("signed", "code"),
    [
        (root_signed(6), "trust_gap"),
        (root_signed(3, expires="2031-01-01"), "two_truths"),
        (root_signed(4, expires="2031-01-01"), "two_truths"),
        (root_signed(3, seeds=[COMMUNE.seed], expires="2031-01-01"), "not_enough_signatures"),
        (root_signed(5, seeds=[COMMUNE.seed]), "not_enough_signatures"),
        (bytes(limits.MAX_DOCUMENT + 1), "too_large"),
        (b"\x90", "malformed"),
    ],
)
def test_anything_else_is_refused(connection: Connection, signed: bytes, code: str) -> None:
    with pytest.raises(Reject) as refused:
        trust_updates.step(connection, root(4), signed)
    assert refused.value.code == code


def test_what_was_seen_once_has_to_come_back(connection: Connection) -> None:
    for version in (3, 4):  # known here
        trust_store.note_seen(connection, version)
        assert trust_store.missing_version(connection) is None
        trust_updates.require_newest(connection, root(4))
        trust_updates.require_nothing_missing(connection)
    for version in (6, 5):  # it never goes down
        trust_store.note_seen(connection, version)
        assert trust_store.missing_version(connection) == 6
    for reached in (root(4), root(5)):
        with pytest.raises(Untrusted, match="trust_set_back"):
            trust_updates.require_newest(connection, reached)
    with pytest.raises(Correctable, match="trust_set_back"):
        trust_updates.require_nothing_missing(connection)
    trust_updates.require_newest(connection, root(6))
    trust_store.keep_root(connection, root(6))
    assert trust_store.missing_version(connection) is None


def test_given_up_is_not_asked_for_again(connection: Connection) -> None:
    trust_store.note_seen(connection, 5)
    trust_store.give_up_missing(connection)
    assert trust_store.missing_version(connection) is None
    trust_store.note_seen(connection, 5)
    assert trust_store.missing_version(connection) is None
    trust_store.note_seen(connection, 6)
    assert trust_store.missing_version(connection) == 6
