"""Packs: whose signature counts, which version stays, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection

from app.sync import canonical, policy_pack, trust_store
from app.sync.policy_pack import File, Pack
from app.sync.reject import Reject
from app.sync.signed_document import sign_document
from app.sync.signing import Context
from app.sync.trust import trusted_root
from tests.factories import OFFICER, open_store
from tests.fakes.stations import (
    COMMUNE,
    ISSUER_SEED,
    OFFICE,
    POLICY_SEED,
    ROOT_SEED,
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
