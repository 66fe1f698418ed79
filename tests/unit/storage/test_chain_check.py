"""Chains: computed anew from the signed description, gap by gap and head by head."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, text

from app.models.log import sync_device
from app.oplog.registry import Channel
from app.storage.chain_check import check_chains, device_keys
from app.storage.findings import FindingKind, Findings
from app.storage.store import Store
from app.storage.streams import StreamBook
from tests.factories import OFFICER, PV, device, open_store

GUARDS = ("sync_op_never_changed", "sync_op_never_deleted")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path)
    with store.write(OFFICER) as work:
        for name in "ABCDE":
            work.create("person", {"name": name})
        stream = work.streams.own(device(1), Channel.BASE, PV)
        stream.head_seq, stream.head_sig = stream.seq, stream.chain + bytes(32)
        work.commit()
    return store


def is_chain(descriptor: bytes, seq: int, chain: bytes, signature: bytes) -> bool:
    """Stands for a signature: the chain value itself."""
    return signature == chain + bytes(32)


def check(
    connection: Connection, verify: Callable[[bytes, int, bytes, bytes], bool] = is_chain
) -> tuple[int, list[FindingKind]]:
    found = Findings()
    count = check_chains(
        connection, StreamBook(connection), found, verify=verify, step=lambda operations: None
    )
    return count, [finding.kind for finding in found.named]


def test_an_untouched_log_holds(store: Store) -> None:
    with store.read() as connection:
        assert check(connection) == (5, [])


@pytest.mark.parametrize(
    ("tampering", "expected"),
    [
        ("UPDATE sync_op SET raw = x'00' WHERE seq = 3", {FindingKind.CHAIN}),
        ("UPDATE sync_op SET chain = zeroblob(32) WHERE seq = 3", {FindingKind.CHAIN}),
        ("UPDATE sync_op SET chain = zeroblob(32) WHERE seq = 5",
         {FindingKind.CHAIN, FindingKind.REACH, FindingKind.SIGNATURE}),
        ("DELETE FROM sync_op WHERE seq = 2", {FindingKind.CHAIN}),
        ("DELETE FROM sync_op WHERE seq = 5", {FindingKind.REACH, FindingKind.SIGNATURE}),
        ("DELETE FROM sync_op", {FindingKind.REACH, FindingKind.SIGNATURE}),
        ("UPDATE sync_stream SET have_seq = 4 WHERE have_seq = 5", {FindingKind.REACH}),
        ("UPDATE sync_stream SET have_chain = zeroblob(32) WHERE have_seq = 5",
         {FindingKind.REACH}),
        ("UPDATE sync_stream SET head_sig = zeroblob(64) WHERE head_seq = 5",
         {FindingKind.SIGNATURE}),
        ("UPDATE sync_stream SET head_sig = NULL WHERE head_seq = 5", {FindingKind.SIGNATURE}),
        ("UPDATE sync_stream SET head_seq = 9 WHERE head_seq = 5", {FindingKind.SIGNATURE}),
        ("UPDATE sync_stream SET pv = pv + 1 WHERE have_seq = 0", {FindingKind.DESCRIPTOR}),
        ("UPDATE sync_stream SET role = 'office' WHERE have_seq = 0", {FindingKind.DESCRIPTOR}),
        ("UPDATE sync_stream SET device = zeroblob(16) WHERE have_seq = 0",
         {FindingKind.DESCRIPTOR}),
        ("UPDATE sync_stream SET descriptor = x'90' WHERE have_seq = 5",
         {FindingKind.DESCRIPTOR, FindingKind.CHAIN, FindingKind.SIGNATURE}),
    ],
)  # fmt: skip
def test_what_was_tampered_with_is_found(
    store: Store, tampering: str, expected: set[FindingKind]
) -> None:
    with store.write(OFFICER) as work:
        for guard in GUARDS:
            work.connection.execute(text(f"DROP TRIGGER {guard}"))
        assert work.connection.execute(text(tampering)).rowcount > 0
        work.commit()
    with store.read() as connection:
        found = check(connection)[1]
    assert set(found) == expected


def test_one_broken_link_is_not_many_findings(store: Store) -> None:
    with store.write(OFFICER) as work:
        work.connection.execute(text("DROP TRIGGER sync_op_never_changed"))
        work.connection.execute(text("UPDATE sync_op SET raw = x'00' WHERE seq = 1"))
        work.commit()
    with store.read() as connection:
        assert check(connection)[1] == [FindingKind.CHAIN]


def test_keys_of_the_devices(store: Store) -> None:
    with store.write(OFFICER) as work:
        work.connection.execute(
            insert(sync_device).values(
                device=device(2), name="Máy 2", pv=PV, role="commune",
                sign_pub=b"s" * 32, enc_pub=b"e" * 32, state="active",
            )
        )  # fmt: skip
        assert device_keys(work.connection) == {device(2): b"s" * 32}
