"""Workstations that can be enrolled and exchange bundles: a store, an officer, real keys.

No passphrase is stretched; everything about devices, certificates and streams is as in a station
that an officer made.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from app.core.clock import FixedClock
from app.core.errors import Correctable
from app.core.units import unit
from app.oplog.registry import Channel
from app.services.container import Services
from app.services.exchange import Exchange
from app.services.policy_packs import PolicyPacks
from app.services.root_care import RootCare
from app.services.session import Session
from app.services.station import Station
from app.services.trust import Trust
from app.services.trust_care import TrustCare
from app.storage.database import create_engine_for
from app.storage.state_hash import state_hash
from app.storage.store import Store
from app.storage.streams import StreamBook
from app.sync import office_keys, own_device
from tests.factories import KEY, PV, device, open_store

DAY = date(2026, 8, 3)
OFFICE_PV = 299068
PASSPHRASE = "suối nếp trâu bến"


@dataclass
class Desk:
    """One officer at one workstation."""

    store: Store
    session: Session
    folder: Path
    clock: FixedClock
    recovery: list[tuple[str, int]] = field(default_factory=list)

    @property
    def trust(self) -> Trust:
        return Trust(
            self.store,
            self.session,
            use_office_recovery=lambda recipient, version: self.recovery.append(
                (recipient, version)
            ),
            check_passphrase=_check,
        )

    @property
    def care(self) -> TrustCare:
        return TrustCare(self.store, self.session)

    @property
    def packs(self) -> PolicyPacks:
        return PolicyPacks(self.store, self.session)

    @property
    def root(self) -> RootCare:
        return RootCare(self.store, self.session, self.care)

    @property
    def exchange(self) -> Exchange:
        return Exchange(self.store, self.session, self.folder)

    def services(self) -> Services:
        """Every use case of this desk, as the window is handed it; enrolment as :attr:`trust`."""
        station = Station(self.store, self.session, self.folder, key=KEY)
        made = Services(self.store, self.session, station, lambda: None)
        made.trust = self.trust
        return made

    @property
    def id(self) -> UUID:
        return self.store.identity.device

    def uncleared(self) -> Desk:
        """The same workstation with a colleague who may not see restricted records."""
        session = Session(
            self.session.officer, "Người khác", "", self.session.pv, self.session.role, False
        )
        return Desk(self.store, session, self.folder, self.clock)

    def copy(self, path: Path) -> Desk:
        """A disk image of this workstation, which must be closed, going on by itself."""
        shutil.copyfile(self.folder / f"station-{self.id.int - 0xD0}.db", path)
        store = Store(create_engine_for(path, KEY), self.clock, self.store.identity)
        return Desk(store, self.session, self.folder, self.clock)

    def person(self, name: str = "Bế Văn Chính", **values: str) -> UUID:
        """Enter somebody."""
        with self.store.write(self.session.officer) as work:
            made = work.create("person", {"name": name, "birth": "1965", **values})
            work.commit()
        return made

    def hide(self) -> None:
        """Somebody with a fact that only cleared officers see."""
        person = self.person()
        with self.store.write(self.session.officer) as work:
            work.create(
                "restricted_fact",
                {"subject_kind": "person", "subject": person, "kind": "hiv", "value": "co"},
            )
            work.commit()

    def edit(self, row: UUID, *, kind: str = "person", pv: int = PV, **values: str) -> None:
        """Change a row that is known here."""
        with self.store.write(self.session.officer) as work:
            work.edit(kind, row, values, pv=pv)
            work.commit()

    def state(self, channel: Channel = Channel.BASE, pv: int = PV) -> bytes:
        """What this workstation holds, as one hash."""
        with self.store.read() as connection:
            return state_hash(connection, StreamBook(connection), pv, channel)

    def states(self) -> tuple[bytes, bytes]:
        """Both channels that are exchanged."""
        return self.state(), self.state(Channel.CASE)


def make_desk(folder: Path, number: int, role: str = "commune", pv: int = PV) -> Desk:
    """A new workstation of device ``number`` with its own keys and one officer."""
    place = folder / f"station-{number}"
    place.mkdir()
    clock = FixedClock.on(DAY)
    store = open_store(place, number=number, role=role, pv=pv, clock=clock, channels=())
    officer = UUID(int=0xF0 + number)
    name = f"Cán bộ {number}"
    with store.write(officer) as work:
        own = own_device.establish(
            work.connection, device(number), pv=pv, role=role, name=unit(pv).name, clock=clock
        )
        if role == "office":
            office_keys.establish(work.connection, own, clock)
        work.commit()
    with store.write(officer) as work:
        work.create("officer", {"name": name, "title": ""}, row_id=officer)
        work.commit()
    return Desk(store, Session(officer, name, "", pv, role, True), place, clock)


def enrol(commune: Desk, office: Desk, *, restricted: bool = True) -> None:
    """All three steps, with the digits read out correctly."""
    asked = commune.trust.request()
    granted = office.trust.grant(asked.file, asked.digits, restricted=restricted)
    commune.trust.accept(granted.file, granted.root_digits)


def make_pair(folder: Path, *, restricted: bool = True) -> tuple[Desk, Desk]:
    """A commune's workstation and the office it is enrolled with."""
    commune, office = make_desk(folder, 1), make_desk(folder, 9, "office", OFFICE_PV)
    enrol(commune, office, restricted=restricted)
    return commune, office


def _check(passphrase: str) -> None:
    if passphrase != PASSPHRASE:
        raise Correctable("wrong_passphrase", "That passphrase is not right.")
