"""Looking after trust at the receiving office: the workstations it enrolled, and its own keys.

A workstation is withdrawn, vouched for or taken back by a new root document; when one signature
is enough it holds at once, otherwise a draft goes from drawer to drawer. Peers learn it with the
next bundle. Nothing that was ever written is lost by it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Connection

from app.core.clock import VIETNAM
from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.names import clean_text
from app.oplog.registry import Channel
from app.services.changes import Changes
from app.services.computers import full_names, marks
from app.services.session import Session
from app.services.traces import leave_trace
from app.storage.queries.communes import traffic
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.sync import renewal, root_change, trust_store, trusted_day, withdrawals
from app.sync.certificate import standing
from app.sync.here import here
from app.sync.root_draft import Draft, next_document
from app.sync.trust import Revocation, Root, RootDocument
from app.sync.trust_store import Device

WITHDRAWN, VOUCHED, TAKEN_BACK = "device_withdrawn", "device_vouched", "device_taken_back"
RENEWED, ROOT_CHANGED = "device_renewed", "root_changed"
MAX_REASON = 200


@dataclass(frozen=True, slots=True)
class Machine:
    """One enrolled workstation of a commune, as the office knows it."""

    device: UUID
    pv: int
    name: str
    state: str  # good, not_yet, expired, revoked
    valid_to: str
    days_left: int
    restricted: bool
    last_received_ms: int | None
    withheld: int
    """Changes it made after it was withdrawn, for which nobody has vouched."""
    mark: str = ""
    """What tells it from others of its name, e.g. whose computer it is; "" for one alone."""


@dataclass(frozen=True, slots=True)
class RootChange:
    """What became of a decision about trust.

    ``draft`` is the file to be signed by colleagues when this station's key alone is not enough;
    None when the document is in force. ``rows`` is how many records changed by it here.
    """

    version: int
    draft: bytes | None
    rows: int = 0

    @property
    def in_force(self) -> bool:
        return self.draft is None


class TrustCare:
    """The office's use cases about its communes' workstations."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    @property
    def own_device(self) -> UUID:
        """This very station."""
        return self._store.identity.device

    def machines(self, pv: int | None = None) -> list[Machine]:
        """The communes' workstations, or those of one commune, in the order they were made."""
        self._session.require_role("office")
        channels = self._channels()
        with self._store.read() as connection:
            root = trust_store.require_root(connection)
            known = [
                one
                for one in trust_store.devices(connection).values()
                if one.role == "commune" and (pv is None or one.pv == pv)
            ]
            came = traffic(connection, [one.id for one in known], channels)
            aside = withdrawals.withheld(connection, channels=channels)
            today = self._today(connection)
            names, told = full_names(connection), marks(connection)
        found = [
            Machine(
                one.id,
                one.pv,
                names[one.id],
                standing(root, one.certificate, today).state.value,
                one.certificate.not_after,
                renewal.days_left(one, today),
                one.cleared,
                came[one.id].last_in_ms,
                aside.get(one.id, 0),
                told[one.id],
            )
            for one in known
        ]
        return sorted(found, key=lambda one: (one.name, one.device))

    def own_ended(self) -> bool:
        """Whether the office's own certificate has ended, as this computer's clock says."""
        with self._store.read() as connection:
            own = here(connection).device
        return renewal.days_left(own, self._store.clock.today()) < 0

    def withdraw(self, device: UUID, reason: str, *, since: date | None = None) -> RootChange:
        """Trust a workstation no longer: what it writes from now on, or since a day, is held back.

        Nothing is encrypted to it any more. ``reason`` is read by every station and names no
        person. Raises Correctable.
        """
        reason = _checked(reason)
        since_ms = None
        if since is not None:
            begin = datetime.combine(since, time(), tzinfo=VIETNAM)
            since_ms = int(begin.timestamp() * 1000)

        def entries(work: UnitOfWork, one: Device) -> tuple[Revocation, ...]:
            return withdrawals.revocations(
                work.connection,
                work.streams,
                one.id,
                key=one.certificate.sign_key,
                reason=reason,
                since_ms=since_ms,
            )

        return self._change(device, entries, WITHDRAWN, withdrawn=None)

    def vouch(self, device: UUID) -> RootChange:
        """Let what a withdrawn workstation has written so far count, after a call to its officer.

        The workstation stays withdrawn. Raises Correctable when nothing of it waits.
        """
        with self._store.read() as connection:
            if device not in withdrawals.withheld(connection, channels=self._channels()):
                raise Correctable(
                    "nothing_withheld", N_("Nothing of this workstation waits for an answer.")
                )

        def entries(work: UnitOfWork, one: Device) -> tuple[Revocation, ...]:
            key = one.certificate.sign_key
            root = trust_store.require_root(work.connection).document
            [reason, *_] = [entry.reason for entry in root.revoked if entry.key == key]
            return withdrawals.revocations(
                work.connection, work.streams, one.id, key=key, reason=reason, since_ms=None
            )

        return self._change(device, entries, VOUCHED, withdrawn=True)

    def take_back(self, device: UUID) -> RootChange:
        """Trust a withdrawn workstation again, because it was never in wrong hands."""
        return self._change(device, lambda work, one: (), TAKEN_BACK, withdrawn=True)

    def renew(self, device: UUID) -> Changes:
        """Thirteen months more for a workstation whose officer was heard on the telephone.

        Also for the office's own, when its certificate has ended: that says that the computer's
        date is right. Raises Correctable: it was withdrawn, or the issuer's key does not lie here.
        """
        self._session.require_role("office")
        with self._store.write(self._session.officer) as work:
            connection = work.connection
            if device != self._store.identity.device:
                _commune(connection, device, withdrawn=False)
            one = trust_store.devices(connection)[device]
            if not renewal.can_issue(connection, trust_store.require_root(connection)):
                raise Correctable(
                    "no_issuer", N_("The key that enrols workstations does not lie here.")
                )
            renewal.renew(connection, one, self._store.clock.today())
            self.note(work, RENEWED)
            work.commit()
        return Changes(frozenset({"trust"}))

    def _change(
        self,
        device: UUID,
        entries: Callable[[UnitOfWork, Device], tuple[Revocation, ...]],
        what: str,
        *,
        withdrawn: bool | None,
    ) -> RootChange:
        """Replace what the root document says of one device."""
        self._session.require_role("office")
        with self._store.write(self._session.officer) as work:
            one = _commune(work.connection, device, withdrawn=withdrawn)
            now = trust_store.require_root(work.connection)
            others = [
                entry for entry in now.document.revoked if entry.key != one.certificate.sign_key
            ]
            named = sorted([*others, *entries(work, one)], key=_place)
            document = next_document(now, revoked=tuple(named))
            change = self.settle(work, document, what)
            work.commit()
        return change

    def settle(self, work: UnitOfWork, document: RootDocument, what: str) -> RootChange:
        """Put a document in force when the keys of this station are enough, else draft it."""
        draft = root_change.propose(work.connection, document)
        if not draft.complete:
            return RootChange(document.version, draft.file())
        return self.put_in_force(work, draft, what)

    def put_in_force(self, work: UnitOfWork, draft: Draft, what: str) -> RootChange:
        """Let a complete draft hold from now on, and note who did it."""
        root: Root = draft.finish()
        rows = root_change.put_in_force(work, root, self._store.identity.device)
        self.note(work, what)
        return RootChange(root.version, None, rows)

    def _today(self, connection: Connection) -> date:
        own = here(connection).device
        return trusted_day.today(connection, own, self._store.clock.today())

    def _channels(self) -> list[str]:
        return [Channel.BASE.value, *([Channel.CASE.value] if self._session.cleared else [])]

    def note(self, work: UnitOfWork, what: str) -> None:
        """Keep in the log who decided what, and when."""
        leave_trace(work, what, by=self._session.officer)


def _commune(connection: Connection, device: UUID, *, withdrawn: bool | None) -> Device:
    """The commune's workstation of that id; ``withdrawn`` says which kind is meant, None both."""
    one = trust_store.devices(connection).get(device)
    if one is None or one.role != "commune":
        raise Correctable(
            "unknown_machine",
            N_("No workstation of a commune has this id. Choose one of the list."),
            field="device",
        )
    if withdrawn is True and not one.withdrawn:
        raise Correctable("not_withdrawn", N_("This workstation was not withdrawn."))
    if withdrawn is False and one.withdrawn:
        raise Correctable(
            "machine_withdrawn", N_("This workstation was withdrawn. Enrol another one.")
        )
    return one


def _checked(reason: str) -> str:
    text = clean_text(reason)
    if not text or len(text) > MAX_REASON:
        raise Correctable(
            "reason_missing",
            N_("Say in a few words why, without the name of a person."),
            field="reason",
        )
    return text


def _place(entry: Revocation) -> tuple[bytes, bytes]:
    return (entry.key, entry.place or b"")
