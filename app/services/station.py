"""The workstation itself: which unit, which officers, and what its anchor said at opening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.core import station as card
from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.core.units import Unit, unit
from app.models.local import setting
from app.models.records import officer
from app.services.changes import Changes
from app.services.second_histories import OTHER_COPY, SET_BACK, TRUST_SET_BACK, other_copies
from app.services.session import Session
from app.services.traces import PASSPHRASE_RENEWED, lately_reopened, leave_trace
from app.storage import backup, key_store, sealed_keys
from app.storage.key_slots import OfficerSlot
from app.storage.passphrase_rules import check_passphrase
from app.storage.store import Store
from app.sync import trust_store
from app.sync.trust import days_left

CLEARED = "cleared:{officer}"
TRAINING = "training"
LOCK_MINUTES = "lock_minutes"
DEFAULT_LOCK, LONGEST_LOCK = 5, 30  # minutes
ROOT_TOLD_DAYS = 180
ROOT_ENDS = N_(
    "The office's trust document ends on {day}. Make the next one on the board of communes, "
    "under “Keys of the office”."
)
OWN_NAME = N_(
    "The passphrase of today holds your name or the commune's, which strangers try first. "
    "Press F9 and choose another one."
)
UNDERSTOOD = "understood"  # fingerprint of the registry by which operations were folded
# Everybody on a training workstation is invented, so its passphrase may be known to all.
TRAINING_PASSPHRASE = "buôn làng tập làm việc"


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer who works at this workstation."""

    id: UUID
    name: str
    title: str
    cleared: bool


