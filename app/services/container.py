"""Everything an officer can do, in one object that screens and commands are handed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.core.clock import Clock
from app.services.backups import Backups
from app.services.clock_guard import ClockGuard
from app.services.decisions import Decisions
from app.services.dossiers import Dossiers
from app.services.drafts import Drafts
from app.services.eligibility import Eligibility
from app.services.emergency_cases import EmergencyCases
from app.services.events import Events
from app.services.exchange import Exchange
from app.services.facts import Facts
from app.services.history import History
from app.services.households import Households
from app.services.missing_parts import MissingParts
from app.services.moving import Moving
from app.services.office import Office
from app.services.officers import Officers
from app.services.one_person import OnePerson
from app.services.people import People
from app.services.person_pages import PersonPages
from app.services.policy_packs import PolicyPacks
from app.services.printing import Printing
from app.services.protection import Protection
from app.services.record_io import RecordIO
from app.services.recovery import Recovery
from app.services.relief_decisions import ReliefDecisions
from app.services.root_care import RootCare
from app.services.search import Search
from app.services.session import Session
from app.services.station import Station
from app.services.today import Today
from app.services.trust import Trust
from app.services.trust_care import TrustCare
from app.services.upkeep import Upkeep
from app.storage.store import Store


class Services:
    """The use cases by topic, for one officer at one open workstation."""

    def __init__(
        self, store: Store, session: Session, station: Station, release: Callable[[], None]
    ) -> None:
        self.session = session
        self.station = station
        self.folder: Path = station.folder
        self._store = store
        self._release = release
        self.backups = Backups(store, station)
        self.clock_guard = ClockGuard(store, session)
        self.decisions = Decisions(store, session)
        self.dossiers = Dossiers(store, session)
        self.drafts = Drafts(store, session)
        self.eligibility = Eligibility(store, session)
        self.emergencies = EmergencyCases(store, session)
        self.events = Events(store, session)
        self.exchange = Exchange(store, session, station.folder)
        self.facts = Facts(store, session)
        self.history = History(store, session)
        self.households = Households(store, session)
        self.missing_parts = MissingParts(store, session)
        self.moving = Moving(store, session)
        self.office = Office(store, session, self.exchange)
        self.officers = Officers(store, session, station)
        self.one_person = OnePerson(store, session)
        self.people = People(store, session)
        self.person_pages = PersonPages(store, session)
        self.policy_packs = PolicyPacks(store, session)
        self.printing = Printing(store, session)
        self.protection = Protection(store, session)
        self.record_io = RecordIO(store, session)
        self.recovery = Recovery(store, session, station)
        self.relief_decisions = ReliefDecisions(store, session)
        self.search = Search(store, session)
        self.today = Today(store, session, lambda: self.exchange.unsent().operations)
        self.trust = Trust(
            store,
            session,
            use_office_recovery=station.use_office_recovery,
            check_passphrase=station.check_passphrase,
        )
        self.trust_care = TrustCare(store, session)
        self.root_care = RootCare(store, session, self.trust_care)
        self.upkeep = Upkeep(store, cleared=session.cleared)

    @property
    def clock(self) -> Clock:
        """The time as the officer confirmed it."""
        return self._store.clock

    def close(self) -> None:
        """Let go of the workstation; what was saved stays saved. Again does nothing."""
        release, self._release = self._release, _nothing
        release()


def _nothing() -> None:
    """What is left to let go of after the first time."""
