"""A commune's and an office's workstation as officers make them, enrolled with each other.

Use with ``cheap_stretching``. The office has two officers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from app.core.clock import FixedClock
from app.core.errors import AppError, Correctable, Environment
from app.models.records import RECORDS
from app.services.container import Services
from app.services.recovery import Second
from tests.fakes.made_stations import CU_JUT, PASSPHRASE, make

NEW = "thác nước đầu nguồn"
COLLEAGUE_PASSPHRASE = "rẫy cà phê mùa khô"


@dataclass
class Enrolled:
    """Both workstations, open, and the words that are void since the enrolment."""

    commune: Services
    office: Services
    clock: FixedClock
    words: str
    colleague: UUID

    @property
    def second(self) -> Second:
        """The office's other officer, with the right passphrase."""
        return Second(self.colleague, COLLEAGUE_PASSPHRASE)

    def answer(self, request: bytes, digits: str, **changes: str) -> bytes:
        """Both officers of the office answer."""
        own = changes.get("passphrase", PASSPHRASE)
        return self.office.recovery.answer(request, digits, own, second=self.second)


def make_enrolled(folder: Path) -> Enrolled:
    """Xã Cư Jút and Lâm Đồng on 3/8/2026."""
    clock = FixedClock.on(date(2026, 8, 3))
    made, office = make(folder / "commune", clock=clock), make(folder / "office", "office", clock)
    commune, theirs = made.services, office.services
    theirs.station.add_officer(
        name="Trương Văn Quý", title="", passphrase=COLLEAGUE_PASSPHRASE, cleared=False
    )
    asked = commune.trust.request()
    granted = theirs.trust.grant(asked.file, asked.digits)
    commune.trust.accept(granted.file, granted.root_digits)
    colleague = theirs.station.officers()[1].id
    return Enrolled(commune, theirs, clock, " ".join(made.recovery_words), colleague)


@pytest.fixture
def both(tmp_path: Path, cheap_stretching: None) -> Iterator[Enrolled]:
    made = make_enrolled(tmp_path)
    yield made
    for one in (made.commune, made.office):
        with suppress(Environment):  # the test has put other files in its place
            one.close()


def events(services: Services, pv: int = CU_JUT) -> list[str]:
    found = RECORDS["station_event"]
    query = select(found.c.what).where(found.c.pv == pv).order_by(found.c.what)
    with services._store.read() as connection:
        return list(connection.execute(query).scalars())


def code_of(refusal: pytest.ExceptionInfo[AppError]) -> tuple[str, str | None]:
    error = refusal.value
    return error.code, error.field if isinstance(error, Correctable) else None
