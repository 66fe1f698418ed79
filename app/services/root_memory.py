"""Which root document was in force here, remembered outside the database.

The key file holds the highest number ever seen, and whoever puts an older database back does not
put that back with it: the database is then told what it has forgotten (``sync.trust_updates``
says what follows from it). A key file that cannot be written harms no saved data; it is tried
again after the next root document and at the next opening.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import UUID

from app.core.errors import Environment, Untrusted
from app.storage import key_store, sealed_keys
from app.storage.store import Store
from app.sync import trust_store


class RootMemory:
    """Carries the number between the database of ``store`` and the key file of ``folder``."""

    def __init__(self, store: Store, folder: Path, key: bytes) -> None:
        self._store = store
        self._folder = folder
        self._key = key
        self._kept = sealed_keys.read_keys(folder).root_version_seen

    def remind(self, officer: UUID) -> None:
        """At opening: tell the database of a newer document than it holds."""
        with self._store.read() as connection:
            known = trust_store.root_number(connection)
        if self._kept <= known:
            self.keep()
            return
        with self._store.write(officer) as work:
            trust_store.note_seen(work.connection, self._kept)
            work.commit()

    def keep(self) -> None:
        """After one was saved: let the key file know the document in force, when it is newer."""
        with self._store.read() as connection:
            known = trust_store.root_number(connection)
        if known > self._kept:
            with suppress(Environment, Untrusted):
                key_store.remember_root_version(self._folder, self._key, version=known)
                self._kept = known


def carried_over(folder: Path, key: bytes) -> int:
    """What the key file of ``folder`` remembers, if the holder of ``key`` wrote it; else 0."""
    with suppress(Environment, Untrusted):
        file = sealed_keys.read_keys(folder)
        sealed_keys.check_seal(file, key)
        return file.root_version_seen
    return 0
