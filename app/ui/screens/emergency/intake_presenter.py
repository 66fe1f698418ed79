"""Taking a case in while somebody is on the telephone: kept as a draft, the law told at once.

What is typed is in the draft within two seconds and leaves it in the very step that saves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import Correctable
from app.core.i18n import _
from app.services.changes import Changes
from app.services.drafts import Draft, DraftKey
from app.services.emergency_minimum import MinimumView
from app.services.households import HouseholdFile, HouseholdLine
from app.ui.date_reader import shown

if TYPE_CHECKING:
    from app.services.events import EventRow
    from app.ui.screen import Context

KEY = DraftKey("emergency")
PAUSE_MS = 1_500  # from the first letter to the draft: below the two seconds that are promised
ASK_MS = 120  # from the last key to the new minimum
FOUND_MOST = 6
SAFE = "an_toan"
STAYING = frozenset(("cause", "event", "reporter", "reporter_phone", "months"))


@dataclass(frozen=True, slots=True)
class VictimEntry:
    """One member as typed; ``person`` is the register's id as text, "" for none."""

    name: str = ""
    born: str = ""
    status: str = SAFE
    days: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """Everything typed; ``fields`` by the record's names, ``event_name`` for a new event."""

    fields: Mapping[str, str] = field(default_factory=dict)
    victims: tuple[VictimEntry, ...] = ()
    event_name: str = ""
    home_words: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing worth keeping; what stays for the next household is nothing."""
        told = any(text for name, text in self.fields.items() if name not in STAYING)
        return not (told or self.event_name or self.victims)


def entry_of(document: Mapping[str, Any]) -> CaseEntry:
    """A draft read back."""
    return CaseEntry(
        dict(document["fields"]),
        tuple(VictimEntry(*one) for one in document["victims"]),
        document["event_name"],
        document["home_words"],
    )


def document_of(entry: CaseEntry) -> dict[str, Any]:
    """What a draft keeps."""
    return {
        "fields": dict(entry.fields),
        "victims": [
            [one.name, one.born, one.status, one.days, one.person] for one in entry.victims
        ],
        "event_name": entry.event_name,
        "home_words": entry.home_words,
    }


class IntakePresenter(QObject):
    """One intake after the other.

    Signals:
        events: the open events a report can be attached to (``EventRow``).
        homes: households that fit what was typed (``HouseholdLine``).
        home: the household that was chosen, with its members (``HouseholdFile``).
        minimum: what the law owes by what is typed (``MinimumView``), None when not known.
        restored: a draft that was left (``CaseEntry``, when).
        kept: the draft is on the disk.
        saved: taken in; the case's id.
        refused: what must be mended: field, sentence.
    """

    events = Signal(object)
    homes = Signal(object)
    home = Signal(object)
    minimum = Signal(object)
    restored = Signal(object, object)
    kept = Signal()
    saved = Signal(object)
    refused = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._services = context.services
        self._entry = CaseEntry()
        self._asked = 0
        self.today: date = context.services.clock.today()
        self._pause = _timer(self, PAUSE_MS, self.keep_now)
        self._ask = _timer(self, ASK_MS, self.ask_now)

    def load(self) -> None:
        """Read the open events and what was left in the draft."""
        tasks = self._context.tasks
        tasks.read(self._services.events.open, done=self.events.emit, owner=self)
        tasks.read(self._services.drafts.load, KEY, done=self._loaded, owner=self)

    def _loaded(self, draft: Draft | None) -> None:
        if draft is not None:
            self._entry = entry_of(draft.document)
            self.restored.emit(self._entry, draft.saved_at)
            self.ask_now()

    def typed(self, entry: CaseEntry) -> None:
        """Something was typed: keep it soon, tell the law's minimum sooner."""
        self._entry = entry
        if not self._pause.isActive():
            self._pause.start()
        self._ask.start()

    def begin(self, entry: CaseEntry) -> None:
        """The form was emptied for the next household: what is still told is asked about anew."""
        self._entry = entry
        self.ask_now()

    def keep_now(self) -> None:
        """Write the draft at once, as when the form is left."""
        self._pause.stop()
        if not self._entry.empty:
            self._context.tasks.write(
                self._services.drafts.save,
                KEY,
                document_of(self._entry),
                done=lambda _answer: self.kept.emit(),
                owner=self,
            )

    def ask_now(self) -> None:
        """Ask the law about what is typed."""
        self._ask.stop()
        self._asked += 1
        number = self._asked

        def told(view: MinimumView | None) -> None:
            if number == self._asked:
                self.minimum.emit(view)

        self._context.tasks.read(
            self._services.emergencies.minimum,
            record_fields(self._entry.fields),
            victims_of(self._entry.victims),
            done=told,
            failed=lambda _error: told(None),
            owner=self,
        )

    def find(self, text: str) -> None:
        """Households whose head, village or number fits."""
        if not text.strip():
            self.homes.emit([])
            return
        households = self._services.households
        self._context.tasks.read(
            lambda: households.find(text, limit=FOUND_MOST), done=self._found, owner=self
        )

    def _found(self, lines: Sequence[HouseholdLine]) -> None:
        self.homes.emit(list(lines))

    def choose(self, household: UUID) -> None:
        """A household of the register: its members become the rows of the grid."""
        self._context.tasks.read(
            self._services.households.file, household, done=self.home.emit, owner=self
        )

    def save(self, entry: CaseEntry) -> None:
        """Take the case in; ``refused`` tells what to mend."""
        self._entry = entry
        self._pause.stop()
        self._ask.stop()
        new_event = None
        if entry.event_name:
            new_event = {"name": entry.event_name, "cause": entry.fields.get("cause", "")}
        emergencies = self._services.emergencies
        self._context.tasks.write(
            lambda: emergencies.intake(
                record_fields(entry.fields),
                victims_of(entry.victims),
                new_event=new_event,
                draft=KEY,
            ),
            done=self._saved,
            failed=self._failed,
            owner=self,
        )

    def forget(self) -> None:
        """Throw away what was typed."""
        self._pause.stop()
        self._entry = CaseEntry()
        self._context.tasks.write(
            self._services.drafts.delete, KEY, done=lambda _answer: None, owner=self
        )

    def _saved(self, changes: Changes) -> None:
        self._entry = CaseEntry()
        self._context.bus.announce(changes, self)
        self.saved.emit(changes.made)
        self._context.tasks.read(self._services.events.open, done=self.events.emit, owner=self)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Correctable) and error.field:
            self.refused.emit(error.field, error.words())
        else:
            self._context.tell(error)


