"""Device certificates: this device, these keys, for these scopes and channels, until that day.

A certificate is signed by the issuer keys of the root document. An expired one warns; it never
throws work away, because a commune that forgot to renew still looks after people.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Annotated, Literal

from msgspec import Meta, Struct

from app.sync import canonical
from app.sync.age_keys import is_usable
from app.sync.manifest import Bytes16, Bytes32, Positive, Small
from app.sync.reject import Reject
from app.sync.signed_document import count_signers, read_document, sign_document
from app.sync.signing import Context
from app.sync.trust import IsoDate, Root, is_revoked, require_date

FORMAT = 1
VALID_MONTHS = 13
GRACE_DAYS = 90
"""So long after its end a certificate still counts, with a warning."""

DeviceRole = Literal["commune", "office"]
ChannelName = Literal["base", "case", "ctl", "policy"]
Scope = Annotated[int, Meta(ge=1, lt=2**31)]


class Certificate(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The body that the issuer signs; ``not_after`` is the last good day."""

    format: Small
    device: Bytes16
    scopes: Annotated[tuple[Scope, ...], Meta(min_length=1, max_length=256)]
    role: DeviceRole
    channels: Annotated[tuple[ChannelName, ...], Meta(min_length=1, max_length=8)]
    sign_key: Bytes32
    age_key: Bytes32
    not_before: IsoDate
    not_after: IsoDate
    serial: Positive


class State(Enum):
    """What is to be done with what the device sends."""

    GOOD = "good"
    NOT_YET = "not_yet"  # accepted with a warning: some clock is wrong
    EXPIRED = "expired"  # accepted with a warning and a renewal in the answer
    REVOKED = "revoked"  # held back until an officer vouches


@dataclass(frozen=True, slots=True)
class Standing:
    """State of a certificate on a day; ``days`` past the end (or before the beginning)."""

    state: State
    days: int = 0

    @property
    def lapsed(self) -> bool:
        """Whether it ended so long ago that somebody has to vouch for the device first."""
        return self.state is State.EXPIRED and self.days > GRACE_DAYS


def issue(certificate: Certificate, seeds: list[bytes]) -> bytes:
    """Sign a certificate with the issuer's secret keys. ValueError when it breaks a rule."""
    try:
        _check(certificate)
    except Reject as error:
        raise ValueError("certificate breaks a rule") from error
    return sign_document(Context.CERTIFICATE, canonical.encode(certificate), seeds)


def last_day(not_before: date) -> date:
    """The day thirteen months later, or the month's last when it is shorter."""
    months = not_before.year * 12 + not_before.month - 1 + VALID_MONTHS
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(not_before.day, calendar.monthrange(year, month)[1]))


@lru_cache(maxsize=1024)  # an office asks for every workstation with every file
def verify_chain(root: Root, signed: bytes) -> Certificate:
    """The certificate, when the issuer of ``root`` signed it and its role is what root says.

    Validity in time and revocation are :func:`standing`. Raises Reject
    (``not_enough_signatures``, ``malformed``, ``newer_program``).
    """
    raw = read_document(signed)
    roles = root.document.roles
    if count_signers(Context.CERTIFICATE, raw, roles.issuer.keys) < roles.issuer.threshold:
        raise Reject("not_enough_signatures")
    if canonical.version_of(raw.body) > FORMAT:
        raise Reject("newer_program")
    certificate = canonical.decode(raw.body, Certificate)
    _check(certificate)
    in_office = certificate.sign_key in roles.office.keys
    others = {*roles.root.keys, *roles.issuer.keys, *roles.policy.keys}
    if in_office != (certificate.role == "office") or certificate.sign_key in others:
        raise Reject("malformed")
    return certificate


def unverified(signed: bytes) -> Certificate:
    """What a certificate claims, without asking who signed it. Raises Reject."""
    return canonical.decode(read_document(signed).body, Certificate)


def standing(root: Root, certificate: Certificate, today: date) -> Standing:
    """How the device stands on ``today``, the latest day that the office is known to have seen."""
    if is_revoked(root, certificate.sign_key):
        return Standing(State.REVOKED)
    begin = require_date(certificate.not_before)
    end = require_date(certificate.not_after)
    if today < begin:
        return Standing(State.NOT_YET, (begin - today).days)
    if today > end:
        return Standing(State.EXPIRED, (today - end).days)
    return Standing(State.GOOD)


def _check(certificate: Certificate) -> None:
    begin = require_date(certificate.not_before)
    end = require_date(certificate.not_after)
    if (
        certificate.format != FORMAT
        or not begin <= end <= last_day(begin)
        or list(certificate.scopes) != sorted(set(certificate.scopes))
        or list(certificate.channels) != sorted(set(certificate.channels))
        or not is_usable(certificate.age_key)
    ):
        raise Reject("malformed")
