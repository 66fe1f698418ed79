"""Whether the sender of an authentic bundle may say what it says.

The sender's certificate, then for every stream: who opened it, in which role, for which channel
and scope, whether it may lie on this workstation, and who vouches for its end. All of it is
answered from the signed manifest before a single operation is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import Untrusted
from app.core.i18n import N_
from app.oplog.stream import Descriptor
from app.sync.certificate import Certificate, State, standing, verify_chain
from app.sync.manifest import Manifest, StreamRange
from app.sync.parcel import CheckedRange
from app.sync.reject import Reject
from app.sync.signing import verify_head
from app.sync.stream_description import read_description, require_signed
from app.sync.trust import Root
from app.sync.trust_store import OWN, Device

REVOKED = "sender_revoked"


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
    found = standing(root, sender.certificate, today)
    if found.state is State.REVOKED:
        raise Untrusted(
            REVOKED,
            N_("The sender's workstation was withdrawn. Put the file aside and call the sender."),
        )
    certificates = _certificates(manifest, sender, root)
    holders = {device.id: device.certificate for device in known.values()}
    holders.update({UUID(bytes=one.device): one for one, _ in certificates})
    ranges = tuple(_range(one, sender, own, holders) for one in manifest.streams)
    channels = {one.descriptor.channel for one in ranges}
    if len(channels) > 1 or len({one.descriptor.stream for one in ranges}) != len(ranges):
        raise Reject("malformed")
    return Checked(manifest, sender, found.state, next(iter(channels), None), ranges, certificates)


def _certificates(
    manifest: Manifest, sender: Device, root: Root
) -> tuple[tuple[Certificate, bytes], ...]:
    """A commune brings its own certificate only; the office those of anybody it speaks of."""
    found = []
    for signed in manifest.certificates:
        certificate = verify_chain(root, signed)
        if sender.role != "office" and certificate.device != sender.id.bytes:
            raise _not_allowed()
        found.append((certificate, signed))
    return tuple(found)


def _range(
    announced: StreamRange, sender: Device, own: Device, holders: Mapping[UUID, Certificate]
) -> CheckedRange:
    signed, descriptor = read_description(announced.descriptor)
    device = UUID(bytes=descriptor.device)
    certificate = holders.get(device)
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
        or (device != sender.id and sender.role != "office")
    ):
        raise _not_allowed()
    _check_end(announced, descriptor, certificate.sign_key, relayed=device != sender.id)
    return CheckedRange(announced, signed, descriptor, device, certificate.sign_key)


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
