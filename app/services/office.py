"""The receiving office's view of its communes: who has sent, what is missing, what it adds up to.

An office sees every commune of its province, enrolled or not. Restricted records count for an
officer who is cleared and leave no trace for others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from app.core.units import Unit, communes_of, unit
from app.oplog.kinds import BY_NUMBER
from app.oplog.registry import Channel
from app.services.bundles import ExportedBundle, Making
from app.services.changes import Changes
from app.services.exchange import Exchange
from app.services.second_histories import copied_devices
from app.services.session import Session
from app.storage.queries import communes as query
from app.storage.queries.communes import Gap, Paid, Traffic
from app.storage.store import Store
from app.storage.streams import StreamBook
from app.sync import adoption, trust_store
from app.sync.adoption import Part
from app.sync.renewal import days_left

SILENT_DAYS = 14
_DAY_MS = 24 * 3600 * 1000


class CommuneState(StrEnum):
    """What stands out about a commune; the first that is true, worst first."""

    MISSING = "missing"  # something came, but what goes before it has not
    TWO_COPIES = "two_copies"  # a workstation was copied or set back and told two histories
    DIFFERENCES = "differences"
    SILENT = "silent"
    GOOD = "good"
    WAITING = "waiting"  # enrolled, nothing came yet
    NOT_ENROLLED = "not_enrolled"


@dataclass(frozen=True, slots=True)
class CommuneLine:
    """One commune on the board; money in đồng a month, times in Unix milliseconds."""

    pv: int
    name: str
    state: CommuneState
    devices: tuple[UUID, ...]
    files: int
    last_received_ms: int | None
    last_sent_ms: int | None
    silent_days: int
    answer_due: bool
    """Whether something came that no answer has confirmed yet, or a new laptop has nothing."""
    beneficiaries: int
    monthly_vnd: int
    differences: int
    missing: int
    """How many changes are missing before those that are held."""
    days_left: int | None
    """Until the first enrolment of its workstations ends; None when none is enrolled."""
    waiting: int = 0
    """How many changes wait and can be taken up: behind what is missing, or of a second history."""
    waiting_days: int = 0
    taken_up: int = 0
    """How many were taken up while what goes before them is still missing."""


@dataclass(frozen=True, slots=True)
class _Numbers:
    paid: dict[int, Paid]
    differences: dict[int, int]
    traffic: dict[UUID, Traffic]
    gaps: list[Gap]
    parts: list[Part]
    copied: set[UUID]
    days: dict[UUID, int]
    now_ms: int


class Office:
    """The board "Các xã, phường", notices to communes, answers to them."""

    def __init__(self, store: Store, session: Session, exchange: Exchange) -> None:
        self._store = store
        self._session = session
        self._exchange = exchange

    def communes(self) -> list[CommuneLine]:
        """Every commune of the province, those that need attention first, then by name."""
        self._session.require_role("office")
        channels = {Channel.BASE} | ({Channel.CASE} if self._session.cleared else set())
        visible = [number for number, kind in BY_NUMBER.items() if kind.channel in channels]
        month = self._store.clock.today().isoformat()[:7]
        now_ms = self._store.clock.now_ms()
        with self._store.read() as connection:
            enrolled: dict[int, list[UUID]] = {}
            days: dict[UUID, int] = {}
            for one in trust_store.devices(connection).values():
                if one.role == "commune" and not one.withdrawn:
                    enrolled.setdefault(one.pv, []).append(one.id)
                    days[one.id] = days_left(one, self._store.clock.today())
            numbers = _Numbers(
                query.paid(connection, month),
                query.differences(connection, visible),
                query.traffic(connection, _all(enrolled.values()), [c.value for c in channels]),
                query.gaps(connection, [c.value for c in channels]),
                adoption.parts(
                    connection,
                    StreamBook(connection),
                    self._store.identity.device,
                    self._session.channels,
                ),
                copied_devices(connection, [c.value for c in channels], now_ms),
                days,
                now_ms,
            )
        lines = [
            _line(place, enrolled.get(place.pv, []), numbers) for place in self._places(enrolled)
        ]
        order = list(CommuneState)
        return sorted(lines, key=lambda line: (order.index(line.state), line.name))

    def notice(self, pv: int, *, title: str, body: str, subject: UUID | None = None) -> Changes:
        """Tell a commune something, perhaps about one person; it travels with the next answer."""
        self._session.require_role("office")
        with self._store.write(self._session.officer) as work:
            made = work.create(
                "notice",
                {
                    "title": title,
                    "body": body,
                    "subject_kind": None if subject is None else "person",
                    "subject": subject,
                    "sent_on": self._store.clock.today().isoformat(),
                },
                pv=pv,
            )
            work.commit()
        return Changes.of(made, "notice")

    def answer(
        self,
        pv: int,
        folder: Path,
        *,
        progress: Callable[[Making], None] = lambda making: None,
    ) -> list[ExportedBundle]:
        """Write the answer for every workstation of a commune.

        It confirms what came, asks for what is missing and carries the office's changes.
        """
        self._session.require_role("office")
        return [
            bundle
            for one in self._exchange.destinations()
            if one.pv == pv
            for bundle in self._exchange.export(one.device, folder, progress=progress)
        ]

    def answer_all(
        self,
        folder: Path,
        *,
        progress: Callable[[Making], None] = lambda making: None,
    ) -> list[ExportedBundle]:
        """Answers for all communes that sent something since their last answer."""
        due = [line.pv for line in self.communes() if line.answer_due]
        return [one for pv in due for one in self.answer(pv, folder, progress=progress)]

    def _places(self, enrolled: dict[int, list[UUID]]) -> list[Unit]:
        own = unit(self._session.pv)
        found = {place.pv: place for place in communes_of(own.province_code, own.era)}
        for pv in enrolled:
            found.setdefault(pv, unit(pv))
        return list(found.values())


def _line(place: Unit, devices: list[UUID], numbers: _Numbers) -> CommuneLine:
    traffic = [numbers.traffic[one] for one in devices]
    came = max((one.last_in_ms for one in traffic if one.last_in_ms is not None), default=None)
    went = max((one.last_out_ms for one in traffic if one.last_out_ms is not None), default=None)
    missing = sum(gap.last - gap.first + 1 for gap in numbers.gaps if gap.pv == place.pv)
    parts = [one for one in numbers.parts if one.stream.origin.pv == place.pv]
    since = min((one.since_ms for one in parts if one.waiting), default=numbers.now_ms)
    waiting = sum(len(one.waiting) for one in parts)
    open_fields = numbers.differences.get(place.pv, 0)
    silent = 0 if came is None else max(0, (numbers.now_ms - came) // _DAY_MS)
    paid = numbers.paid.get(place.pv, Paid(0, 0))
    return CommuneLine(
        pv=place.pv,
        name=place.name,
        state=_state(
            devices,
            came,
            missing=missing,
            copied=not numbers.copied.isdisjoint(devices) or waiting > 0,
            differences=open_fields,
            silent=silent,
        ),
        devices=tuple(devices),
        files=sum(one.files for one in traffic),
        last_received_ms=came,
        last_sent_ms=went,
        silent_days=silent,
        answer_due=any(_waits(one, came=came) for one in traffic),
        beneficiaries=paid.persons,
        monthly_vnd=paid.monthly_vnd,
        differences=open_fields,
        missing=missing,
        days_left=min((numbers.days[one] for one in devices), default=None),
        waiting=waiting,
        waiting_days=max(0, (numbers.now_ms - since) // _DAY_MS),
        taken_up=sum(one.taken for one in parts),
    )


def _waits(one: Traffic, *, came: int | None) -> bool:
    """Whether a workstation waits for a file; a new one does when the commune has sent before."""
    if one.last_in_ms is None:
        return one.last_out_ms is None and came is not None
    return one.last_out_ms is None or one.last_out_ms < one.last_in_ms


def _state(
    devices: list[UUID],
    came: int | None,
    *,
    missing: int,
    copied: bool,
    differences: int,
    silent: int,
) -> CommuneState:
    if not devices:
        return CommuneState.NOT_ENROLLED
    if missing:
        return CommuneState.MISSING
    if copied:
        return CommuneState.TWO_COPIES
    if differences:
        return CommuneState.DIFFERENCES
    if came is None:
        return CommuneState.WAITING
    return CommuneState.SILENT if silent >= SILENT_DAYS else CommuneState.GOOD


def _all(lists: Iterable[list[UUID]]) -> list[UUID]:
    return [one for found in lists for one in found]
