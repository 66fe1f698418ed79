"""What waits and cannot join by itself, and taking it up all the same.

A laptop that burned takes the middle of its work along; what came later lies here, whole and
proved, and waits. The office asks for the missing part with every answer. When nobody can send it
any more, an officer takes up what waits: it counts from then on, everywhere. If the missing part
comes after all, it joins, and nothing stands twice.

Likewise with a computer that was copied or set back and told two histories: the second one lies
aside until the computer itself writes it anew. If it never comes back, an officer takes that up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.core.errors import Correctable
from app.core.i18n import N_
from app.services.bundles import EVERY_KIND
from app.services.changes import Changes
from app.services.session import Session
from app.services.traces import PART_TAKEN_UP, leave_trace
from app.storage.store import Store
from app.storage.streams import StreamBook
from app.sync import adoption, own_device, trust_store

LONG_DAYS = 14  # after so many days nobody expects the missing part any more
_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class MissingPart:
    """The changes ``first`` … ``last`` of one computer that are missing, and what waits behind.

    Where nothing is missing, ``last`` is ``first`` − 1 and what waits is of a second history.
    ``waiting`` changes can be taken up, ``taken_up`` were. ``since_ms`` is when the first of them
    came here (Unix ms), ``long`` whether that was more than :data:`LONG_DAYS` days ago.
    """

    stream: UUID
    pv: int
    device: str
    restricted: bool
    first: int
    last: int
    waiting: int
    taken_up: int
    since_ms: int
    long: bool

    @property
    def missing(self) -> int:
        """How many changes are missing."""
        return self.last - self.first + 1


class MissingParts:
    """What of the communes waits and cannot join, for officers of the receiving office."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def all(self, pv: int | None = None) -> list[MissingPart]:
        """All that waits, or what is of one commune, the longest waiting first.

        Restricted ones for cleared officers only.
        """
        self._session.require_role("office")
        now_ms = self._store.clock.now_ms()
        with self._store.read() as connection:
            found = adoption.parts(
                connection,
                StreamBook(connection),
                self._store.identity.device,
                self._session.channels,
            )
            devices = trust_store.devices(connection)
        told = [
            MissingPart(
                stream=one.stream.id,
                pv=one.stream.origin.pv,
                device=devices[one.stream.device].name if one.stream.device in devices else "",
                restricted=one.stream.origin.channel.value == "case",
                first=one.first,
                last=one.last,
                waiting=len(one.waiting),
                taken_up=one.taken,
                since_ms=one.since_ms,
                long=now_ms - one.since_ms > LONG_DAYS * _DAY_MS,
            )
            for one in found
            if pv is None or one.stream.origin.pv == pv
        ]
        return sorted(told, key=lambda one: (one.since_ms, one.stream))

    def take_up(self, wanted: Iterable[MissingPart]) -> Changes:
        """Let what waits there count, all or nothing; who did it is kept.

        Raises Correctable when nothing waits there any more.
        """
        self._session.require_role("office")
        asked = {one.stream for one in wanted}
        found = [one for one in self.all() if one.stream in asked]
        with self._store.write(self._session.officer) as work:
            own = own_device.load(work.connection)
            taken = [one for one in found if adoption.take_up(work, own, one.stream)]
            if not taken:
                raise Correctable(
                    "nothing_waits", N_("Nothing waits there any more. Look at the list again.")
                )
            # A note in the base channel would tell everybody of restricted records.
            for pv in sorted({one.pv for one in taken if not one.restricted}):
                leave_trace(work, PART_TAKEN_UP, by=self._session.officer, pv=pv)
            work.commit()
        return Changes(EVERY_KIND, frozenset(), None)
