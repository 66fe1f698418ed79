"""New certificates for devices that are known: before the old one ends, or under a new issuer.

Keys, scopes and channels stay as they were; only the days and the serial change. The certificate
travels with the office's next bundle.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from sqlalchemy import Connection

from app.sync import office_keys, trust_store, trusted_day
from app.sync.certificate import GRACE_DAYS, Certificate, issue, last_day
from app.sync.here import Here
from app.sync.signing import public_key
from app.sync.trust import Root
from app.sync.trust_store import Device

RENEW_DAYS = 60
"""The office renews on its own when no more days than these are left."""


def days_left(device: Device, today: date) -> int:
    """Days until the certificate ends; below zero it has."""
    return (date.fromisoformat(device.certificate.not_after) - today).days


def can_issue(connection: Connection, root: Root) -> bool:
    """Whether the issuer's key lies here and is enough by itself."""
    role = root.document.roles.issuer
    return role.threshold == 1 and public_key(office_keys.load(connection).issuer) in role.keys


def renew(connection: Connection, device: Device, today: date) -> Certificate:
    """Thirteen months more for ``device``, from ``today``."""
    changes = {"not_before": today.isoformat(), "not_after": last_day(today).isoformat()}
    return _issue_again(connection, device, **changes)


def renew_due(connection: Connection, at: Here, peer: Device, clock: date) -> list[Device]:
    """Renew what ends soon before a bundle goes to ``peer``: its certificate and the office's own.

    The office's own is renewed only while it still holds: afterwards ``clock`` may be wrong by
    years, and an officer says that it is not. Returns whose certificate was renewed.
    """
    if not can_issue(connection, at.root):
        return []
    day = trusted_day.today(connection, at.device, clock)
    due = []
    if 0 <= days_left(at.device, clock) <= RENEW_DAYS:
        due.append(at.device)
    if not peer.withdrawn and -GRACE_DAYS <= days_left(peer, day) <= RENEW_DAYS:
        due.append(peer)
    for one in due:
        renew(connection, one, day)
    return due


def issue_anew(connection: Connection, devices: Iterable[Device]) -> None:
    """The same certificates under the issuer's new key."""
    for one in devices:
        _issue_again(connection, one)


def _issue_again(connection: Connection, device: Device, **changes: str) -> Certificate:
    certificate = msgspec.structs.replace(
        device.certificate, serial=trust_store.next_serial(connection), **changes
    )
    signed = issue(certificate, [office_keys.load(connection).issuer])
    trust_store.keep_certificate(connection, certificate, signed)
    return certificate
