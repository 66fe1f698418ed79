"""How an office comes to trust a device and a device an office: request, grant, acceptance.

The device writes a request and shows 25 digits; the office sees the same digits, hears them from
the person, types them, and writes a grant; the device accepts it when the office's own 25 digits
(printed on its letter) were typed. Without digits there is no trust. Files carry public keys
only and nothing about people.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from msgspec import Meta, Struct

from app.sync import canonical
from app.sync.age_keys import is_usable
from app.sync.certificate import FORMAT as CERTIFICATE_FORMAT
from app.sync.certificate import (
    Certificate,
    ChannelName,
    DeviceRole,
    Scope,
    issue,
    last_day,
    verify_chain,
)
from app.sync.digits import digits_of, require_digits
from app.sync.limits import MAX_DOCUMENT
from app.sync.manifest import Bytes16, Bytes32, Document, Instant, Small
from app.sync.reject import Reject
from app.sync.signed_document import SignedDocument, count_signers, read_document, sign_document
from app.sync.signing import Context, public_key
from app.sync.trust import Root, first_root

FORMAT = 1
REQUEST_MAGIC = b"TGXHENQ\x01"
GRANT_MAGIC = b"TGXHENG\x01"

T = TypeVar("T")


class Request(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What a device asks for; signed by ``sign_key`` itself, which proves possession."""

    format: Small
    role: DeviceRole
    scope: Scope
    device: Bytes16
    sign_key: Bytes32
    age_key: Bytes32
    channels: Annotated[tuple[ChannelName, ...], Meta(min_length=1, max_length=8)]
    made_ms: Instant


class Grant(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The office's answer, signed by its issuer keys.

    ``recovery_key`` is the office's public age key for the recovery slot of the device.
    """

    format: Small
    request: Bytes32
    certificate: Document
    root: Document
    office: Annotated[tuple[Document, ...], Meta(min_length=1, max_length=64)]
    recovery_key: Bytes32
    made_ms: Instant


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a device keeps after enrolment; the signed bytes are to be stored as they are."""

    root: Root
    certificate: Certificate
    certificate_signed: bytes
    office: tuple[Certificate, ...]
    office_signed: tuple[bytes, ...]
    recovery_key: bytes


def make_request(request: Request, seed: bytes) -> bytes:
    """The bytes of a ``.tgxq`` file. ValueError when ``seed`` is not the request's own key."""
    if public_key(seed) != request.sign_key:
        raise ValueError("a request is signed by the key it names")
    return REQUEST_MAGIC + sign_document(Context.ENROL, canonical.encode(request), [seed])


def read_request(raw: bytes) -> Request:
    """A request whose sender holds the signing key; whose it is, only the digits tell."""
    document = _document(raw, REQUEST_MAGIC)
    request = _decode(document.body, Request)
    if [entry.key for entry in document.signatures] != [request.sign_key]:
        raise Reject("malformed")
    if count_signers(Context.ENROL, document, {request.sign_key}) != 1:
        raise Reject("bad_signature")
    good = is_usable(request.age_key)
    if list(request.channels) != sorted(set(request.channels)) or not good:
        raise Reject("malformed")
    return request


def request_digits(request: Request) -> str:
    """The 25 digits over role, scope and both keys; the same on both screens."""
    role = {"commune": b"\x01", "office": b"\x02"}[request.role]
    scope = request.scope.to_bytes(4, "big")
    return digits_of(b"tgxh/digits/1\0" + role + scope + request.sign_key + request.age_key)


def make_grant(
    raw_request: bytes,
    digits: str,
    *,
    root: Root,
    issuer_seeds: list[bytes],
    office: Sequence[bytes],
    recovery_key: bytes,
    serial: int,
    made_ms: int,
    today: date,
    scopes: tuple[int, ...] = (),
    channels: tuple[ChannelName, ...] = (),
) -> tuple[bytes, Certificate]:
    """The bytes of a grant and the certificate in it, valid thirteen months from ``today``.

    ``digits`` are those heard from the person at the device. ``scopes`` and ``channels`` are
    what the office allows; left out, what was asked. ``office`` holds the signed certificates
    of the office's stations. Raises Reject ``wrong_digits`` and what the documents deserve.
    """
    request = read_request(raw_request)
    require_digits(digits, request_digits(request))
    certificate = Certificate(
        format=CERTIFICATE_FORMAT,
        device=request.device,
        scopes=tuple(sorted(scopes or (request.scope,))),
        role=request.role,
        channels=tuple(sorted(channels or request.channels)),
        sign_key=request.sign_key,
        age_key=request.age_key,
        not_before=today.isoformat(),
        not_after=last_day(today).isoformat(),
        serial=serial,
    )
    signed = issue(certificate, issuer_seeds)
    verify_chain(root, signed)
    grant = Grant(
        FORMAT,
        hashlib.sha256(raw_request).digest(),
        signed,
        root.signed,
        tuple(office),
        recovery_key,
        made_ms,
    )
    body = canonical.encode(grant)
    return GRANT_MAGIC + sign_document(Context.GRANT, body, issuer_seeds), certificate


def accept_grant(raw: bytes, digits: str, *, raw_request: bytes) -> Accepted:
    """Believe the office behind a grant, on the strength of the digits on its letter.

    Raises Reject: ``wrong_digits``, ``other_request``, ``not_enough_signatures``,
    ``malformed``, ``newer_program``; Correctable when there are not 25 digits.
    """
    document = _document(raw, GRANT_MAGIC)
    grant = _decode(document.body, Grant)
    root = first_root(grant.root, digits)
    issuer = root.document.roles.issuer
    if count_signers(Context.GRANT, document, issuer.keys) < issuer.threshold:
        raise Reject("not_enough_signatures")
    if grant.request != hashlib.sha256(raw_request).digest():
        raise Reject("other_request")
    request = read_request(raw_request)
    certificate = verify_chain(root, grant.certificate)
    ours = (request.device, request.role, request.sign_key, request.age_key)
    theirs = (certificate.device, certificate.role, certificate.sign_key, certificate.age_key)
    if ours != theirs or request.scope not in certificate.scopes:
        raise Reject("other_request")
    office = tuple(verify_chain(root, signed) for signed in grant.office)
    if any(station.role != "office" for station in office) or not is_usable(grant.recovery_key):
        raise Reject("malformed")
    return Accepted(root, certificate, grant.certificate, office, grant.office, grant.recovery_key)


def _document(raw: bytes, magic: bytes) -> SignedDocument:
    if raw[: len(magic)] != magic or len(raw) > MAX_DOCUMENT:
        raise Reject("not_an_enrolment")
    return read_document(raw[len(magic) :])


def _decode(body: bytes, shape: type[T]) -> T:
    if canonical.version_of(body) > FORMAT:
        raise Reject("newer_program")
    return canonical.decode(body, shape)
