"""Workstations with fixed, invented keys: an office with its root of trust, and communes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.sync import age_keys, signing
from app.sync.certificate import Certificate, issue, last_day
from app.sync.container import Segment
from app.sync.container_writer import Statement, pack, seal
from app.sync.signed_document import sign_document
from app.sync.trust import Revocation, Role, Roles, Root, RootDocument, encode_root, trusted_root

TODAY = date(2026, 11, 22)


def secret(name: str) -> bytes:
    """32 bytes that follow from a name; public, so nobody's."""
    return hashlib.sha256(b"AnSinh test key: " + name.encode()).digest()


@dataclass(frozen=True, slots=True)
class Station:
    name: str

    @property
    def seed(self) -> bytes:
        return secret(f"{self.name} signing")

    @property
    def sign_key(self) -> bytes:
        return signing.public_key(self.seed)

    @property
    def age_secret(self) -> bytes:
        return secret(f"{self.name} age")

    @property
    def age_key(self) -> bytes:
        return age_keys.public_of(self.age_secret)

    @property
    def device(self) -> bytes:
        return secret(f"{self.name} device")[:16]


OFFICE = Station("office")
COMMUNE = Station("commune")
OTHER = Station("other")
ROOT_SEED = secret("root")
ISSUER_SEED = secret("issuer")
POLICY_SEED = secret("policy")


def role(*seeds: bytes, threshold: int = 1) -> Role:
    return Role(threshold, tuple(sorted(signing.public_key(seed) for seed in seeds)))


def roles(root: Role | None = None, issuer: Role | None = None) -> Roles:
    return Roles(
        root=root or role(ROOT_SEED),
        issuer=issuer or role(ISSUER_SEED),
        policy=role(POLICY_SEED),
        office=role(OFFICE.seed),
    )


def root_signed(
    version: int = 1,
    *,
    seeds: Sequence[bytes] = (ROOT_SEED,),
    its_roles: Roles | None = None,
    revoked: tuple[Revocation, ...] = (),
    expires: str = "2028-11-22",
) -> bytes:
    document = RootDocument(1, version, expires, 1, its_roles or roles(), revoked)
    return sign_document(signing.Context.ROOT, encode_root(document), seeds)


def root(version: int = 1, *, revoked: tuple[Revocation, ...] = ()) -> Root:
    return trusted_root(root_signed(version, revoked=revoked))


def certificate(station: Station, *, not_before: date = TODAY, serial: int = 1) -> Certificate:
    return Certificate(
        format=1,
        device=station.device,
        scopes=(224611,),
        role="office" if station == OFFICE else "commune",
        channels=("base", "case"),
        sign_key=station.sign_key,
        age_key=station.age_key,
        not_before=not_before.isoformat(),
        not_after=last_day(not_before).isoformat(),
        serial=serial,
    )


def certificate_signed(station: Station, seeds: Sequence[bytes] = (ISSUER_SEED,)) -> bytes:
    return issue(certificate(station), list(seeds))


def sealed(
    segments: Sequence[Segment] = (),
    *,
    sender: Station = COMMUNE,
    to: Sequence[Station] = (OFFICE,),
    statement: Statement | None = None,
    padding: int = 1,
) -> bytes:
    """A finished bundle as bytes."""
    out = io.BytesIO()
    seal(
        out,
        statement=statement or Statement(1_795_000_000_000, 1_795_000_000_000 << 16, 1, 1),
        segments=[pack(segment) for segment in segments],
        seed=sender.seed,
        recipients=[station.age_key for station in to],
        bundle_id=secret("bundle")[:16],
        padding=padding,
    )
    return out.getvalue()
