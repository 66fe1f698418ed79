"""The receiving office's own secrets: root, issuer, policy and recovery, made with the office.

The root document is in its final form from the first day, with one key in each role and
thresholds of one; more keys come with later versions of it. The secrets rest in the encrypted
file of the office's station; a root key may leave it for a drawer. A key that a draft announces
waits beside the one in use until the draft is in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.core.clock import Clock
from app.models.log import own_key
from app.sync import age_keys, trust_store
from app.sync.certificate import FORMAT as CERTIFICATE_FORMAT
from app.sync.certificate import Certificate, ChannelName, issue, last_day
from app.sync.manifest import SUITE
from app.sync.own_device import OwnDevice
from app.sync.signed_document import sign_document
from app.sync.signing import Context, new_seed, public_key
from app.sync.trust import FORMAT, Role, Roles, RootDocument, encode_root, trusted_root

ROOT_YEARS = 3
_ROLES = ("root", "issuer", "policy")
CHANNELS: tuple[ChannelName, ...] = ("base", "case", "ctl")


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The office's secrets; ``recovery`` is an age key, the others are signing seeds."""

    issuer: bytes
    policy: bytes
    recovery: bytes


def establish(connection: Connection, own: OwnDevice, clock: Clock) -> None:
    """Make the office's keys, its root document and the certificate of its own station.

    Once for an office, in the transaction that makes the workstation.
    """
    root_seed = new_seed()
    keys = OfficeKeys(new_seed(), new_seed(), age_keys.new_secret())
    _keep(connection, "root", root_seed)
    for purpose in ("issuer", "policy", "recovery"):
        _keep(connection, purpose, getattr(keys, purpose))
    today = clock.today()
    document = RootDocument(
        FORMAT,
        1,
        expiry(today).isoformat(),
        SUITE,
        Roles(
            root=_role(root_seed),
            issuer=_role(keys.issuer),
            policy=_role(keys.policy),
            office=Role(1, (own.sign_pub,)),
        ),
        (),
    )
    root = trusted_root(sign_document(Context.ROOT, encode_root(document), [root_seed]))
    trust_store.keep_root(connection, root)
    certificate = Certificate(
        format=CERTIFICATE_FORMAT,
        device=own.id.bytes,
        scopes=(own.pv,),
        role="office",
        channels=CHANNELS,
        sign_key=own.sign_pub,
        age_key=own.enc_pub,
        not_before=today.isoformat(),
        not_after=last_day(today).isoformat(),
        serial=trust_store.next_serial(connection),
    )
    trust_store.keep_certificate(connection, certificate, issue(certificate, [keys.issuer]))


def load(connection: Connection) -> OfficeKeys:
    """The secrets of this office; LookupError on a commune's workstation."""
    found = _secrets(connection)
    if not found:
        raise LookupError("a commune's workstation keeps no office keys")
    return OfficeKeys(found["issuer"], found["policy"], found["recovery"])


def slot_secret(recovery: bytes, device: UUID) -> bytes:
    """The age key of the office's slot on one workstation, from the office's recovery key.

    Each workstation has its own, so that a slot cannot be passed off as another's.
    """
    return HKDF(SHA256(), 32, device.bytes, b"ansinh/office-slot/1").derive(recovery)


def root_seeds(connection: Connection) -> list[bytes]:
    """The root keys that lie here: in use, and announced by a draft; none when in a drawer."""
    found = _secrets(connection)
    return [found[name] for name in ("root", _next("root")) if name in found]


def prepare(connection: Connection, purpose: str) -> bytes:
    """A fresh key for ``root``, ``issuer`` or ``policy``, kept until a draft brings it into use.

    Returns its public half. Preparing again replaces what was never used.
    """
    seed = new_seed()
    _keep(connection, _next(purpose), seed)
    return public_key(seed)


def prepared(connection: Connection) -> set[bytes]:
    """The public halves of keys that wait for a draft to come into force."""
    found = _secrets(connection)
    return {public_key(found[_next(one)]) for one in _ROLES if _next(one) in found}


def settle(connection: Connection, document: RootDocument) -> None:
    """Use the prepared keys that ``document``, now in force, names."""
    found = _secrets(connection)
    for purpose in _ROLES:
        seed = found.get(_next(purpose))
        if seed is not None and public_key(seed) in getattr(document.roles, purpose).keys:
            _keep(connection, purpose, seed)
            _drop(connection, _next(purpose))


def take_root_key_out(connection: Connection) -> bytes:
    """Remove the root key from this station; LookupError when none lies here."""
    found = _secrets(connection)
    if "root" not in found:
        raise LookupError("the root key lies elsewhere")
    _drop(connection, "root")
    return found["root"]


def _secrets(connection: Connection) -> dict[str, bytes]:
    return {row.purpose: bytes(row.secret) for row in connection.execute(select(own_key))}


def _keep(connection: Connection, purpose: str, secret: bytes) -> None:
    connection.execute(
        insert(own_key)
        .values(purpose=purpose, secret=secret)
        .on_conflict_do_update(index_elements=["purpose"], set_={"secret": secret})
    )


def _drop(connection: Connection, purpose: str) -> None:
    connection.execute(delete(own_key).where(own_key.c.purpose == purpose))


def _next(purpose: str) -> str:
    return f"next {purpose}"


def _role(seed: bytes) -> Role:
    return Role(1, (public_key(seed),))


def expiry(today: date) -> date:
    """Until when a root document made on that day is good: the same day three years on.

    28 February for a leap day.
    """
    try:
        return today.replace(year=today.year + ROOT_YEARS)
    except ValueError:
        return today.replace(year=today.year + ROOT_YEARS, day=28)
