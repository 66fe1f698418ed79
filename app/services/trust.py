"""Enrolment: how the receiving office and a workstation come to trust each other.

The workstation asks, the office grants when it has heard the 25 digits, the workstation accepts
when the digits of the office's letter were typed. Keys never leave the encrypted file, except
by :meth:`Trust.export_identity`, which asks for the passphrase again and leaves a trace.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.units import unit
from app.forms.documents import trust_letter
from app.forms.documents.trust_letter import TrustLetter
from app.services.changes import Changes
from app.services.session import Session
from app.services.traces import leave_trace
from app.storage.store import Store
from app.sync import (
    age_keys,
    enrolment,
    office_keys,
    own_device,
    renewal,
    trust_store,
    trust_updates,
    trusted_day,
)
from app.sync.certificate import ChannelName, issue, standing
from app.sync.digits import qr_text, require_complete, require_digits
from app.sync.trust import Root, root_digits

KEY_EXPORTED = "key_exported"
_OPEN_CHANNELS: tuple[ChannelName, ...] = ("base", "ctl")


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """The bytes of a ``.tgxq`` file and the digits to read out to the office."""

    file: bytes
    digits: str

    @property
    def qr_text(self) -> str:
        """The digits for a scanner at the office."""
        return qr_text(self.digits)


@dataclass(frozen=True, slots=True)
class RequestView:
    """What the office sees of a request before it grants anything."""

    digits: str
    unit: str
    pv: int
    role: str
    asks_restricted: bool
    known: bool
    """Whether a device of this very id was enrolled before."""

    def require_heard(self, typed: str) -> None:
        """The digits that were heard are those of this request, before anything is written.

        Raises Correctable (incomplete), Untrusted (wrong digits).
        """
        require_digits(typed, self.digits)


def require_all_digits(typed: str) -> None:
    """All 25 digits of the office's letter were typed; raises Correctable otherwise."""
    require_complete(typed)


@dataclass(frozen=True, slots=True)
class GrantFile:
    """The bytes of a ``.tgxg`` file and the root's digits, printed on the office's letter."""

    file: bytes
    root_digits: str
    unit: str
    device: UUID
    valid_to: str

    @property
    def qr_text(self) -> str:
        """The digits for a scanner at the commune."""
        return qr_text(self.root_digits)


@dataclass(frozen=True, slots=True)
class TrustStanding:
    """Where this workstation stands; everything is None before enrolment."""

    enrolled: bool
    root_digits: str | None = None
    offices: tuple[str, ...] = ()
    state: str | None = None  # good, not_yet, expired, revoked
    valid_to: str | None = None
    days_left: int | None = None
    restricted: bool = False


