"""Whether this computer's date can be believed, asked before the first save of each day.

A laptop whose battery died wakes up years ago. Its clock is compared with the day this version
was made, with the day of the last save, with the newest entry of its own log and with the newest
file of the receiving office. What does not fit is shown to the officer, who confirms the date or
types the right one; what is saved then is told apart as long as the date is not certain. No clock
decides between entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection

from app.core.clock import ShiftedClock, local
from app.core.errors import Correctable
from app.core.i18n import N_
from app.oplog.hybrid_clock import stamp_ms
from app.services.session import Session
from app.services.station import read_setting, write_setting
from app.services.traces import leave_trace
from app.storage.queries.doubtful_dates import CERTAIN, DOUBTFUL
from app.storage.store import Store

MOST_DAYS = 45  # the clock may run on without being asked about
SLACK_DAYS = 1  # it may go back
CODE = "date_doubtful"
_DAY_MS = 24 * 3600 * 1000
_SEEN = "clock_seen"  # Unix ms of the last first save of a day, and what was the newest then
_NEWEST = "clock_newest"
_UNCERTAIN = "date_uncertain"


# In SQL, as all that is asked while somebody waits for the window: see sync.own_device.
_KNOWN = """
SELECT (SELECT max(have_hlc) FROM sync_stream WHERE device = :own),
       (SELECT max(p.statement) FROM sync_peer p JOIN sync_device d ON d.device = p.device
         WHERE d.role = 'office' AND d.device <> :own)
"""


class Reason(StrEnum):
    """What does not fit."""

    EARLY = "early"  # before this version was made
    BACK = "back"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Doubt:
    """The day the computer shows, and the newest day that is known here."""

    reason: Reason
    shown: date
    last: date


class ClockGuard:
    """Watches over the dates of one open workstation, once :meth:`watch` was called."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session
        self._built: date | None = None
        self._passed: date | None = None

    def watch(self, built: date) -> None:
        """Look at the clock before the first save of each day; ``built`` made this version."""
        self._built = built
        self._store.clock = ShiftedClock(self._store.clock)
        self._store.before_write = self.require

    def doubt(self) -> Doubt | None:
        """What does not fit today; None when nothing does, or nobody watches."""
        if self._built is None or self._passed == self._store.clock.today():
            return None
        with self._store.read() as connection:
            newest, times = self._newest(connection), self._times(connection)
        now, shown = self._store.clock.now_ms(), self._store.clock.today()
        if shown < self._built:
            return Doubt(Reason.EARLY, shown, max(self._built, local(newest).date()))
        if not times or any(_fits(now, one) for one in times):
            return None
        reason = Reason.BACK if now < max(times) else Reason.AHEAD
        return Doubt(reason, shown, local(max(times)).date())

    def require(self) -> None:
        """Raise Correctable ``date_doubtful`` while the date has to be confirmed."""
        today = self._store.clock.today()
        if self._built is None or self._passed == today:
            return
        found = self.doubt()
        if found is not None:
            raise Correctable(
                CODE,
                N_(
                    "This computer shows {shown}, but its data know of {last}. "
                    "Correct the computer's date, or sign in again and confirm it."
                ),
                shown=f"{found.shown:%d/%m/%Y}",
                last=f"{found.last:%d/%m/%Y}",
            )
        self._pass(uncertain=False)

    def confirm(self, day: date | None = None) -> None:
        """The officer says that today is ``day``; left out, what the computer shows.

        Only a clock that merely ran on is believed without a mark: a workstation that lay in a
        drawer. Otherwise what is saved until the date fits again is told as uncertain.
        """
        found = self.doubt()
        if found is None:
            return
        clock = self._store.clock
        other = day is not None and day != clock.today()
        if day is not None and isinstance(clock, ShiftedClock):
            clock.shift += day - clock.today()
        self._pass(uncertain=other or found.reason is not Reason.AHEAD)

    def _pass(self, *, uncertain: bool) -> None:
        clock = self._store.clock
        self._passed = clock.today()
        try:
            with self._store.write(self._session.officer) as work:
                connection = work.connection
                newest = self._newest(connection)
                if uncertain or read_setting(connection, _UNCERTAIN) == "1":
                    what = DOUBTFUL if uncertain else CERTAIN
                    leave_trace(work, what, by=self._session.officer)
                write_setting(connection, _UNCERTAIN, "1" if uncertain else "0")
                write_setting(connection, _SEEN, str(clock.now_ms()))
                write_setting(connection, _NEWEST, str(newest))
                work.commit()
        except BaseException:
            self._passed = None
            raise

    def _times(self, connection: Connection) -> list[int]:
        """The times to compare with: one that fits is enough; none before the first entry.

        The last day that passed counts, not what was the newest then: that may come from a wrong
        clock. Something newer that came since then counts instead.
        """
        newest, seen = self._newest(connection), read_setting(connection, _SEEN)
        if seen is None:
            return [newest] if newest else []
        then = int(read_setting(connection, _NEWEST) or 0)
        if newest > then + SLACK_DAYS * _DAY_MS:
            return [max(int(seen), newest)]
        uncertain = read_setting(connection, _UNCERTAIN) == "1"
        return [int(seen), newest] if uncertain else [int(seen)]

    def _newest(self, connection: Connection) -> int:
        """Unix ms of the newest own entry, or of the newest file of the receiving office."""
        own = {"own": self._store.identity.device.bytes}
        entry, file = connection.exec_driver_sql(_KNOWN, own).one()
        return max(stamp_ms(entry or 0), file or 0)


def _fits(now: int, known: int) -> bool:
    return known - SLACK_DAYS * _DAY_MS <= now <= known + MOST_DAYS * _DAY_MS
