"""Files that are given in: looked at, taken in each whole or not at all, found on a stick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app.core.errors import Cancelled, Correctable, Environment, Untrusted
from app.models.log import sync_in
from app.oplog.operation import read
from app.services.bundles import (
    BundleReport,
    bundles_of,
    topics,
    unread,
)
from app.services.computers import full_name
from app.services.outcomes import ImportOutcome, outcome, warning
from app.services.policy_packs import put_in_use
from app.services.session import Session
from app.storage.failures import translate_errors
from app.storage.queries.outgoing import Beyond
from app.storage.store import Store
from app.sync import own_device, received_files, receiving, trust_store
from app.sync.check_words import check_words
from app.sync.container import addressed_to, peek
from app.sync.manifest import OpsSegment
from app.sync.signing import hint
from app.sync.spool import UNREAD, copy_in, fingerprint, let_go
from app.sync.steps.check_bundle import KEPT, Checked

SPOOL = "spool"

Progress = Callable[[int, int], None]
"""How many of how many are done; 0 when that is not known before."""


class Importing:
    """The use cases of taking files in; ``folder`` is the workstation's own."""

    def __init__(self, store: Store, session: Session, folder: Path) -> None:
        self._store = store
        self._session = session
        self._spool = folder / SPOOL

    def verify(self, path: Path) -> BundleReport:
        """Check signature, sender and contents of a file without taking it in.

        Raises Untrusted when it must not be taken in, Correctable when it is no file.
        """
        kinds: dict[int, set[bytes]] = {}
        counts: dict[int, int] = {}

        def look(segment: OpsSegment, checked: Checked) -> None:
            for seq, raw in enumerate(segment.ops, start=segment.first):
                operation = read(raw, seq)
                kinds.setdefault(operation.kind, set()).add(operation.row)
                counts[operation.kind] = counts.get(operation.kind, 0) + 1

        spooled = copy_in(path, self._folder())
        try:
            checked = receiving.examine(self._store, spooled.path, look)
        finally:
            let_go(self._spool, spooled.sha256)
        shown = checked.channel in (None, *self._session.channels)
        found = [Beyond(kind, len(rows), counts[kind]) for kind, rows in kinds.items()]
        return BundleReport(
            name=path.name,
            sender=checked.sender.name,
            sender_role=checked.sender.role,
            channel=checked.channel if shown else None,
            made_ms=checked.manifest.created_ms,
            operations=sum(counts.values()) if shown else 0,
            topics=topics(found) if shown else {},
            check_words=check_words(spooled.sha256),
            warning=warning(checked),
        )

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        progress: Progress | None,
        stop: Callable[[], bool],
        within: Progress | None = None,
    ) -> list[ImportOutcome]:
        """Take in files, or all bundles of a folder; each is taken whole or not at all.

        The order does not matter: what came too early is held and joins when the rest is there.
        ``stop`` is asked before each file and before each part of one; files that are taken in by
        then stay, of the one under way nothing does. ``progress`` counts files, ``within`` the
        changes of the file under way. Raises Correctable before enrolment or when the only path is
        no file, Environment when our own disk fails.
        """

        def watch(read: int, of: int) -> None:
            if within is not None:
                within(read, of)
            if stop():
                raise Cancelled

        files = [file for path in paths for file in self._files(path)]
        behind = self._behind()
        outcomes = []
        for at, file in enumerate(files):
            if stop():
                break
            try:
                outcomes.append(self._import(file, watch, alone=len(files) == 1))
            except Cancelled:
                break
            if progress is not None:
                progress(at + 1, len(files))
        if any(one.state in ("new", "held") for one in outcomes):
            with self._store.read() as connection:
                put_in_use(connection)
        if behind and not self._behind():  # what waited for the newer trust document
            outcomes += self.take_kept()
        return outcomes

    def _behind(self) -> bool:
        with self._store.read() as connection:
            return trust_store.missing_version(connection) is not None

    def take_kept(self) -> list[ImportOutcome]:
        """Take in the files that were put aside until somebody vouched for their sender."""
        kept = sorted(self._folder().glob("*.tgxh"))
        return self.import_files(kept, progress=None, stop=lambda: False)

    def waiting_files(self, folder: Path) -> list[Path]:
        """Bundles in ``folder`` that are addressed to this workstation and were not given in yet.

        A quick look at the outside of each file; empty when the folder cannot be read.
        """
        with self._store.read() as connection:
            own = own_device.load(connection).enc_pub
            known = {
                (row.bundle, row.sender)
                for row in connection.execute(select(sync_in.c.bundle, sync_in.c.sender))
            }
            senders = {
                hint(one.certificate.sign_key): one.id
                for one in trust_store.devices(connection).values()
            }
        found = []
        with suppress(OSError):
            for file in bundles_of(folder):
                with suppress(Untrusted, OSError), file.open("rb") as opened:
                    header = peek(opened)
                    sender = senders.get(header.sender, UUID(int=0))
                    kept = {
                        (one, sender) for one in received_files.kept_under(header.bundle_id, sender)
                    }
                    if addressed_to(header, own) and known.isdisjoint(kept):
                        found.append(file)
        return found

    def _files(self, path: Path) -> list[Path]:
        try:
            return bundles_of(path)
        except OSError as error:
            raise unread(path.name) from error

    def _import(self, file: Path, watch: receiving.Watch, *, alone: bool) -> ImportOutcome:
        try:
            sha256 = fingerprint(file)
            if received_files.is_known(self._store, sha256):
                let_go(self._spool, sha256)  # a power cut may have left it
                return ImportOutcome(file.name, "known", check_words=check_words(sha256))
            spooled = copy_in(file, self._folder())
        except Untrusted as error:
            return ImportOutcome(file.name, "refused", reason=error.words(), code=error.code)
        except Correctable as error:  # gone since the folder was looked at, or never a file
            if alone:
                raise
            return ImportOutcome(file.name, "unread", reason=error.words(), code=error.code)
        except Environment as error:
            if error.code != UNREAD:
                raise
            return ImportOutcome(file.name, "unread", reason=error.words(), code=error.code)
        keep = False
        try:
            found = receiving.receive(
                self._store, self._session.officer, spooled, file.name, watch=watch
            )
            keep = found.error is not None and found.error.code in KEPT
        except Environment:
            keep = True
            raise
        finally:
            if not keep:
                let_go(self._spool, spooled.sha256)
        words = check_words(spooled.sha256)
        sender = None
        if found.checked is not None:
            with self._store.read() as connection:
                sender = full_name(connection, found.checked.sender.id)
        return outcome(file.name, found, words, channels=self._session.channels, sender=sender)

    def _folder(self) -> Path:
        with translate_errors():
            self._spool.mkdir(mode=0o700, exist_ok=True)
        return self._spool
