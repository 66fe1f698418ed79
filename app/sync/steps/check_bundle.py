"""Whether the sender of an authentic bundle may say what it says.

The sender's certificate, then for every stream: who opened it, in which role, for which channel
and scope, whether it may lie on this workstation, and who vouches for its end. All of it is
answered from the signed manifest before a single operation is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.core.errors import Untrusted
from app.core.i18n import N_
from app.oplog.stream import Descriptor
from app.sync import trusted_day
from app.sync.certificate import Certificate, State, standing, unverified, verify_chain
from app.sync.manifest import Manifest, StreamRange
from app.sync.parcel import CheckedRange
from app.sync.reject import Reject
from app.sync.signing import verify_head
from app.sync.stream_description import read_description, require_signed
from app.sync.trust import Root
from app.sync.trust_store import OWN, Device
from app.sync.trust_updates import SET_BACK

REVOKED, LAPSED = "sender_revoked", "sender_lapsed"
KEPT = frozenset({REVOKED, LAPSED, SET_BACK})
"""Reasons for which the file is put aside, to be taken in when trust has caught up with it."""

Holder = Callable[[UUID], Certificate | None]
"""The certificate in force for a device."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The manifest of a sender who may send it."""

    manifest: Manifest
    sender: Device
    state: State
    channel: str | None
    """None for a bundle without operations, which only says what arrived."""
    ranges: tuple[CheckedRange, ...]
    certificates: tuple[tuple[Certificate, bytes], ...]
    """New or renewed ones, verified, to be kept."""


def check(
    manifest: Manifest, *, known: Mapping[UUID, Device], own: Device, root: Root, today: date
) -> Checked:
    """Raise Untrusted unless everything the manifest announces may come from its sender."""
    sender = next(
        (
            one
            for one in known.values()
            if one.certificate.sign_key == manifest.sender and one.state != OWN
        ),
        None,
    )
    if sender is None:
        raise Reject("unknown_sender")
    certificates = _certificates(manifest, sender, known, root)
    brought = {UUID(bytes=one.device): one for one, _ in certificates}

    def holder(device: UUID) -> Certificate | None:
        return _newest(known.get(device), brought.get(device), root)

    vouched, ours = holder(sender.id), holder(own.id)
    if vouched is None or ours is None or vouched.sign_key != manifest.sender:
        raise Reject("not_enough_signatures")
    sender, own = replace(sender, certificate=vouched), replace(own, certificate=ours)
    day = trusted_day.of_statement(sender, manifest.created_ms, today)
    found = standing(root, vouched, day)
    if found.state is State.REVOKED and sender.role == "office":
        raise Untrusted(
            REVOKED,
            N_("The sender's workstation was withdrawn. Put the file aside and call the sender."),
        )
    if found.lapsed:
        raise Untrusted(
            LAPSED,
            N_(
                "The sender's enrolment ran out long ago. The file is kept; call the sender, "
                "then renew the enrolment."
            ),
        )
    ranges = tuple(_range(one, sender, own, holder) for one in manifest.streams)
    channels = {one.descriptor.channel for one in ranges}
    if len(channels) > 1 or len({one.descriptor.stream for one in ranges}) != len(ranges):
        raise Reject("malformed")
    return Checked(manifest, sender, found.state, next(iter(channels), None), ranges, certificates)


def _certificates(
    manifest: Manifest, sender: Device, known: Mapping[UUID, Device], root: Root
) -> tuple[tuple[Certificate, bytes], ...]:
    """The office brings those of anybody; a commune those of its own scope, and the office's.

    A bundle may be older than the issuer's new key: a certificate that is not newer than the one
    kept here is then passed over.
    """
    found = []
    for signed in manifest.certificates:
        try:
            certificate = verify_chain(root, signed)
        except Reject:
            if _outdated(signed, known):
                continue
            raise
        if sender.role != "office" and not _near(certificate, sender):
            raise _not_allowed()
        found.append((certificate, signed))
    return tuple(found)


def _near(certificate: Certificate, sender: Device) -> bool:
    own = sender.certificate
    return certificate.role == "office" or not set(own.scopes).isdisjoint(certificate.scopes)


def _outdated(signed: bytes, known: Mapping[UUID, Device]) -> bool:
    claims = unverified(signed)
    ours = known.get(UUID(bytes=claims.device))
    return ours is not None and ours.certificate.serial >= claims.serial


def _newest(kept: Device | None, brought: Certificate | None, root: Root) -> Certificate | None:
    """The certificate that counts for a device under ``root``; None when there is none."""
    if kept is None or (brought is not None and brought.serial >= kept.certificate.serial):
        return brought
    try:
        return verify_chain(root, kept.signed)
    except Reject:
        return brought


def _range(announced: StreamRange, sender: Device, own: Device, holder: Holder) -> CheckedRange:
    signed, descriptor = read_description(announced.descriptor)
    device = UUID(bytes=descriptor.device)
    certificate = holder(device)
    if certificate is None:
        raise Reject("unknown_sender")
    require_signed(signed, certificate.sign_key)
    written_where_allowed = descriptor.channel in certificate.channels and (
        certificate.role == "office" or descriptor.pv in certificate.scopes
    )
    if (
        descriptor.role != certificate.role
        or not written_where_allowed
        or not own.may_hold(descriptor.channel, descriptor.pv)
        or (device not in (sender.id, own.id) and not _passes_on(sender, descriptor))
    ):
        raise _not_allowed()
    _check_end(announced, descriptor, certificate.sign_key, relayed=device != sender.id)
    return CheckedRange(announced, signed, descriptor, device, certificate.sign_key)


def _passes_on(sender: Device, descriptor: Descriptor) -> bool:
    """The office what anybody signed; a commune's workstation what it may hold itself.

    What is passed on is proved by the head its own device signed, so nobody can make it up.
    """
    return sender.role == "office" or sender.may_hold(descriptor.channel, descriptor.pv)


def _check_end(
    announced: StreamRange, descriptor: Descriptor, sign_key: bytes, *, relayed: bool
) -> None:
    """The device vouches for the last operation; only what is passed on may end before that."""
    if not announced.first <= announced.last <= announced.head:
        raise Reject("malformed")
    if announced.head > announced.last:
        if not relayed:
            raise Reject("malformed")
        return
    if not verify_head(
        sign_key,
        descriptor.stream,
        seq=announced.head,
        chain=announced.chain_after,
        signature=announced.head_signature,
    ):
        raise Reject("bad_signature")


def _not_allowed() -> Untrusted:
    return Untrusted(
        "not_allowed",
        N_("The file holds work that its sender may not send. Nothing was taken in; call them."),
    )
