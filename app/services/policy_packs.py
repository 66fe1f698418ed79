"""The law's tables as the office sends them: made, shown in words, put in use.

A pack is checked against the schema of the tables before it is used; what is not whole stays
unused and the figures before it go on. Versions only rise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.core.names import clean_text
from app.core.paths import resource
from app.policy import pack_check, parameters
from app.policy.figures import Overlay
from app.policy.parameters import UNKNOWN_ACT, Law
from app.services.law_changes import differences
from app.services.session import Session
from app.services.station import read_setting, write_setting
from app.storage.atomic_file import replace_file
from app.storage.failures import translate_errors
from app.storage.store import Store
from app.sync import office_keys, policy_pack, trust_store
from app.sync.policy_pack import FORMAT, File, Pack

READ = "figures_read"
MOST_LOST = 50  # packs that a station may have forgotten when it was put back


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack for people: what it changes against the program's own tables.

    A preview tells what changes against the law in use.
    """

    version: int
    made: str
    note: str
    files: tuple[str, ...]
    changes: tuple[str, ...]
    usable: bool
    """Whether its tables are whole; others stay unused."""


class PolicyPacks:
    """The figures in use at this station."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def make(self, folder: Path, note: str) -> PackView:
        """Sign the tables of ``folder`` as the next pack; it goes out with every bundle.

        Raises Correctable: not an office, no table there, one that breaks its schema, the key
        lies elsewhere.
        """
        files = self._tables(folder)
        with self._store.write(self._session.officer) as work:
            connection = work.connection
            pack = self._next(connection, files, note)
            root = trust_store.require_root(connection)
            signed = policy_pack.sign_pack(pack, [office_keys.load(connection).policy])
            policy_pack.take(connection, root, signed)
            work.commit()
        self.use()
        return _view(pack)

    def preview(self, folder: Path) -> PackView:
        """What the tables of ``folder`` would change against the law in use; nothing is kept.

        Raises Correctable as :meth:`make`, but for the key.
        """
        files = self._tables(folder)
        with self._store.read() as connection:
            return _view(self._next(connection, files, ""), against=parameters.law())

    def write_tables(self, folder: Path) -> tuple[str, ...]:
        """Write the tables in use into ``folder``, to be edited there; their names.

        Raises Correctable when tables lie there already, Environment when the disk refuses.
        """
        with self._store.read() as connection:
            pack = policy_pack.kept(connection)
        texts = {} if pack is None else _texts(pack)
        names = tuple(sorted(parameters.TABLES))
        if any((folder / name).exists() for name in names):
            raise Correctable(
                "tables_there",
                N_("Tables lie in this folder already. Choose an empty folder."),
                field="folder",
            )
        below = Overlay(texts, resource("policy"))
        with translate_errors():
            folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                replace_file(folder / name, (below / name).read_text(encoding="utf-8").encode())
        return names

    def signed(self) -> bytes:
        """The pack in use as a file. Raises Correctable when there is none."""
        with self._store.read() as connection:
            found = trust_store.policy(connection)
        if found is None:
            raise _none()
        return found

    def take(self, signed: bytes) -> PackView:
        """Take a pack from a file. Raises Untrusted, Correctable when ours is as new."""
        with self._store.write(self._session.officer) as work:
            root = trust_store.require_root(work.connection)
            pack = policy_pack.take(work.connection, root, signed)
            if pack is None:
                raise Correctable(
                    "pack_not_newer", N_("The figures in use here are as new as these.")
                )
            work.commit()
        self.use()
        return _view(pack)

    def show(self) -> PackView | None:
        """The pack that is kept here; None when the program's own figures are in use."""
        with self._store.read() as connection:
            pack = policy_pack.kept(connection)
        return None if pack is None else _view(pack)

    def news(self) -> PackView | None:
        """The pack in use, when nobody at this station has read yet what it changes."""
        view = self.show()
        with self._store.read() as connection:
            read = int(read_setting(connection, READ) or 0)
        return view if view is not None and view.usable and view.version > read else None

    def seen(self, version: int) -> None:
        """Somebody has read what that pack changes."""
        with self._store.write(self._session.officer) as work:
            write_setting(work.connection, READ, str(version))
            work.commit()

    def _tables(self, folder: Path) -> tuple[File, ...]:
        self._session.require_role("office")
        files = _read(folder)
        _law({one.name: one.text for one in files})
        return files

    def _next(self, connection: Connection, files: tuple[File, ...], note: str) -> Pack:
        """The next pack; its number is above ours and above what a peer has told.

        A station that was put back would else give a number twice. A number far beyond is made
        up: nobody can raise ours by more than a little.
        """
        before = policy_pack.kept(connection)
        known = 0 if before is None else before.version
        told = trust_store.highest_peer_policy(connection, known + MOST_LOST)
        version = max(known, told) + 1
        return Pack(FORMAT, version, self._store.clock.today().isoformat(), clean_text(note), files)

    def use(self) -> None:
        """Let the law be that of the pack kept here, or the program's own."""
        with self._store.read() as connection:
            put_in_use(connection)


def put_in_use(connection: Connection) -> None:
    """Let the law be that of the pack kept in this file, if it is whole."""
    pack = policy_pack.kept(connection)
    if pack is None:
        parameters.use(None)
        return
    try:
        parameters.use(pack_check.with_pack(_texts(pack)))
    except Environment:  # it came signed, but from a program that knows other tables
        parameters.use(None)


def _view(pack: Pack, *, against: Law | None = None) -> PackView:
    old = against or parameters.shipped()
    try:
        changes, usable = tuple(differences(old, _law(_texts(pack)))), True
    except Correctable as error:
        changes, usable = (error.words(),), False
    names = tuple(one.name for one in pack.files)
    return PackView(pack.version, pack.made, pack.note, names, changes, usable)


def _read(folder: Path) -> tuple[File, ...]:
    try:
        names = sorted(name for name in parameters.TABLES if (folder / name).is_file())
        files = tuple(File(name, (folder / name).read_text(encoding="utf-8")) for name in names)
    except (OSError, UnicodeDecodeError):
        files = ()
    if not files:
        raise Correctable(
            "no_tables",
            N_("No table of figures lies in this folder, e.g. levels.toml."),
            field="folder",
        )
    return files


def _law(texts: Mapping[str, str]) -> Law:
    """The law of a pack; Correctable where the program's own file would be damaged."""
    try:
        return pack_check.with_pack(texts)
    except Environment as error:
        if error.code == UNKNOWN_ACT:
            raise Correctable(
                "pack_act_unknown",
                N_("{citation}: enter this act in the table instruments.toml first."),
                field="folder",
                citation=str(error.params["citation"]),
            ) from None
        raise Correctable(
            "pack_broken",
            N_("The table {file} cannot be used: {detail}."),
            field="folder",
            file=str(error.params.get("file", "")),
            detail=str(error.params.get("detail", "")),
        ) from None


def _texts(pack: Pack) -> dict[str, str]:
    return {one.name: one.text for one in pack.files}


def _none() -> Correctable:
    return Correctable("no_pack", N_("The program's own figures are in use; there is no pack."))
