"""Who may send what: an honest manifest, then every way in which it may overstep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from app.core.errors import Untrusted
from app.oplog.stream import Descriptor, encode_descriptor
from app.sync.certificate import Certificate, State, issue
from app.sync.manifest import Manifest, StreamRange
from app.sync.signing import Context, sign, sign_head
from app.sync.steps.check_bundle import Checked, check
from app.sync.stream_description import describe
from app.sync.trust import Revocation, trusted_root
from app.sync.trust_store import Device
from tests.factories import PV
from tests.fakes import stations
from tests.fakes.stations import COMMUNE, OFFICE, OTHER, TODAY, Station

CHAIN = bytes(range(32))


def known(station: Station, state: str = "active", **changes: Any) -> Device:
    certificate = msgspec.structs.replace(stations.certificate(station), **changes)
    signed = issue(certificate, [stations.ISSUER_SEED])
    return Device(UUID(bytes=station.device), "", PV, state, certificate, signed)


def stretch(
    writer: Station = COMMUNE, *, signer: Station | None = None, **changes: Any
) -> StreamRange:
    """Operations 1 … 3 of a stream of ``writer``; ``changes`` go to descriptor or range."""
    body = Descriptor(
        1,
        writer.name.ljust(16, "-").encode(),
        writer.device,
        "base",
        PV,
        "office" if writer is OFFICE else "commune",
        None,
        0,
        None,
        1,
    )
    fields = {
        name: changes.pop(name) for name in tuple(changes) if name in Descriptor.__struct_fields__
    }
    body = msgspec.structs.replace(body, **fields)
    raw, seed = encode_descriptor(body), (signer or writer).seed
    line = StreamRange(
        describe(raw, sign(Context.STREAM, seed, raw)),
        1,
        3,
        CHAIN,
        CHAIN,
        3,
        sign_head(seed, body.stream, seq=3, chain=CHAIN),
    )
    return msgspec.structs.replace(line, **changes)


def manifest(
    *ranges: StreamRange, sender: Station = COMMUNE, papers: tuple[bytes, ...] = ()
) -> Manifest:
    return Manifest(
        1,
        bytes(16),
        sender.sign_key,
        (OFFICE.age_key,),
        0,
        0,
        1,
        1,
        (),
        papers,
        1,
        ranges,
        (),
        1,
        (),
        (),
        0,
    )


def at_office(found: Manifest, *others: Device) -> Checked:
    """Read at the office, which knows the commune."""
    own = known(OFFICE, "own")
    devices = {one.id: one for one in (own, known(COMMUNE), *others)}
    return check(found, known=devices, own=own, root=stations.root(), today=TODAY)


def at_commune(found: Manifest, **own_changes: Any) -> Checked:
    """Read at the commune, which knows the office."""
    own = known(COMMUNE, "own", **own_changes)
    devices = {one.id: one for one in (own, known(OFFICE))}
    return check(found, known=devices, own=own, root=stations.root(), today=TODAY)


def test_a_commune_passes_on_what_another_laptop_of_its_scope_signed() -> None:
    paper = stations.certificate_signed(OTHER)
    checked = at_office(manifest(stretch(OTHER), papers=(paper,)))
    assert [line.device for line in checked.ranges] == [UUID(bytes=OTHER.device)]
    with pytest.raises(Untrusted, match="unknown_sender"):
        at_office(manifest(stretch(OTHER)))
    with pytest.raises(Untrusted, match="bad_signature"):
        at_office(manifest(stretch(OTHER, signer=COMMUNE), papers=(paper,)))


def test_a_commune_sends_its_own_streams() -> None:
    checked = at_office(manifest(stretch()))
    assert (checked.channel, checked.state) == ("base", State.GOOD)
    [line] = checked.ranges
    assert (line.device, line.sign_key) == (UUID(bytes=COMMUNE.device), COMMUNE.sign_key)


def test_an_empty_bundle_is_of_no_channel() -> None:
    assert at_office(manifest()).channel is None


def test_an_office_writes_in_the_communes_scope_and_passes_on() -> None:
    papers = (stations.certificate_signed(OTHER),)
    checked = at_commune(manifest(stretch(OFFICE), stretch(OTHER), sender=OFFICE, papers=papers))
    assert [line.device.bytes for line in checked.ranges] == [OFFICE.device, OTHER.device]
    assert [certificate.device for certificate, _ in checked.certificates] == [OTHER.device]


def test_what_is_passed_on_may_end_before_its_signed_head() -> None:
    papers = (stations.certificate_signed(OTHER),)
    line = stretch(OTHER, head=9, head_signature=bytes(64))
    assert at_commune(manifest(line, sender=OFFICE, papers=papers)).ranges


@pytest.mark.parametrize(
    ("code", "attempt"),
    [
        ("unknown_sender", lambda: at_office(manifest(stretch(OTHER), sender=OTHER))),
        ("unknown_sender", lambda: at_office(manifest(stretch(OTHER)))),
        ("unknown_sender", lambda: at_office(manifest(stretch(OFFICE), sender=OFFICE))),
        ("bad_signature", lambda: at_office(manifest(stretch(signer=OTHER)))),
        ("bad_signature", lambda: at_office(manifest(stretch(head_signature=bytes(64))))),
        ("bad_signature", lambda: at_office(manifest(stretch(chain_after=bytes(32))))),
        ("malformed", lambda: at_office(manifest(stretch(head=9)))),
        ("malformed", lambda: at_office(manifest(stretch(head=2)))),
        ("malformed", lambda: at_office(manifest(stretch(first=4)))),
        ("malformed", lambda: at_office(manifest(stretch(), stretch()))),
        (
            "malformed",
            lambda: at_office(
                manifest(stretch(), stretch(channel="case", stream=b"another-stream--"))
            ),
        ),
        ("not_allowed", lambda: at_office(manifest(stretch(role="office")))),
        ("not_allowed", lambda: at_office(manifest(stretch(pv=224615)))),
        ("not_allowed", lambda: at_office(manifest(stretch(channel="ctl")))),
        (
            "not_allowed",
            lambda: at_office(manifest(stretch(OTHER, pv=224615)), known(OTHER, scopes=(224615,))),
        ),
        (
            "not_allowed",
            lambda: at_office(
                manifest(stretch(OTHER, channel="case"), sender=COMMUNE),
                known(OTHER),
                known(COMMUNE, channels=("base",)),
            ),
        ),
        (
            "not_allowed",
            lambda: at_office(manifest(papers=(known(OTHER, scopes=(224615,)).signed,))),
        ),
        ("not_allowed", lambda: at_commune(manifest(stretch(OFFICE, pv=224615), sender=OFFICE))),
        (
            "not_allowed",
            lambda: at_commune(
                manifest(stretch(OFFICE, channel="case"), sender=OFFICE), channels=("base",)
            ),
        ),
    ],
)
def test_whoever_oversteps_is_refused(code: str, attempt: Callable[[], Checked]) -> None:
    with pytest.raises(Untrusted) as refused:
        attempt()
    assert refused.value.code == code


def test_a_certificate_that_our_issuer_did_not_sign_is_refused() -> None:
    certificate: Certificate = stations.certificate(OTHER)
    forged = issue(certificate, [stations.secret("another issuer")])
    with pytest.raises(Untrusted, match="not_enough_signatures"):
        at_commune(manifest(sender=OFFICE, papers=(forged,)))


def test_what_a_withdrawn_commune_sends_is_read_the_offices_is_refused() -> None:
    own, office = known(COMMUNE, "own"), known(OFFICE)
    devices = {one.id: one for one in (own, office)}
    root = stations.root(revoked=(Revocation(OFFICE.sign_key, None, 0, ""),))
    with pytest.raises(Untrusted, match="sender_revoked"):
        check(manifest(sender=OFFICE), known=devices, own=own, root=root, today=TODAY)
    own, commune = known(OFFICE, "own"), known(COMMUNE)
    devices = {one.id: one for one in (own, commune)}
    root = stations.root(revoked=(Revocation(COMMUNE.sign_key, None, 0, ""),))
    found = check(manifest(stretch()), known=devices, own=own, root=root, today=TODAY)
    assert found.state is State.REVOKED


@pytest.mark.parametrize(
    ("days", "state"), [(-1, State.NOT_YET), (396, State.EXPIRED), (395 + 90, State.EXPIRED)]
)
def test_a_certificate_that_is_not_of_today_warns(days: int, state: State) -> None:
    own = known(OFFICE, "own")
    devices = {one.id: one for one in (own, known(COMMUNE))}
    day = TODAY + timedelta(days=days)
    found = check(manifest(), known=devices, own=own, root=stations.root(), today=day)
    assert found.state is state


def test_one_that_ended_long_ago_is_put_aside() -> None:
    own = known(OFFICE, "own")
    devices = {one.id: one for one in (own, known(COMMUNE))}
    day = TODAY + timedelta(days=395 + 91)
    with pytest.raises(Untrusted, match="sender_lapsed"):
        check(manifest(), known=devices, own=own, root=stations.root(), today=day)


NEW_ISSUER = stations.secret("new issuer")
MOVED = trusted_root(
    stations.root_signed(2, its_roles=stations.roles(issuer=stations.role(NEW_ISSUER)))
)


def renewed(station: Station, serial: int = 2) -> tuple[Certificate, bytes]:
    certificate = stations.certificate(station, serial=serial)
    return certificate, issue(certificate, [NEW_ISSUER])


def under_the_moved_root(found: Manifest, commune: Device) -> Checked:
    certificate, signed = renewed(OFFICE)
    own = replace(known(OFFICE, "own"), certificate=certificate, signed=signed)
    devices = {own.id: own, commune.id: commune}
    return check(found, known=devices, own=own, root=MOVED, today=TODAY)


def test_an_outdated_certificate_in_an_older_bundle_is_passed_over() -> None:
    certificate, signed = renewed(COMMUNE)
    commune = replace(known(COMMUNE), certificate=certificate, signed=signed)
    papers = (stations.certificate_signed(COMMUNE),)  # of the issuer that was replaced
    checked = under_the_moved_root(manifest(stretch(), papers=papers), commune)
    assert checked.certificates == ()
    assert checked.sender.certificate.serial == 2


def test_a_sender_without_a_certificate_in_force_is_refused() -> None:
    with pytest.raises(Untrusted, match="not_enough_signatures"):
        under_the_moved_root(manifest(stretch()), known(COMMUNE))
    _, signed = renewed(COMMUNE)
    checked = under_the_moved_root(manifest(stretch(), papers=(signed,)), known(COMMUNE))
    assert checked.sender.certificate.serial == 2
