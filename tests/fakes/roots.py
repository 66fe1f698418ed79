"""New root documents of an office at its desk, signed with the keys it really has."""

from __future__ import annotations

from typing import Any

import msgspec

from app.sync import office_keys, trust_store
from app.sync.signed_document import sign_document
from app.sync.signing import Context
from app.sync.trust import Root, encode_root, trusted_root
from tests.fakes.desks import Desk


def signed_root(office: Desk, version: int, **changes: Any) -> bytes:
    """The document in force with another version and ``changes``, signed by the office."""
    with office.store.read() as connection:
        old = trust_store.require_root(connection).document
        seeds = office_keys.root_seeds(connection)
    document = msgspec.structs.replace(old, version=version, **changes)
    return sign_document(Context.ROOT, encode_root(document), seeds)


def publish(office: Desk, **changes: Any) -> Root:
    """Let the next root document be in force at the office."""
    with office.store.read() as connection:
        version = trust_store.require_root(connection).version + 1
    root = trusted_root(signed_root(office, version, **changes))
    with office.store.write(office.session.officer) as work:
        trust_store.keep_root(work.connection, root)
        work.commit()
    return root


def version_at(desk: Desk) -> int:
    """Which root document is in force there."""
    with desk.store.read() as connection:
        return trust_store.require_root(connection).version
