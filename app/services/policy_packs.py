"""The law's figures as the office sends them: made, shown in words, put in use.

A pack is checked against the schema of the tables before it is used; what is not whole stays
unused and the figures before it go on. Versions only rise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.core.errors import Correctable, Environment
from app.core.i18n import N_, _, ngettext
from app.core.money import group_digits
from app.core.names import clean_text
from app.policy import pack_check, parameters
from app.policy.parameters import Law, Level
from app.services.session import Session
from app.services.station import read_setting, write_setting
from app.storage.store import Store
from app.sync import office_keys, policy_pack, trust_store
from app.sync.policy_pack import FORMAT, File, Pack

READ = "figures_read"


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack for people: what it changes against the program's own figures."""

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
        self._session.require_role("office")
        files = _read(folder)
        _law({one.name: one.text for one in files})
        with self._store.write(self._session.officer) as work:
            connection = work.connection
            before = policy_pack.kept(connection)
            pack = Pack(
                FORMAT,
                1 if before is None else before.version + 1,
                self._store.clock.today().isoformat(),
                clean_text(note),
                files,
            )
            root = trust_store.require_root(connection)
            signed = policy_pack.sign_pack(pack, [office_keys.load(connection).policy])
            policy_pack.take(connection, root, signed)
            work.commit()
        self.use()
        return _view(pack)

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


def _view(pack: Pack) -> PackView:
    try:
        changes, usable = tuple(differences(parameters.shipped(), _law(_texts(pack)))), True
    except Correctable as error:
        changes, usable = (error.words(),), False
    names = tuple(one.name for one in pack.files)
    return PackView(pack.version, pack.made, pack.note, names, changes, usable)


def differences(old: Law, new: Law) -> Iterator[str]:
    """What changes from one law to another, a sentence for each."""
    yield from _levels(
        _("Standard level of social assistance"), old.standard_levels, new.standard_levels
    )
    yield from _levels(
        _("Level of the social pension"), old.social_pension_levels, new.social_pension_levels
    )
    for code, category in new.categories.items():
        if code not in old.categories:
            yield _("New category {code}: {label}").format(code=code, label=category.label)
        elif category != old.categories[code]:
            yield _("Category {code} changes: {label}").format(code=code, label=category.label)
    for code in old.categories.keys() - new.categories.keys():
        yield _("Category {code} is left out").format(code=code)
    others = sum(
        getattr(old, name) != getattr(new, name)
        for name in ("social_pension", "care_support", "emergency", "instruments")
    )
    if others:
        words = ngettext("{count} other table changes", "{count} other tables change", others)
        yield words.format(count=others)


def _levels(name: str, old: tuple[Level, ...], new: tuple[Level, ...]) -> Iterator[str]:
    known = {level.first_day: level for level in old}
    before: Level | None = None
    for level in new:
        if known.get(level.first_day) != level:
            was = group_digits(before.vnd) if before else "–"
            yield _("{name} from {day}: {new} đồng (before: {old} đồng), {legal}").format(
                name=name,
                day=level.first_day.strftime("%d/%m/%Y"),
                new=group_digits(level.vnd),
                old=was,
                legal=level.legal,
            )
        before = level


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