class Trust:
    """The three steps of enrolment, and what came of them.

    ``use_office_recovery(recipient, root version)`` lets the office's slot take the place of the
    recovery code; ``check_passphrase(passphrase)`` raises Correctable when it is not right.
    """

    def __init__(
        self,
        store: Store,
        session: Session,
        *,
        use_office_recovery: Callable[[str, int], None],
        check_passphrase: Callable[[str], None],
    ) -> None:
        self._store = store
        self._session = session
        self._use_office_recovery = use_office_recovery
        self._check_passphrase = check_passphrase

    def request(self) -> EnrolRequest:
        """Ask to be enrolled; asking again replaces what was asked before."""
        with self._store.write(self._session.officer) as work:
            own = own_device.load(work.connection)
            asked = enrolment.Request(
                format=enrolment.FORMAT,
                role="office" if own.role == "office" else "commune",
                scope=own.pv,
                device=own.id.bytes,
                sign_key=own.sign_pub,
                age_key=own.enc_pub,
                channels=office_keys.CHANNELS,
                made_ms=self._store.clock.now_ms(),
            )
            raw = enrolment.make_request(asked, own.sign_secret)
            trust_store.keep_request(work.connection, own.id, raw)
            work.commit()
        return EnrolRequest(raw, enrolment.request_digits(asked))

    def read_request(self, raw: bytes) -> RequestView:
        """What a request says; whose it is, only the digits tell. Raises Untrusted."""
        asked = enrolment.read_request(raw)
        with self._store.read() as connection:
            known = UUID(bytes=asked.device) in trust_store.devices(connection)
        return RequestView(
            digits=enrolment.request_digits(asked),
            unit=unit(asked.scope).name,
            pv=asked.scope,
            role=asked.role,
            asks_restricted="case" in asked.channels,
            known=known,
        )

    def grant(self, raw: bytes, digits: str, *, restricted: bool = True) -> GrantFile:
        """Enrol the workstation behind a request whose digits were heard from its officer.

        ``restricted`` says whether restricted records may lie there; only a cleared officer
        allows it. Opens this office's own streams for that commune. Raises Correctable (not an
        office, not cleared, digits incomplete), Untrusted (wrong digits, not a request).
        """
        self._session.require_role("office")
        if restricted:
            self._session.require_clearance()
        asked = enrolment.read_request(raw)
        if asked.role != "commune" or unit(asked.scope).is_office:
            raise Correctable(
                "not_a_commune",
                N_("Only a commune's workstation can be enrolled here. Choose its request."),
                field="file",
            )
        with self._store.write(self._session.officer) as work:
            connection = work.connection
            trust_updates.require_nothing_missing(connection)
            own, keys = own_device.load(connection), office_keys.load(connection)
            root = trust_store.require_root(connection)
            known = trust_store.devices(connection)
            made, certificate = enrolment.make_grant(
                raw,
                digits,
                root=root,
                issuer_seeds=[keys.issuer],
                office=[d.signed for d in known.values() if d.role == "office"],
                recovery_key=age_keys.public_of(
                    office_keys.slot_secret(keys.recovery, UUID(bytes=asked.device))
                ),
                serial=trust_store.next_serial(connection),
                made_ms=self._store.clock.now_ms(),
                today=self._store.clock.today(),
                channels=asked.channels if restricted else _OPEN_CHANNELS,
            )
            trust_store.keep_certificate(connection, certificate, issue(certificate, [keys.issuer]))
            device = UUID(bytes=certificate.device)
            trust_store.note_peer_version(connection, device, root.version)
            for pv in certificate.scopes:
                own_device.open_streams(work.streams, own, pv, self._store.clock)
            work.commit()
        return GrantFile(
            made,
            root_digits(root),
            unit(asked.scope).name,
            device,
            certificate.not_after,
        )

    def accept(self, raw: bytes, digits: str) -> Changes:
        """Believe the office behind a grant, by the digits on its letter.

        Raises Correctable (nothing was asked for, another office, digits incomplete), Untrusted
        (wrong digits, somebody else's grant, not signed by that office).
        """
        self._session.require_role("commune")
        with self._store.write(self._session.officer) as work:
            connection = work.connection
            own = own_device.load(connection)
            asked = trust_store.request(connection, own.id)
            if asked is None:
                raise Correctable(
                    "nothing_asked",
                    N_("Make the enrolment request first and take it to the receiving office."),
                )
            accepted = enrolment.accept_grant(raw, digits, raw_request=asked)
            _keep_root(connection, accepted.root)
            trust_store.keep_certificate(
                connection, accepted.certificate, accepted.certificate_signed
            )
            for certificate, signed in zip(accepted.office, accepted.office_signed, strict=True):
                trust_store.keep_certificate(connection, certificate, signed)
                device = UUID(bytes=certificate.device)
                trust_store.note_peer_version(connection, device, accepted.root.version)
            work.commit()
        self._use_office_recovery(
            age_keys.recipient_text(accepted.recovery_key), accepted.root.version
        )
        return Changes(frozenset({"trust"}))

    def standing(self) -> TrustStanding:
        """Whether this workstation is enrolled, with whom, and until when."""
        with self._store.read() as connection:
            root = trust_store.root(connection)
            known = trust_store.devices(connection)
            own = known.get(self._store.identity.device)
            if root is None or own is None:
                return TrustStanding(enrolled=False)
            today = self._store.clock.today()
            if own.role == "commune":
                today = trusted_day.today(connection, own, today)
        return TrustStanding(
            enrolled=True,
            root_digits=root_digits(root),
            offices=tuple(d.name for d in known.values() if d.role == "office"),
            state=standing(root, own.certificate, today).state.value,
            valid_to=own.certificate.not_after,
            days_left=renewal.days_left(own, today),
            restricted=own.cleared,
        )

    def letter(self) -> bytes:
        """The office's letter as PDF: its 25 digits in print and as a QR code."""
        self._session.require_role("office")
        with self._store.read() as connection:
            digits = root_digits(trust_store.require_root(connection))
        office = unit(self._session.pv).name
        on = self._store.clock.today()
        return trust_letter.render(TrustLetter(office, digits, qr_text(digits), on)).pdf

    def export_identity(self, passphrase: str) -> str:
        """``AGE-SECRET-KEY-1…``, for an emergency opening of bundles with standard tools.

        The key opens restricted bundles too, so only a cleared officer takes it out. Raises
        Correctable for others and when the passphrase is not right; the log keeps who did it
        and when.
        """
        self._session.require_clearance()
        self._check_passphrase(passphrase)
        with self._store.write(self._session.officer) as work:
            leave_trace(work, KEY_EXPORTED, by=self._session.officer)
            own = own_device.load(work.connection)
            work.commit()
        return age_keys.identity_text(own.enc_secret)


def _keep_root(connection: Connection, root: Root) -> None:
    """Take the first root, or a newer one of the same office."""
    current = trust_store.root(connection)
    if current is not None and root_digits(current) != root_digits(root):
        raise Correctable(
            "other_office",
            N_("This workstation already belongs to another receiving office. Call that office."),
        )
    if current is None or root.version > current.version:
        trust_store.keep_root(connection, root)
