"""At the receiving office: two officers answer a workstation whose passphrase was forgotten.

They see which commune and which officer ask, hear the 25 digits from a voice they know, and prove
both who they are. What they write opens the register at the workstation that asked, and nowhere
else; they themselves never see its key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.units import unit
from app.services.session import Session
from app.services.station import Station
from app.services.traces import RECOVERY_GRANTED, RECOVERY_SECONDED, leave_trace
from app.storage.store import Store
from app.sync import office_keys, recovery
from app.sync.digits import require_digits
from app.sync.recovery import AskingStation, ReopenRequest


@dataclass(frozen=True, slots=True)
class ReopenView:
    """What the office sees of a request; ``initials`` are those of the officer who asks.

    The digits are never shown at the office: they are heard.
    """

    unit: str
    pv: int
    initials: str
    device: UUID | None
    withdrawn: bool
    digits: str = field(repr=False)

    def require_heard(self, typed: str) -> None:
        """The digits that were heard are those of this request, before anything is written.

        Raises Correctable (incomplete), Untrusted (wrong digits).
        """
        require_digits(typed, self.digits)


@dataclass(frozen=True, slots=True)
class Second:
    """The colleague who answers together with the officer at the keyboard."""

    officer: UUID
    passphrase: str

    def __repr__(self) -> str:
        return f"Second({self.officer})"


class Recovery:
    """The office's use cases about forgotten passphrases."""

    def __init__(self, store: Store, session: Session, station: Station) -> None:
        self._store = store
        self._session = session
        self._station = station

    def look(self, raw: bytes) -> ReopenView:
        """Who asks. Raises Untrusted: no request, or of a workstation that is not known here."""
        self._session.require_role("office")
        request = recovery.read_request(raw)
        with self._store.read() as connection:
            asking = _asking(connection, request)
        return ReopenView(
            unit(asking.pv).name,
            asking.pv,
            request.initials,
            asking.device,
            asking.withdrawn,
            recovery.request_digits(raw),
        )

    def answer(self, raw: bytes, digits: str, passphrase: str, *, second: Second) -> bytes:
        """The bytes of the answer, once both officers have proved who they are.

        The log keeps both. Raises Correctable (digits incomplete, a passphrase is not right at
        ``passphrase`` or ``second``, nobody else, too old, withdrawn), Untrusted (wrong digits).
        """
        self._session.require_role("office")
        require_digits(digits, recovery.request_digits(raw))
        request = recovery.read_request(raw)
        now_ms = self._store.clock.now_ms()
        recovery.require_fresh(request, now_ms)
        if second.officer == self._session.officer:
            raise Correctable(
                "two_needed",
                N_("Two officers answer together. Choose a colleague who is here."),
                field="second",
            )
        with self._store.write(self._session.officer) as work:
            asking = _asking(work.connection, request)
            if asking.withdrawn:
                raise Correctable(
                    "asking_withdrawn",
                    N_(
                        "A workstation of this commune was withdrawn and is not opened any more. "
                        "If it was found again, trust it again first."
                    ),
                    field="file",
                )
            self.prove(passphrase, second)
            answer = recovery.make_answer(raw, asking, now_ms)
            leave_trace(work, RECOVERY_GRANTED, by=self._session.officer, pv=asking.pv)
            leave_trace(work, RECOVERY_SECONDED, by=second.officer, pv=asking.pv)
            work.commit()
        return answer

    def prove(self, passphrase: str, second: Second) -> None:
        """Both officers are who they say, before it is asked where to save; slow by intent.

        Raises Correctable, a passphrase is not right at ``passphrase`` or ``second``.
        """
        self._station.check_passphrase(passphrase)
        try:
            self._station.check_passphrase(second.passphrase, second.officer)
        except Correctable as error:
            raise Correctable(error.code, error.message, field="second") from None


def _asking(connection: Connection, request: ReopenRequest) -> AskingStation:
    keys = office_keys.load(connection)
    return recovery.asking_station(connection, request, keys.recovery)