class Station:
    """What the screens say about the workstation, and its officers."""

    def __init__(
        self, store: Store, session: Session, folder: Path, *, key: bytes, restored: bool = False
    ) -> None:
        self.folder = folder
        self.restored = restored  # the file is older than what this computer remembers
        self._store = store
        self._session = session
        self._key = key
        self._guessable = False

    @property
    def unit(self) -> Unit:
        """The commune or the receiving office this workstation belongs to."""
        return unit(self._session.pv)

    @property
    def training(self) -> bool:
        """Whether everybody on this workstation is invented."""
        with self._store.read() as connection:
            return read_setting(connection, TRAINING) == "1"

    def lock_minutes(self) -> int:
        """After how many minutes without a touch the window locks itself."""
        with self._store.read() as connection:
            return int(read_setting(connection, LOCK_MINUTES) or DEFAULT_LOCK)

    def set_lock_minutes(self, minutes: int) -> None:
        """Another time for this workstation; raises Correctable outside 1 to 30 minutes."""
        if not 1 <= minutes <= LONGEST_LOCK:
            raise Correctable(
                "lock_minutes",
                N_("Choose 1 to {most} minutes."),
                field="minutes",
                most=LONGEST_LOCK,
            )
        with self._store.write(self._session.officer) as work:
            write_setting(work.connection, LOCK_MINUTES, str(minutes))
            work.commit()

    def told_at_opening(self) -> str | None:
        """One sentence for whoever signs in: the data went back in time, a copy is in use, or the
        register was opened again without a passphrase; that one's passphrase is easily guessed.

        That trust went back is told first: until it has come back hardly anything is sent.
        """
        with self._store.read() as connection:
            if trust_store.missing_version(connection) is not None:
                return _(TRUST_SET_BACK)
            if self.restored:
                return _(SET_BACK)
            now_ms = self._store.clock.now_ms()
            if other_copies(connection, now_ms):
                return _(OTHER_COPY)
            told = lately_reopened(connection, now_ms, self._session.pv)
            own = _(OWN_NAME) if self._guessable else None
            return " ".join(one for one in (told, own) if one) or self._root_ends(connection)

    def _root_ends(self, connection: Connection) -> str | None:
        """At the office, from half a year before: the document that everybody trusts it by ends."""
        root = trust_store.root(connection)
        if self._session.role != "office" or root is None:
            return None
        if days_left(root, self._store.clock.today()) > ROOT_TOLD_DAYS:
            return None
        day = date.fromisoformat(root.document.expires).strftime("%d/%m/%Y")
        return _(ROOT_ENDS).format(day=day)

    def officers(self) -> list[OfficerLine]:
        """Who can sign in here, in the order they were added."""
        slots = sealed_keys.read_keys(self.folder).slots
        ids = [slot.officer for slot in slots if isinstance(slot, OfficerSlot)]
        with self._store.read() as connection:
            rows = {
                row.id: row
                for row in connection.execute(select(officer).where(officer.c.id.in_(ids)))
            }
            return [
                OfficerLine(
                    one, rows[one].name or "", rows[one].title or "", is_cleared(connection, one)
                )
                for one in ids
                if one in rows
            ]

    def add_officer(self, *, name: str, title: str, passphrase: str, cleared: bool) -> Changes:
        """Let one more officer sign in; raises Correctable for a weak passphrase."""
        clean = name.strip()
        if not clean:
            raise Correctable("name_missing", N_("Type the officer's full name."), field="name")
        if cleared:
            self._session.require_clearance()
        with self._store.write(self._session.officer) as work:
            made = work.create("officer", {"name": clean, "title": title})
            write_setting(work.connection, CLEARED.format(officer=made), "1" if cleared else "0")
            key_store.add_officer(
                self.folder,
                self._key,
                officer=key_store.NewOfficer(made, clean, passphrase),
                unit_names=(self.unit.name,),
            )
            work.commit()
        return Changes.of(made, "officer")

    def change_passphrase(self, new: str, *, judged: bool = False) -> None:
        """Give the officer at the keyboard another passphrase.

        ``judged``: it was found good while the register was locked and full names unknown.
        """
        name = card.initials(self._session.name) if judged else self._session.name
        key_store.change_passphrase(
            self.folder,
            self._key,
            officer=key_store.NewOfficer(self._session.officer, name, new),
            unit_names=(self.unit.name,),
        )
        self.judge(new)

    def judge(self, passphrase: str) -> None:
        """Whether it holds what everybody knows of the officer is told at opening, refused never.

        One chosen while the register was locked could be compared with initials only.
        """
        try:
            check_passphrase(passphrase, (self._session.name, self.unit.name))
            self._guessable = False
        except Correctable:
            self._guessable = True

    def renew_passphrase(self, line: OfficerLine, new: str) -> None:
        """Another passphrase for a colleague, noted in the log; raises Correctable if weak."""
        with self._store.write(self._session.officer) as work:
            leave_trace(work, PASSPHRASE_RENEWED, by=self._session.officer)
            key_store.change_passphrase(
                self.folder,
                self._key,
                officer=key_store.NewOfficer(line.id, line.name, new),
                unit_names=(self.unit.name,),
            )
            work.commit()

    def check_passphrase(self, passphrase: str, officer: UUID | None = None) -> None:
        """Prove who is at the keyboard, or that a colleague is there too.

        Raises Correctable ``wrong_passphrase``, or the colleague cannot sign in here.
        """
        who = self._session.officer if officer is None else officer
        key_store.unlock_officer(self.folder, who, passphrase)

    def note(self, what: str) -> None:
        """Keep in the log what was done with this workstation, by whom and when."""
        with self._store.write(self._session.officer) as work:
            leave_trace(work, what, by=self._session.officer)
            work.commit()

    def back_up(self, at: datetime, to: Path | None = None) -> Path:
        """Copy the workstation and prove the copy; errors as ``storage.backup.back_up``."""
        return backup.back_up(self.folder, self._key, at=at, to=to)

    def check_backup(self, path: Path) -> None:
        """Check every page of a backup; errors as ``storage.backup.check_backup``."""
        backup.check_backup(path, self._key)

    def use_office_recovery(self, recipient: str, root_version: int) -> None:
        """After enrolment the office's slot takes the place of the recovery code."""
        key_store.set_office(self.folder, self._key, recipient=recipient)
        key_store.remember_root_version(self.folder, self._key, version=root_version)


def is_cleared(connection: Connection, officer_id: UUID) -> bool:
    """Whether the officer may see restricted records on this workstation."""
    return read_setting(connection, CLEARED.format(officer=officer_id)) == "1"


def read_setting(connection: Connection, name: str) -> str | None:
    """A local setting; None when it was never set."""
    query = "SELECT value FROM setting WHERE name = ?"  # in SQL: see sync.own_device
    value: str | None = connection.exec_driver_sql(query, (name,)).scalar()
    return value


def write_setting(connection: Connection, name: str, value: str) -> None:
    """Set a local setting inside the caller's transaction."""
    statement = upsert(setting).values(name=name, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )
