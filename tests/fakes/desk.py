"""An officer's desk for tests: an open station with a register of invented people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from app.core.clock import FixedClock
from app.services.entry import Typed
from app.services.facts import Facts
from app.services.households import Households, NewMember
from app.services.people import People
from app.services.session import Session
from app.storage.store import Store
from tests.factories import OFFICER, PV, open_store

THURSDAY = date(2025, 11, 13)


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, who sits there and the clock."""

    store: Store
    session: Session
    clock: FixedClock

    def uncleared(self) -> Session:
        """A colleague without the right to restricted records."""
        return replace(self.session, officer=UUID(int=0xA1), cleared=False)

    def village(self, name: str = "Bon U2", **more: Typed) -> UUID:
        made = Households(self.store, self.session).add_village({"name": name, **more}).made
        assert made is not None
        return made

    def household(
        self,
        people: Sequence[tuple[str, str, str]] = (("Điểu Ndŭr", "1979", "nam"),),
        *,
        poverty: str | None = None,
        village: UUID | None = None,
    ) -> UUID:
        """A household of (name, birth, sex); the first is its head."""
        members = [
            NewMember({"name": name, "birth": birth, "sex": sex}, "con")
            for name, birth, sex in people
        ]
        made = Households(self.store, self.session).intake(
            {"village": village}, members, poverty=poverty, poverty_from="2025"
        )
        assert made.made is not None
        return made.made

    def members(self, household: UUID) -> dict[str, UUID]:
        """The members by name."""
        found = Households(self.store, self.session).file(household).members
        return {one.name: one.person for one in found}

    def person(self, name: str = "Thị Mbỡng", birth: str = "1945-08-10", **more: Typed) -> UUID:
        made = People(self.store, self.session).intake({"name": name, "birth": birth, **more}).made
        assert made is not None
        return made

    def fact(self, kind: str, subject: UUID, *, restricted: bool = False, **more: Typed) -> UUID:
        """A fact about a person, in force since 2020 unless told."""
        made = Facts(self.store, self.session).add(
            "person", subject, {"kind": kind, "valid_from": "2020", **more}, restricted=restricted
        )
        assert made.made is not None
        return made.made


def open_desk(folder: Path, *, on: date = THURSDAY, hour: int = 8, cleared: bool = True) -> Desk:
    """A fresh station of a commune on that morning."""
    clock = FixedClock.on(on, hour)
    session = Session(OFFICER, "Lương Thị Hạnh", "Chuyên viên", PV, "commune", cleared)
    return Desk(open_store(folder, clock=clock), session, clock)
