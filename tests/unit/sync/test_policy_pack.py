"""Packs: whose signature counts, which version stays, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import Connection

from app.sync import canonical, policy_pack, trust_store
from app.sync.here import Here
from app.sync.policy_pack import File, Pack
from app.sync.reject import Reject
from app.sync.signed_document import sign_document
from app.sync.signing import Context
from app.sync.steps.check_bundle import Checked
from app.sync.trust import trusted_root
from tests.factories import OFFICER, PV, open_store
from tests.fakes.stations import (
    COMMUNE,
    ISSUER_SEED,
    OFFICE,
    POLICY_SEED,
    ROOT_SEED,
    certificate,
    role,
    roles,
    root,
    root_signed,
    secret,
)

PACK = Pack(1, 1, "2027-06-01", "Nâng mức chuẩn", (File("levels.toml", "x = 1"),))


def signed(seed: bytes = POLICY_SEED, *, context: Context = Context.POLICY, **fields: Any) -> bytes:
    body = canonical.encode(msgspec.structs.replace(PACK, **fields))
    return sign_document(context, body, [seed])


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with open_store(tmp_path).write(OFFICER) as work:
        trust_store.keep_root(work.connection, root())
        yield work.connection


def test_versions_only_rise(connection: Connection) -> None:
    assert policy_pack.kept(connection) is None
    for version, taken, kept in ((2, True, 2), (1, False, 2), (2, False, 2), (5, True, 5)):
        found = policy_pack.take(connection, root(), signed(version=version))
        assert (found is not None) is taken
        now = policy_pack.kept(connection)
        assert now is not None
        assert now.version == kept


def test_numbers_are_not_used_up_at_once(connection: Connection) -> None:
    for version, fine in ((2**63 - 1, False), (1001, False), (1000, True), (2001, False)):
        if fine:
            assert policy_pack.take(connection, root(), signed(version=version))
            continue
        with pytest.raises(Reject, match="malformed"):
            policy_pack.take(connection, root(), signed(version=version))


def test_two_packs_of_one_version_are_an_alarm(connection: Connection) -> None:
    policy_pack.take(connection, root(), signed())
    with pytest.raises(Reject, match="two_truths"):
        policy_pack.take(connection, root(), signed(note="another"))


@pytest.mark.parametrize("seed", [ROOT_SEED, ISSUER_SEED, OFFICE.seed, COMMUNE.seed])
def test_other_roles_sign_no_figures(connection: Connection, seed: bytes) -> None:
    with pytest.raises(Reject, match="not_enough_signatures"):
        policy_pack.take(connection, root(), signed(seed))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (signed(context=Context.ROOT), "not_enough_signatures"),
        (signed(format=2), "newer_program"),
        (signed(version=0), "malformed"),
        (signed(made="2027-02-30"), "malformed"),
        (signed(files=()), "malformed"),
        (signed(files=(File("../x.toml", "x"),)), "malformed"),
        (signed(files=PACK.files * 2), "malformed"),
        (signed(note="e\u0301"), "malformed"),
        (b"", "malformed"),
    ],
)
def test_what_is_no_pack(connection: Connection, raw: bytes, code: str) -> None:
    with pytest.raises(Reject) as refused:
        policy_pack.take(connection, root(), raw)
    assert refused.value.code == code


def test_a_pack_stays_when_the_policy_key_changes(connection: Connection) -> None:
    policy_pack.take(connection, root(), signed())
    moved = msgspec.structs.replace(roles(), policy=role(secret("new policy")))
    trust_store.keep_root(connection, trusted_root(root_signed(2, its_roles=moved)))
    assert policy_pack.kept(connection) == PACK


def test_one_that_nobody_signed_is_noticed(connection: Connection) -> None:
    trust_store.keep_policy(connection, 1, signed(COMMUNE.seed))
    with pytest.raises(Reject):
        policy_pack.kept(connection)


def test_too_long_or_unsorted_is_not_signed() -> None:
    assert policy_pack.sign_pack(PACK, [POLICY_SEED]) == signed()
    for files in ((File("levels.toml", "x" * 300_000),), PACK.files * 2):
        with pytest.raises((ValueError, msgspec.ValidationError)):
            policy_pack.sign_pack(msgspec.structs.replace(PACK, files=files), [POLICY_SEED])


PEER = trust_store.Device(UUID(bytes=COMMUNE.device), "", PV, "active", certificate(COMMUNE), b"")


def test_sent_until_the_peer_tells_that_it_is_there(connection: Connection, tmp_path: Path) -> None:
    rider, teller = policy_pack.PolicyPacks(), policy_pack.PacksHeld()
    here = cast(Here, None)
    assert rider.offer(connection, here, PEER, "base") == []
    policy_pack.take(connection, root(), signed(version=2))
    [ours] = teller.offer(connection, here, PEER, "base")
    assert teller.offer(connection, here, PEER, "case") == []
    told = canonical.decode(ours, policy_pack.Held)
    for version, digest, sent in (
        (None, b"", True),
        (0, bytes(32), True),
        (1, bytes(32), True),
        (2, bytes(32), True),  # another one of that number: it is to be noticed
        (2, told.digest, False),
        (3, bytes(32), False),
    ):
        if version is not None:
            trust_store.note_peer_policy(connection, PEER.id, version, digest)
        assert bool(rider.offer(connection, here, PEER, "base")) is sent
        assert rider.offer(connection, here, PEER, "case") == []


def test_what_is_told_of_packs(tmp_path: Path) -> None:
    checked = cast(Checked, SimpleNamespace(sender=PEER))
    with open_store(tmp_path).write(OFFICER) as work:
        teller, here = policy_pack.PacksHeld(), cast(Here, None)
        [nothing] = teller.offer(work.connection, here, PEER, "base")
        teller.take(work, here, checked, nothing)
        assert trust_store.peer_policy(work.connection, PEER.id) == (0, bytes(32))
        teller.take(work, here, checked, canonical.encode(policy_pack.Held(1, 7, b"d" * 32)))
        later = canonical.encode([2, 9, "another form"])
        teller.take(work, here, checked, later)  # of a newer program: passed over
        assert trust_store.peer_policy(work.connection, PEER.id) == (7, b"d" * 32)
        assert trust_store.highest_peer_policy(work.connection, 50) == 7
        assert trust_store.highest_peer_policy(work.connection, 6) == 0
        for raw in (b"", canonical.encode([1, 1, b"short"]), canonical.encode([0, 1, bytes(32)])):
            with pytest.raises(Reject, match="malformed"):
                teller.take(work, here, checked, raw)
