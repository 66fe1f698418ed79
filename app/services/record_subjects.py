"""Who a record is about, who wrote it and on which workstation, in names.

A record that is not here, or that names nobody, has the subject "".
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from app.core.names import LONGEST_NAME
from app.models.log import own_device, sync_device
from app.models.records import RECORDS
from app.oplog.registry import RecordKind


class RecordSubjects:
    """Names of officers, devices and the people concerned, looked up once each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._officers: dict[int | None, dict[bytes, str]] = {}
        devices = connection.execute(select(sync_device.c.device, sync_device.c.name))
        self._devices: dict[UUID, str] = {row.device: row.name for row in devices}

    def officer(self, actor: bytes, pv: int | None = None) -> str:
        """The name of the officer with that id, who wrote something in scope ``pv``."""
        if pv not in self._officers:
            self._officers[pv] = officer_names(self._connection, pv)
        return self._officers[pv].get(actor, "")

    def device(self, device: UUID) -> str:
        """The name of that workstation."""
        return self._devices.get(device, "")

    def subject(self, kind: RecordKind, pv: int, row: UUID) -> tuple[str, UUID | None]:
        """The person a row is about; of a household its head, of a case the name it holds."""
        table = RECORDS[kind.name]
        found = self._connection.execute(
            select(table).where(table.c.pv == pv, table.c.id == row)
        ).one_or_none()
        if found is None:
            return "", None
        if kind.name in ("person", "village", "event", "officer"):
            return found.name or "", row if kind.name == "person" else None
        for name in ("person", "head", "subject"):
            if name in table.c and (at := getattr(found, name)) is not None:
                return self._person(pv, at)
        for name in ("household_name", "person_name"):
            if name in table.c and (known := getattr(found, name)):
                return str(known), None
        if "dossier" in table.c and found.dossier is not None:
            for parent in ("dossier", "restricted_dossier"):
                if at := self._person_of(parent, pv, found.dossier):
                    return self._person(pv, at)
        return "", None

    def _person(self, pv: int, person: UUID) -> tuple[str, UUID | None]:
        table = RECORDS["person"]
        name = self._connection.execute(
            select(table.c.name).where(table.c.pv == pv, table.c.id == person)
        ).scalar()
        return name or "", person if name else None

    def _person_of(self, dossier_kind: str, pv: int, dossier: UUID) -> UUID | None:
        table = RECORDS[dossier_kind]
        return self._connection.execute(
            select(table.c.person).where(table.c.pv == pv, table.c.id == dossier)
        ).scalar()


def officer_names(connection: Connection, pv: int | None = None) -> dict[bytes, str]:
    """The names of officers by id, as they are called in scope ``pv``; those of this very
    workstation's scope as they are called here.

    Any commune can write a row of that id into its own scope: it renames nobody elsewhere.
    """
    table = RECORDS["officer"]
    here = connection.execute(
        select(sync_device.c.pv).join(own_device, own_device.c.device == sync_device.c.device)
    ).scalar()
    rows = connection.execute(select(table.c.pv, table.c.id, table.c.name)).all()
    rank = {pv: 1, here: 2}
    ranked = sorted(rows, key=lambda row: (rank.get(row.pv, 0), row.pv))
    return {row.id.bytes: one_line(row.name or "") for row in ranked}


def one_line(name: str) -> str:
    """A name out of somebody's data as a list may show it: short, nothing that turns or breaks
    the line."""
    bare = "".join(letter for letter in name if letter.isprintable())
    return bare if len(bare) <= LONGEST_NAME else f"{bare[:LONGEST_NAME]}…"


def name_of_row(connection: Connection, pv: int, row: UUID) -> str:
    """The name of a person, a village or a household's head; "" when it is not here."""
    person, household = RECORDS["person"], RECORDS["household"]
    for table in (person, RECORDS["village"]):
        name = connection.execute(
            select(table.c.name).where(table.c.pv == pv, table.c.id == row)
        ).scalar()
        if name:
            return str(name)
    head = connection.execute(
        select(person.c.name)
        .join(household, (household.c.pv == person.c.pv) & (household.c.head == person.c.id))
        .where(household.c.pv == pv, household.c.id == row)
    ).scalar()
    return str(head or "")