def record_fields(fields: Mapping[str, str]) -> dict[str, str | bool | int | None]:
    """The record's fields as the services take them."""
    found: dict[str, str | bool | int | None] = {}
    for name, text in fields.items():
        if name in ("shortened", "no_place_to_live", "ordered_to_move"):
            found[name] = None if text == "" else text == "co"
        elif text:
            found[name] = int(text) if name in ("months", "persons") and text.isdecimal() else text
    return found


def victims_of(victims: Sequence[VictimEntry]) -> list[dict[str, str | int | bool | UUID | None]]:
    """The victims as the services take them, in their rows; who is safe stays to keep the place."""
    return [
        {
            "name": one.name,
            "status": one.status,
            "treatment_days": one.days or None,
            "person": UUID(one.person) if one.person else None,
        }
        for one in victims
    ]


def members_of(file: HouseholdFile) -> list[VictimEntry]:
    """The members who live there now, all safe until told."""
    return [
        VictimEntry(one.name, shown(one.birth), SAFE, "", str(one.person))
        for one in file.members
        if one.valid_to is None and one.death_on is None
    ]


def poverty_of(file: HouseholdFile, today: date) -> str:
    """The household's poverty as the register tells it for that day; "" when it does not."""
    day = today.isoformat()
    holding = [one.value for one in file.facts if one.kind == "poverty" and one.holds_on(day)]
    return holding[-1] or "" if holding else ""


def event_words(row: EventRow, causes: Mapping[str, str]) -> str:
    """An event's name, or what happened and when."""
    if row.name:
        return row.name
    day = shown(row.happened_on)
    return f"{_(causes.get(row.cause or '', ''))} {day}".strip()


def event_chip(row: EventRow, causes: Mapping[str, str]) -> str:
    """An open event among the causes: always with its day, so that it is not taken for one."""
    day = shown(row.happened_on)
    return f"{row.name} {day[:5]}".strip() if row.name else event_words(row, causes)


def elapsed(seconds: int) -> str:
    """Minutes and seconds of an intake."""
    return f"{seconds // 60:02}:{seconds % 60:02}"


def short_day(day: date) -> str:
    """Sat 15/11, as limits are told."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return f"{names[day.weekday()]} {day.strftime('%d/%m')}"


def _timer(owner: QObject, ms: int, run: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(run)
    return timer
