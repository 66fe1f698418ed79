"""Making a workstation: built in a folder beside its place and moved there whole.

A power cut leaves either none or a complete one.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.core import station as card
from app.core.clock import Clock
from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.core.ids import new_id
from app.core.units import unit
from app.core.wordlist import words_from_bytes
from app.oplog.kinds import CURRENT
from app.services.access import open_with_key
from app.services.container import Services
from app.services.station import (
    CLEARED,
    TRAINING,
    UNDERSTOOD,
    write_setting,
)
from app.storage import database, key_store, upgrade
from app.storage.failures import translate_errors
from app.storage.store import Identity, Store
from app.sync import office_keys, own_device


@dataclass(frozen=True, slots=True)
class NewStation:
    """What is needed to make a workstation; ``unit`` is its scope number."""

    role: card.Role
    unit: int
    officer_name: str
    officer_title: str
    passphrase: str
    training: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """The open workstation and the words of its recovery code, shown this once."""

    services: Services
    recovery_words: tuple[str, ...]


def create_station(folder: Path, new: NewStation, clock: Clock) -> Created:
    """Make a workstation in ``folder``, which must be missing or empty, and open it.

    Raises:
        Correctable: weak passphrase, no name, a unit that does not fit the role.
        Environment: the folder is in use or cannot be written to.
    """
    _check(new)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Environment(
            "already_made",
            N_("This folder already holds files. Choose an empty folder, or open what is there."),
        )
    making = folder.with_name(f".{folder.name}.{os.getpid()}.making")
    officer_id, key, code = new_id(), key_store.new_key(), key_store.new_code()
    with translate_errors():
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True, mode=0o700)
        try:
            _build(making, new, officer_id=officer_id, key=key, code=code, clock=clock)
            if folder.exists():
                folder.rmdir()
            making.replace(folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    services = open_with_key(folder, officer_id, key, clock)
    return Created(services, words_from_bytes(code))


def _build(
    folder: Path, new: NewStation, *, officer_id: UUID, key: bytes, code: bytes, clock: Clock
) -> None:
    place = unit(new.unit)
    key_store.create_keys(
        folder,
        database=new_id(),
        unit=new.unit,
        role=new.role,
        key=key,
        officer=key_store.NewOfficer(officer_id, new.officer_name, new.passphrase),
        code=code,
        unit_names=(place.name,),
    )
    engine = database.create_engine_for(folder / card.DATABASE_FILE, key, create=True)
    try:
        upgrade.create_schema(engine)
        device = new_id()
        with engine.begin() as connection:
            own = own_device.establish(
                connection, device, pv=new.unit, role=new.role, name=place.name, clock=clock
            )
            if new.role == "office":
                office_keys.establish(connection, own, clock)
            write_setting(connection, CLEARED.format(officer=officer_id), "1")
            write_setting(connection, TRAINING, "1" if new.training else "0")
            write_setting(connection, UNDERSTOOD, CURRENT.fingerprint())
        store = Store(engine, clock, Identity(device, new.unit, new.role))
        with store.write(officer_id) as work:
            work.create(
                "officer",
                {"name": new.officer_name.strip(), "title": new.officer_title},
                row_id=officer_id,
            )
            work.commit()
    finally:
        database.close(engine)


def _check(new: NewStation) -> None:
    if not new.officer_name.strip():
        raise Correctable("name_missing", N_("Type the officer's full name."), field="officer")
    place = unit(new.unit)
    if (new.role == "office") != place.is_office:
        raise Correctable(
            "unit_role",
            N_("Choose a commune for a commune's workstation and a province for an office's."),
            field="unit",
        )
