"""Dated law as data: tables of figures, signed by the policy keys, on their way to the communes.

A pack holds files by the names of ``resources/policy`` and takes their place; a higher version
takes the place of a lower one. Whoever has a pack passes it on to whoever is not known to have it:
it proves itself. Whether its tables are whole is checked before they are used, by those who know
the law.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from msgspec import Meta, Struct
from sqlalchemy import Connection

from app.storage.unit_of_work import UnitOfWork
from app.sync import canonical, limits, trust_store
from app.sync.here import Here
from app.sync.manifest import Bytes32, Number, Positive, Small
from app.sync.reject import Reject
from app.sync.signed_document import read_document, sign_document
from app.sync.signing import Context
from app.sync.steps.check_bundle import Checked
from app.sync.trust import IsoDate, Root, require_date, verify_policy
from app.sync.trust_store import Device

FORMAT = 1
FURTHEST = 1000
"""Versions that may be left out at once; further, and the numbers could be used up."""

Name = Annotated[str, Meta(pattern=r"^[a-z_]{1,40}\.toml$")]


class File(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """One table of figures: its name and its text (TOML)."""

    name: Name
    text: Annotated[str, Meta(min_length=1, max_length=limits.MAX_DOCUMENT)]


class Pack(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The body that the policy keys sign; files sorted by name, each once."""

    format: Small
    version: Positive
    made: IsoDate
    note: Annotated[str, Meta(max_length=500)]
    files: Annotated[tuple[File, ...], Meta(min_length=1, max_length=16)]


def sign_pack(pack: Pack, seeds: list[bytes]) -> bytes:
    """The signed document. ValueError when it is too long or breaks a rule of the format."""
    try:
        _check(pack)
        signed = sign_document(Context.POLICY, canonical.encode(pack), seeds)
        read_document(signed)
    except Reject as error:
        raise ValueError("policy pack breaks a rule") from error
    return signed


def read_pack(root: Root, signed: bytes) -> Pack:
    """A pack that enough policy keys of ``root`` signed. Raises Reject."""
    body = verify_policy(root, signed)
    if canonical.version_of(body) > FORMAT:
        raise Reject("newer_program")
    pack = canonical.decode(body, Pack)
    _check(pack)
    return pack


def take(connection: Connection, root: Root, signed: bytes) -> Pack | None:
    """Keep a pack that is newer than ours; None when ours stays.

    Raises Reject: ``two_truths`` for another pack of the same version, ``malformed`` for one so
    far ahead that no later one could take its place, and what :func:`read_pack` raises.
    """
    pack = read_pack(root, signed)
    ours = kept(connection)
    if ours is not None and pack.version <= ours.version:
        if pack.version == ours.version and pack != ours:
            raise Reject("two_truths")
        return None
    if pack.version - (ours.version if ours else 0) > FURTHEST:
        raise Reject("malformed")
    trust_store.keep_policy(connection, pack.version, signed)
    return pack


def kept(connection: Connection) -> Pack | None:
    """The pack in use here; it was signed under a root document that is kept. Raises Reject."""
    signed = trust_store.policy(connection)
    if signed is None:
        return None
    for root in reversed(trust_store.root_versions(connection)):
        try:
            return read_pack(root, signed)
        except Reject:
            continue
    raise Reject("not_enough_signatures")


class Held(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """Which pack a station holds; version 0 and zeros when none."""

    format: Small
    version: Number
    digest: Bytes32


class PolicyPacks:
    """The rider that carries the pack ahead of the operations of ``base``."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """The pack in use here, until the peer has told that it holds this one or a newer one."""
        signed = trust_store.policy(connection) if channel == "base" else None
        if signed is None:
            return []
        ours = _held(connection)
        told = trust_store.peer_policy(connection, peer.id)
        there = told is not None and (told[0] > ours.version or told == (ours.version, ours.digest))
        return [] if there else [signed]

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Keep it when it is newer. Raises Untrusted."""
        take(work.connection, trust_store.require_root(work.connection), payload)


class PacksHeld:
    """The rider that tells which pack is held here, so that nobody sends it for nothing."""

    def offer(self, connection: Connection, at: Here, peer: Device, channel: str) -> list[bytes]:
        """One short line in the first bundle of ``base``."""
        return [canonical.encode(_held(connection))] if channel == "base" else []

    def take(self, work: UnitOfWork, at: Here, checked: Checked, payload: bytes) -> None:
        """Remember what the sender holds. Raises Untrusted."""
        if canonical.version_of(payload) > FORMAT:
            return
        told = canonical.decode(payload, Held)
        if told.format != FORMAT:
            raise Reject("malformed")
        device = checked.sender.id
        trust_store.note_peer_policy(work.connection, device, told.version, told.digest)


def _held(connection: Connection) -> Held:
    signed = trust_store.policy(connection)
    if signed is None:
        return Held(FORMAT, 0, bytes(32))
    body = read_document(signed).body
    return Held(FORMAT, canonical.decode(body, Pack).version, sha256(body).digest())


def _check(pack: Pack) -> None:
    names = [one.name for one in pack.files]
    if pack.format != FORMAT or names != sorted(set(names)):
        raise Reject("malformed")
    require_date(pack.made)
    canonical.require_nfc(pack.note, *(one.text for one in pack.files))
