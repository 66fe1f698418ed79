"""Entering a household with its members, or a person into a household; kept as a draft meanwhile.

What is typed is in the draft within two seconds and leaves it in the very step that saves it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import Correctable
from app.core.ethnic_groups import find_group
from app.core.i18n import _
from app.services.changes import Changes
from app.services.drafts import Draft, DraftKey
from app.services.households import NewMember

if TYPE_CHECKING:
    from app.ui.screen import Context

FORM = "intake"
PAUSE_MS = 1_500  # from the first letter to the draft: below the two seconds that are promised


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """One member as typed; ``relation`` is the stored word."""

    name: str = ""
    sex: str = ""
    birth: str = ""
    relation: str = ""
    pin: str = ""
    ethnic_name: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed about anybody."""
        return not (self.name or self.birth or self.pin)


@dataclass(frozen=True, slots=True)
class IntakeEntry:
    """Everything typed; ``household`` holds village, address, phone, poverty."""

    household: Mapping[str, str]
    members: tuple[MemberEntry, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return all(one.empty for one in self.members) and not any(self.household.values())


def entry_of(document: Mapping[str, Any]) -> IntakeEntry:
    """A draft read back."""
    return IntakeEntry(
        dict(document["household"]), tuple(MemberEntry(**one) for one in document["members"])
    )


class IntakePresenter(QObject):
    """One form: a new household, or a new person of the household ``into``.

    Signals:
        villages: the villages to choose from (``VillageRow``).
        restored: a draft that was left (``IntakeEntry``, when).
        kept: the draft is on the disk.
        saved: entered; the id of the first person as ``UUID``.
        refused: what must be mended: member number (-1 for the household), field, sentence.
        known: somebody on the register has the same number; a sentence.
    """

    villages = Signal(object)
    restored = Signal(object, object)
    kept = Signal()
    saved = Signal(object)
    refused = Signal(int, str, str)
    known = Signal(str)

    def __init__(self, context: Context, into: UUID | None = None) -> None:
        super().__init__()
        self._context = context
        self._services = context.services
        self.into = into
        self._key = DraftKey(FORM, str(into or ""))
        self._typed = IntakeEntry({}, ())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)

    def load(self) -> None:
        """Read the villages and what was left in the draft."""
        tasks = self._context.tasks
        tasks.read(self._services.households.villages, done=self.villages.emit, owner=self)
        tasks.read(self._services.drafts.load, self._key, done=self._loaded, owner=self)

    def _loaded(self, draft: Draft | None) -> None:
        if draft is not None:
            self.restored.emit(entry_of(draft.document), draft.saved_at)

    def typed(self, entry: IntakeEntry) -> None:
        """Something was typed; it is in the draft within two seconds."""
        self._typed = entry
        if not self._pause.isActive():
            self._pause.start()

    def keep_now(self) -> None:
        """Write the draft at once, as when the form is left."""
        self._pause.stop()
        if self._typed.empty:
            return
        document = {
            "household": dict(self._typed.household),
            "members": [asdict(one) for one in self._typed.members],
        }
        self._context.tasks.write(
            self._services.drafts.save,
            self._key,
            document,
            done=lambda _answer: self.kept.emit(),
            owner=self,
        )

    def forget(self) -> None:
        """Throw away what was typed."""
        self._pause.stop()
        self._typed = IntakeEntry({}, ())
        self._context.tasks.write(
            self._services.drafts.delete, self._key, done=lambda _answer: None, owner=self
        )

    def add_village(self, name: str) -> None:
        """Enter a village that is not in the list yet; ``villages`` tells the new list."""
        self._context.tasks.write(
            self._services.households.add_village,
            {"name": name},
            done=self._village_added,
            failed=lambda error: self._failed(error, village=True),
            owner=self,
        )

    def _village_added(self, changes: Changes) -> None:
        self._context.bus.announce(changes, self)
        self.villages.emit(self._services.households.villages())

    def check_number(self, pin: str) -> None:
        """Tell when the register has somebody with that number; it never stops anybody."""
        digits = "".join(letter for letter in pin if letter.isdigit())
        if len(digits) == 12:
            self._context.tasks.read(
                self._services.people.same_number, digits, done=self._same, owner=self
            )

    def _same(self, lines: Sequence[Any]) -> None:
        if lines:
            words = _("{name} on the register has the same number. Is this the same person?")
            self.known.emit(words.format(name=lines[0].name))
        else:
            self.known.emit("")

    def save(self, entry: IntakeEntry) -> None:
        """Enter the household, or the person into theirs; ``refused`` tells what to mend."""
        self._typed = entry
        self._pause.stop()
        members = [(place, one) for place, one in enumerate(entry.members) if not one.empty]
        if not members:
            self.refused.emit(0, "name", _("Type the person's full name."))
            return
        if self.into is None:
            self._context.tasks.write(
                self._household,
                entry.household,
                [one for _place, one in members],
                done=self._saved,
                failed=lambda error: self._failed(error, places=[place for place, _ in members]),
                owner=self,
            )
            return
        place, member = members[0]
        self._context.tasks.write(
            self._person,
            member,
            done=self._saved,
            failed=lambda error: self._failed(error, places=[place]),
            owner=self,
        )

    def _household(self, household: Mapping[str, str], members: Sequence[MemberEntry]) -> Changes:
        values = {name: household.get(name, "") for name in ("village", "address", "phone")}
        return self._services.households.intake(
            {name: value for name, value in values.items() if value},
            [NewMember(_person(one), one.relation or "khac") for one in members],
            poverty=household.get("poverty") or None,
            draft=self._key,
        )

    def _person(self, member: MemberEntry) -> Changes:
        return self._services.people.intake(
            _person(member),
            household=self.into,
            relation=member.relation or "khac",
            draft=self._key,
        )

    def _saved(self, changes: Changes) -> None:
        self._typed = IntakeEntry({}, ())
        self._context.bus.announce(changes, self)
        first = changes.made
        if self.into is None and changes.made is not None:
            first = self._services.households.file(changes.made).members[0].person
        self.saved.emit(first)

    def _failed(
        self, error: BaseException, *, places: Sequence[int] = (), village: bool = False
    ) -> None:
        if not isinstance(error, Correctable) or not error.field:
            self._context.tell(error)
            return
        if village:
            self.refused.emit(-1, "village", error.words())
            return
        parts = error.field.split(".")
        if parts[0] == "members" and len(parts) == 3:
            self.refused.emit(places[int(parts[1])], parts[2], error.words())
        elif self.into is not None:
            self.refused.emit(places[0], error.field, error.words())
        else:
            self.refused.emit(-1, error.field, error.words())


def _person(member: MemberEntry) -> dict[str, str]:
    """The person's fields that were typed; a known ethnic group gets its official name."""
    typed = asdict(member)
    del typed["relation"]
    group = find_group(member.ethnic_name) if member.ethnic_name else None
    if group is not None:
        typed |= {"ethnic_name": group.name, "ethnic_code": group.code}
    return {name: text for name, text in typed.items() if text}
