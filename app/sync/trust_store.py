"""What this workstation keeps of the trust documents: root, certificates, devices, the request.

Bytes are kept as they were signed and verified again when they are read, so that a changed file
is noticed. Writing happens inside the caller's transaction.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, LargeBinary, bindparam, func, select, type_coerce
from sqlalchemy.dialects.sqlite import insert

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.units import unit
from app.models.log import sync_device, trust_document
from app.oplog.registry import Channel
from app.storage import after_commit
from app.storage.plain_rows import PlainQuery
from app.sync.certificate import Certificate, unverified, verify_chain
from app.sync.reject import Reject
from app.sync.trust import Root, is_revoked, trusted_root

ROOT_CHANGED = "root document"  # asked for after a commit: the key file remembers its number
_ROOT, _CERTIFICATE, _REQUEST = "root", "certificate", "request"
_ROOT_VERSION, _PEER = "root version", "peer"  # every root document; which one a peer has
_DAY = "day"  # the latest that the office has shown
_POLICY = "policy"  # the law's figures in use
_PEER_POLICY = "peer policy"  # which pack a peer has
_SEEN, _GIVEN_UP = "root seen", "root given up"  # a newer one that is missing; not to come
_THE_ONE = b"\0"
OWN, ACTIVE, WITHDRAWN = "own", "active", "withdrawn"


@dataclass(frozen=True, slots=True)
class Device:
    """An installation that a certificate of the office vouches for."""

    id: UUID
    name: str
    pv: int
    state: str
    certificate: Certificate
    signed: bytes

    @property
    def role(self) -> str:
        return self.certificate.role

    @property
    def withdrawn(self) -> bool:
        """Whether the root document names its key: nothing is sent to it any more."""
        return self.state == WITHDRAWN

    @property
    def cleared(self) -> bool:
        """Whether restricted records may be sent to it."""
        return Channel.CASE.value in self.certificate.channels

    def may_hold(self, channel: str, pv: int) -> bool:
        """Whether records of that channel and scope may lie on this device."""
        certificate = self.certificate
        reaches = certificate.role == "office" or pv in certificate.scopes
        return reaches and channel in certificate.channels


# Asked many times for every file that goes out or comes in.
_DOCUMENT = PlainQuery(
    select(trust_document.c.raw, trust_document.c.version).where(
        trust_document.c.kind == bindparam("kind"), trust_document.c.subject == bindparam("subject")
    ),
    ["kind", "subject"],
)
_OF_KIND = PlainQuery(
    select(trust_document.c.raw)
    .where(trust_document.c.kind == bindparam("kind"))
    .order_by(trust_document.c.version),
    ["kind"],
)
_DEVICES = PlainQuery(
    select(
        type_coerce(sync_device.c.device, LargeBinary),
        sync_device.c.name,
        sync_device.c.pv,
        sync_device.c.state,
        sync_device.c.certificate,
    ).where(sync_device.c.certificate.is_not(None)),
    [],
)


def root(connection: Connection) -> Root | None:
    """The root document in force here; None before enrolment."""
    raw = _raw(connection, _ROOT, _THE_ONE)
    return None if raw is None else trusted_root(raw)


def require_root(connection: Connection) -> Root:
    """The root document; Correctable when the workstation was not enrolled yet."""
    found = root(connection)
    if found is None:
        raise not_enrolled()
    return found


def not_enrolled() -> Correctable:
    """What to do before anything can be sent or taken in."""
    return Correctable(
        "not_enrolled",
        N_("The receiving office does not know this workstation yet. Enrol it first."),
    )


def keep_root(connection: Connection, document: Root) -> None:
    """Let ``document`` be the root document in force; the caller has verified the step to it.

    Those before it stay, to be passed on to whoever has to take the same steps.
    """
    _keep(connection, _ROOT, _THE_ONE, document.version, document.signed)
    after_commit.ask_for(connection, ROOT_CHANGED)
    place = document.version.to_bytes(8, "big")
    _keep(connection, _ROOT_VERSION, place, document.version, document.signed)


def root_versions(connection: Connection) -> list[Root]:
    """Every root document kept here, the oldest first."""
    return [trusted_root(raw) for (raw,) in _OF_KIND.ask(connection, _ROOT_VERSION)]


def root_version(connection: Connection, version: int) -> Root | None:
    """The root document of that number; None when it is not kept here."""
    raw = _raw(connection, _ROOT_VERSION, version.to_bytes(8, "big"))
    return None if raw is None else trusted_root(raw)


def note_seen(connection: Connection, version: int) -> None:
    """Remember that root document ``version`` was in force here once, whatever this file holds."""
    if version > _number(connection, _SEEN):
        _keep(connection, _SEEN, _THE_ONE, version, b"")


def missing_version(connection: Connection) -> int | None:
    """The number of a newer root document that was in force here once and is not kept any more.

    None when nothing is missing: then this file is as new as what is remembered outside it.
    """
    seen = _number(connection, _SEEN)
    known = max(_number(connection, _ROOT), _number(connection, _GIVEN_UP))
    return seen if seen > known else None


def give_up_missing(connection: Connection) -> None:
    """Go on without a root document that was seen once and that nobody has any more."""
    _keep(connection, _GIVEN_UP, _THE_ONE, _number(connection, _SEEN), b"")


def root_number(connection: Connection) -> int:
    """The version of the root document in force; 0 before enrolment."""
    return _number(connection, _ROOT)


def note_peer_version(connection: Connection, device: UUID, version: int) -> None:
    """Remember which root document ``device`` says it has."""
    _keep(connection, _PEER, device.bytes, version, b"")


def peer_version(connection: Connection, device: UUID) -> int | None:
    """Which root document ``device`` said it has; None when it never did."""
    found = _DOCUMENT.ask(connection, _PEER, device.bytes)
    return found[0][1] if found else None


def keep_day(connection: Connection, day: date) -> None:
    """Remember the latest day that a statement of the office has shown."""
    _keep(connection, _DAY, _THE_ONE, day.toordinal(), b"")


def latest_day(connection: Connection) -> date | None:
    """The latest day that a statement of the office has shown; None when none came."""
    found = connection.execute(
        select(trust_document.c.version).where(trust_document.c.kind == _DAY)
    ).scalar()
    return None if found is None else date.fromordinal(found)


def keep_policy(connection: Connection, version: int, signed: bytes) -> None:
    """Let this pack of figures be the one in use; the caller has verified it."""
    _keep(connection, _POLICY, _THE_ONE, version, signed)


def policy(connection: Connection) -> bytes | None:
    """The pack of figures in use, as it was signed."""
    return _raw(connection, _POLICY, _THE_ONE)


def note_peer_policy(connection: Connection, device: UUID, version: int, digest: bytes) -> None:
    """Remember which pack ``device`` says it has; 0 is none."""
    _keep(connection, _PEER_POLICY, device.bytes, version, digest)


def peer_policy(connection: Connection, device: UUID) -> tuple[int, bytes] | None:
    """Number and hash of the pack that ``device`` said it has; None when it never did."""
    found = _DOCUMENT.ask(connection, _PEER_POLICY, device.bytes)
    return (found[0][1], found[0][0]) if found else None


def highest_peer_policy(connection: Connection, most: int) -> int:
    """The highest number up to ``most`` of a pack that anybody said to have; else 0."""
    query = select(func.max(trust_document.c.version)).where(
        trust_document.c.kind == _PEER_POLICY, trust_document.c.version <= most
    )
    return connection.execute(query).scalar() or 0


def keep_request(connection: Connection, device: UUID, raw: bytes) -> None:
    """Remember the request that was handed out: the grant must belong to it."""
    _keep(connection, _REQUEST, device.bytes, 1, raw)


def request(connection: Connection, device: UUID) -> bytes | None:
    """The newest request of this workstation."""
    return _raw(connection, _REQUEST, device.bytes)


def next_serial(connection: Connection) -> int:
    """The serial of the next certificate to be issued here."""
    last = connection.execute(
        select(func.max(trust_document.c.version)).where(trust_document.c.kind == _CERTIFICATE)
    ).scalar()
    return (last or 0) + 1


def keep_certificate(connection: Connection, certificate: Certificate, signed: bytes) -> bool:
    """Enter or renew the device a verified certificate is for; False when ours is newer."""
    known = connection.execute(
        select(trust_document.c.version).where(
            trust_document.c.kind == _CERTIFICATE, trust_document.c.subject == certificate.device
        )
    ).scalar()
    if known is not None and known >= certificate.serial:
        return False
    _keep(connection, _CERTIFICATE, certificate.device, certificate.serial, signed)
    values = {
        "device": UUID(bytes=certificate.device),
        "name": unit(certificate.scopes[0]).name,
        "pv": certificate.scopes[0],
        "role": certificate.role,
        "sign_pub": certificate.sign_key,
        "enc_pub": certificate.age_key,
        "certificate": signed,
        "state": ACTIVE,
    }
    renewed = {name: values[name] for name in ("sign_pub", "enc_pub", "certificate")}
    connection.execute(
        insert(sync_device)
        .values(**values)
        .on_conflict_do_update(index_elements=["device"], set_=renewed)
    )
    return True


def devices(connection: Connection) -> dict[UUID, Device]:
    """Every device with a certificate under the root in force, this one included.

    A device whose certificate is of an issuer that was replaced since is left out until its new
    one has come.
    """
    trusted = root(connection)
    if trusted is None:
        return {}
    found = {}
    for raw, name, pv, state, signed in _DEVICES.ask(connection):
        certificate = _verified(connection, trusted, signed)
        if certificate is None:
            continue
        if state != OWN and is_revoked(trusted, certificate.sign_key):
            state = WITHDRAWN
        device = UUID(bytes=raw)
        found[device] = Device(device, name, pv, state, certificate, signed)
    return found


def restricted_here(connection: Connection, own: UUID) -> bool:
    """Whether restricted records may lie on this workstation.

    Its certificate says so; before it has one, everything is for its officers to say.
    """
    found = next((row for row in _DEVICES.ask(connection) if row[0] == own.bytes), None)
    return found is None or Channel.CASE.value in unverified(found[4]).channels


def _verified(connection: Connection, trusted: Root, signed: bytes) -> Certificate | None:
    """What was kept as right; None when only an earlier root document vouches for it.

    Raises Reject when none does: somebody changed the file.
    """
    try:
        return verify_chain(trusted, signed)
    except Reject:
        for earlier in root_versions(connection):
            with suppress(Reject):
                verify_chain(earlier, signed)
                return None
        raise


def _number(connection: Connection, kind: str) -> int:
    found = _DOCUMENT.ask(connection, kind, _THE_ONE)
    return found[0][1] if found else 0


def _raw(connection: Connection, kind: str, subject: bytes) -> bytes | None:
    found = _DOCUMENT.ask(connection, kind, subject)
    return found[0][0] if found else None


def _keep(connection: Connection, kind: str, subject: bytes, version: int, raw: bytes) -> None:
    connection.execute(
        insert(trust_document)
        .values(kind=kind, subject=subject, version=version, raw=raw)
        .on_conflict_do_update(
            index_elements=["kind", "subject"], set_={"version": version, "raw": raw}
        )
    )
