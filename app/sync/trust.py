"""The root document: who may sign what, from which date to which, and whom no longer.

Pure functions; what is remembered is the store's part. Rules kept: version n+1 needs the
thresholds of n and of n+1 and follows n without a gap; a key has one role; an expired document
warns, only a revocation holds operations back. ``docs/formats/trust.md`` is the exact format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from app.sync import canonical, manifest
from app.sync.digits import digits_of, require_digits
from app.sync.manifest import Bytes16, Bytes32, Number, Positive, Small
from app.sync.reject import Reject
from app.sync.signed_document import SignedDocument, count_signers, read_document
from app.sync.signing import Context
from app.sync.veiled_limit import unveil

FORMAT = 1
IsoDate = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Role(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """Public keys, sorted, and how many of them must sign together."""

    threshold: Annotated[int, Meta(ge=1, le=16)]
    keys: Annotated[tuple[Bytes32, ...], Meta(min_length=1, max_length=64)]


class Roles(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """``root`` signs this document, ``issuer`` certificates, ``policy`` the law's figures.

    ``office`` lists the device keys of the receiving office's own stations; its threshold is 1.
    """

    root: Role
    issuer: Role
    policy: Role
    office: Role


class Revocation(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A device key no longer trusted beyond an operation of a stream.

    ``place`` and ``number`` tell both to who holds the stream (``veiled_limit``). Without a place
    ``number`` is meant for every stream that is not named, and stands there as it is.
    """

    key: Bytes32
    place: Bytes16 | None
    number: Number
    reason: Annotated[str, Meta(max_length=200)]


class RootDocument(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The body that the root keys sign."""

    format: Small
    version: Positive
    expires: IsoDate
    min_suite: Small
    roles: Roles
    revoked: Annotated[tuple[Revocation, ...], Meta(max_length=1024)]


@dataclass(frozen=True, slots=True)
class Root:
    """A root document that was verified, with the very bytes to keep and pass on."""

    document: RootDocument
    signed: bytes

    @property
    def version(self) -> int:
        return self.document.version


def encode_root(document: RootDocument) -> bytes:
    """The body to be signed; ValueError when it breaks a rule of the format."""
    try:
        _check(document)
    except Reject as error:
        raise ValueError("root document breaks a rule") from error
    return canonical.encode(document)


def root_digits(root: Root) -> str:
    """The 25 digits on the office's letter: of the root keys, so that they outlast versions."""
    role = root.document.roles.root
    return digits_of(b"tgxh/root-digits/1\0" + canonical.encode(role))


def first_root(signed: bytes, digits: str) -> Root:
    """Take a root document for the first time, on the strength of the typed digits.

    Raises Reject (``wrong_digits``, ``not_enough_signatures``, ``malformed``,
    ``newer_program``), Correctable when there are not 25 digits.
    """
    root = trusted_root(signed)
    require_digits(digits, root_digits(root))
    return root


@lru_cache(maxsize=64)  # asked for with every look at the trust that is kept
def trusted_root(signed: bytes) -> Root:
    """A root document that its own root keys signed; from the store, where it was accepted."""
    raw = read_document(signed)
    document = decode_root(raw.body)
    _require(raw, document.roles.root)
    return Root(document, signed)


def version_in(signed: bytes) -> int:
    """The version a root document claims; who signed it is not looked at. Raises Reject."""
    return decode_root(read_document(signed).body).version


def advance(current: Root, documents: Sequence[bytes]) -> Root:
    """Step from ``current`` to the newest of ``documents``, one version at a time.

    Raises Reject: ``older_trust`` when all are older, ``trust_gap``, ``two_truths``,
    ``not_enough_signatures``, ``malformed``, ``newer_program``.
    """
    newest = current
    older = 0
    for signed in documents:
        raw = read_document(signed)
        document = decode_root(raw.body)
        if document.version < newest.version:
            older += 1
            continue
        if document.version == newest.version:
            if raw.body != read_document(newest.signed).body:
                _require(raw, newest.document.roles.root)
                raise Reject("two_truths")
            continue
        if document.version > newest.version + 1:
            raise Reject("trust_gap")
        _require(raw, newest.document.roles.root)
        _require(raw, document.roles.root)
        newest = Root(document, signed)
    if documents and older == len(documents):
        raise Reject("older_trust")
    return newest


def verify_policy(root: Root, signed: bytes) -> bytes:
    """The body of a policy file that enough policy keys signed."""
    raw = read_document(signed)
    role = root.document.roles.policy
    if count_signers(Context.POLICY, raw, role.keys) < role.threshold:
        raise Reject("not_enough_signatures")
    return raw.body


def days_left(root: Root, today: date) -> int:
    """Days until the document expires; below zero it has, which warns and blocks nothing."""
    return (date.fromisoformat(root.document.expires) - today).days


def is_revoked(root: Root, key: bytes) -> bool:
    """Whether a device key stands on the list at all: its new bundles are held back."""
    return any(entry.key == key for entry in root.document.revoked)


def accepted_up_to(revoked: Iterable[Revocation], key: bytes, stream: bytes) -> int | None:
    """The last operation of ``stream`` by device ``key`` that still counts; None: no end.

    ``revoked`` are the entries of the root document in force.

    A stream that the list does not name, of a device that it names, counts not at all unless an
    entry for every stream says otherwise.
    """
    entries = [entry for entry in revoked if entry.key == key]
    if not entries:
        return None
    named = [
        last
        for entry in entries
        if entry.place is not None
        and (last := unveil(stream, entry.place, entry.number)) is not None
    ]
    every = [entry.number for entry in entries if entry.place is None]
    return min(named or every or [0])


def _require(raw: SignedDocument, role: Role) -> None:
    if count_signers(Context.ROOT, raw, role.keys) < role.threshold:
        raise Reject("not_enough_signatures")


def decode_root(body: bytes) -> RootDocument:
    """The body of a root document, whoever signed it. Raises Reject."""
    if canonical.version_of(body) > FORMAT:
        raise Reject("newer_program")
    document = canonical.decode(body, RootDocument)
    _check(document)
    return document


def _check(document: RootDocument) -> None:
    roles = document.roles
    keys: list[bytes] = []
    for role in (roles.root, roles.issuer, roles.policy, roles.office):
        if list(role.keys) != sorted(role.keys) or role.threshold > len(role.keys):
            raise Reject("malformed")
        keys += role.keys
    revoked = [(entry.key, entry.place or b"") for entry in document.revoked]
    if (
        document.format != FORMAT
        or len(set(keys)) != len(keys)
        or roles.office.threshold != 1
        or revoked != sorted(set(revoked))
    ):
        raise Reject("malformed")
    require_date(document.expires)
    canonical.require_nfc(*(entry.reason for entry in document.revoked))
    if document.min_suite > manifest.SUITE:
        raise Reject("newer_program")


def require_date(text: str) -> date:
    """A calendar day written YYYY-MM-DD; Reject ``malformed`` when there is none such."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Reject("malformed") from None
