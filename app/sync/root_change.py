"""Putting a new root document in force: drafted with the keys that lie here, then carried out."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from app.storage.unit_of_work import UnitOfWork
from app.sync import office_keys, renewal, trust_store, trust_updates, withdrawals
from app.sync.root_draft import Draft
from app.sync.signing import public_key
from app.sync.trust import Root, RootDocument


def propose(connection: Connection, document: RootDocument) -> Draft:
    """A draft of ``document``, signed with every root key of this station that has a say.

    Raises Correctable while a newer document than the one in force is missing here.
    """
    trust_updates.require_nothing_missing(connection)
    draft = Draft(trust_store.require_root(connection), document)
    for seed in office_keys.root_seeds(connection):
        if draft.has_say(public_key(seed)):
            draft = draft.signed_by(seed)
    return draft


def put_in_force(work: UnitOfWork, root: Root, own: UUID) -> int:
    """Let ``root`` hold from now on, at the office that made it.

    The keys it announces come into use, certificates are issued anew when the issuer changed,
    and what it says of withdrawn devices is carried out. Returns how many rows changed.
    """
    connection = work.connection
    before = trust_store.devices(connection).values()
    old = trust_store.require_root(connection).document.roles.issuer
    trust_store.keep_root(connection, root)
    office_keys.settle(connection, root.document)
    if root.document.roles.issuer != old and renewal.can_issue(connection, root):
        renewal.issue_anew(connection, before)
    return withdrawals.enforce(work, root, own)
