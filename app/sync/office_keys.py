"""The receiving office's own secrets: root, issuer, policy and recovery, made with the office.

The root document is in its final form from the first day, with one key in each role and
thresholds of one; more keys come with later versions of it. The secrets rest in the encrypted
file of the office's station.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

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
CHANNELS: tuple[ChannelName, ...] = ("base", "case", "ctl")


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The office's secrets; ``recovery`` is an age key, the others are signing seeds."""

    root: bytes
    issuer: bytes
    policy: bytes
    recovery: bytes


def establish(connection: Connection, own: OwnDevice, clock: Clock) -> None:
    """Make the office's keys, its root document and the certificate of its own station.

    Once for an office, in the transaction that makes the workstation.
    """
    keys = OfficeKeys(new_seed(), new_seed(), new_seed(), age_keys.new_secret())
    for purpose in ("root", "issuer", "policy", "recovery"):
        connection.execute(insert(own_key).values(purpose=purpose, secret=getattr(keys, purpose)))
    today = clock.today()
    document = RootDocument(
        FORMAT,
        1,
        _expiry(today).isoformat(),
        SUITE,
        Roles(
            root=_role(keys.root),
            issuer=_role(keys.issuer),
            policy=_role(keys.policy),
            office=Role(1, (own.sign_pub,)),
        ),
        (),
    )
    root = trusted_root(sign_document(Context.ROOT, encode_root(document), [keys.root]))
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
    found = {row.purpose: bytes(row.secret) for row in connection.execute(select(own_key))}
    if not found:
        raise LookupError("a commune's workstation keeps no office keys")
    return OfficeKeys(found["root"], found["issuer"], found["policy"], found["recovery"])


def _role(seed: bytes) -> Role:
    return Role(1, (public_key(seed),))


def _expiry(today: date) -> date:
    """The same day three years on; 28 February for a leap day."""
    try:
        return today.replace(year=today.year + ROOT_YEARS)
    except ValueError:
        return today.replace(year=today.year + ROOT_YEARS, day=28)
