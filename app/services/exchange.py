"""Sending and taking in bundles: what goes, to whom, what came, what became of it.

Restricted records travel in bundles of their own, which only an officer who is cleared writes
and sees. Differences between two entries are in ``services.differences``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, LargeBinary, func, select, text, type_coerce

from app.core.errors import Correctable, Environment, Untrusted
from app.core.i18n import N_, _
from app.models.log import sync_in, sync_out
from app.models.records import RECORDS
from app.oplog.operation import read
from app.services import comparisons, differences, proof, receipts
from app.services.bundles import (
    BundleReport,
    Destination,
    ExportedBundle,
    ImportOutcome,
    Making,
    Outgoing,
    ReceivedLine,
    SentLine,
    Unsent,
    bundles_of,
    exported,
    outcome,
    together,
    topics,
    unread,
    warning,
)
from app.services.changes import Changes
from app.services.comparisons import Compared
from app.services.differences import Difference, Entry, Rule
from app.services.policy_packs import put_in_use
from app.services.proof import Proof
from app.services.session import Session
from app.storage.failures import translate_errors
from app.storage.plain_rows import PlainQuery
from app.storage.queries.outgoing import Beyond, beyond
from app.storage.store import Store
from app.storage.streams import Stream, StreamBook
from app.sync import own_device, pipeline, renewal, trust_store
from app.sync.check_words import check_words
from app.sync.container import addressed_to, peek
from app.sync.file_writer import require_still_there
from app.sync.here import here
from app.sync.manifest import OpsSegment
from app.sync.parcel import decode_ranges
from app.sync.signing import hint
from app.sync.spool import UNREAD, Spooled, copy_in, fingerprint
from app.sync.steps.check_bundle import KEPT, Checked
from app.sync.steps.write_bundle import unrecord

SPOOL = "spool"

Progress = Callable[[int, int], None]
"""How many of how many are done; 0 when that is not known before."""


_LAST = PlainQuery(
    select(type_coerce(sync_out.c.device, LargeBinary), func.max(sync_out.c.made_ms)).group_by(
        sync_out.c.device
    ),
    [],
)


class Exchange:
    """The use cases of sending and receiving; ``folder`` is the workstation's own."""

    def __init__(self, store: Store, session: Session, folder: Path) -> None:
        self._store = store
        self._session = session
        self._spool = folder / SPOOL

    def destinations(self) -> list[Destination]:
        """Whom bundles can be made for: an office's communes; a commune's office, then the
        other laptops of the same commune."""
        role = self._session.role
        with self._store.read() as connection:
            last = {UUID(bytes=device): made for device, made in _LAST.ask(connection)}
            found = [
                Destination(
                    one.id, one.name, one.pv, one.role, last.get(one.id), beside=one.role == role
                )
                for one in trust_store.devices(connection).values()
                if (one.role != role or (role == "commune" and one.pv == self._session.pv))
                and one.id != self._store.identity.device
                and not one.withdrawn
            ]
        return sorted(found, key=lambda one: (one.beside, one.name, one.device))

    def outgoing(self, to: UUID | None = None) -> Outgoing:
        """What ``to`` has not been sent yet; left out, all that are not beside together."""
        peers: list[Destination | None] = [
            one
            for one in self.destinations()
            if (not one.beside if to is None else one.device == to)
        ]
        with self._store.read() as connection:
            parts = [self._outgoing(connection, peer) for peer in peers or [None]]
        return together(parts)

    def unsent(self) -> Unsent:
        """How many changes no destination was sent yet, without looking at what they are."""
        peers: list[Destination | None] = [one for one in self.destinations() if not one.beside]
        found = Unsent(0, None)
        with self._store.read() as connection:
            for peer in peers or [None]:
                sent, since, _unconfirmed = self._sent(connection, peer)
                streams = self._streams_for(connection, peer)
                found = Unsent(
                    found.operations + sum(one.seq - sent.get(one.id, 0) for one in streams),
                    max(filter(None, (since, found.since_ms)), default=None),
                )
        return found

    def export(
        self,
        to: UUID | None,
        folder: Path,
        *,
        start: int | None = None,
        progress: Callable[[Making], None] = lambda making: None,
    ) -> list[ExportedBundle]:
        """Write everything the destination has not confirmed into ``folder``.

        With ``start`` everything from that number of every stream on, to repair what went wrong
        elsewhere; 1 is all there is. ``progress`` may raise Cancelled to stop; files that are
        finished stay good. Raises Correctable (not enrolled, no or several destinations),
        Environment when the stick fails.
        """
        if start is not None and start < 1:
            raise Correctable(
                "start_too_small", N_("The first change has the number 1."), field="from"
            )
        peer = self._peer(to)
        if not folder.is_dir():
            raise Correctable(
                "no_folder", N_("This folder is not there. Choose another one."), field="out"
            )
        if self._session.role == "office":
            self._introduce_officers(peer.pv)
            self._renew_due(peer.device)
        made: list[pipeline.Sent] = []
        for sent in pipeline.send(
            self._store,
            self._session.officer,
            peer.device,
            folder,
            channels=self._channels(),
            start=start,
            watch=lambda step, size, of: progress(Making(len(made), step, size, of)),
        ):
            made.append(sent)
            progress(Making(len(made), "", 0, 0))
        if len(made) > 1:
            self._require_still_there(made)
        return [exported(one, peer.name) for one in made]

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
            checked = pipeline.examine(self._store, spooled.path, look)
        finally:
            _let_go(spooled)
        shown = checked.channel in (None, *self._channels())
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
        progress: Progress | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> list[ImportOutcome]:
        """Take in files, or all bundles of a folder; each is taken whole or not at all.

        The order does not matter: what came too early is held and joins when the rest is there.
        ``stop`` is asked before each file; those taken in by then stay. Raises Correctable before
        enrolment or when the only path is no file, Environment when our own disk fails.
        """
        files = [file for path in paths for file in self._files(path)]
        outcomes = []
        for at, file in enumerate(files):
            if stop():
                break
            outcomes.append(self._import(file, alone=len(files) == 1))
            if progress is not None:
                progress(at + 1, len(files))
        if any(one.state in ("new", "held") for one in outcomes):
            with self._store.read() as connection:
                put_in_use(connection)
        return outcomes

    def take_kept(self) -> list[ImportOutcome]:
        """Take in the files that were put aside until somebody vouched for their sender."""
        return self.import_files(sorted(self._folder().glob("*.tgxh")))

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
                    kept = {(one, sender) for one in pipeline.kept_under(header.bundle_id, sender)}
                    if addressed_to(header, own) and known.isdisjoint(kept):
                        found.append(file)
        return found

    def sent(self) -> list[SentLine]:
        """Bundles written here, the newest first."""
        with self._store.read() as connection:
            names = _names(connection)
            rows = connection.execute(
                select(sync_out)
                .where(sync_out.c.channel.in_(self._channels()))
                .order_by(sync_out.c.made_ms.desc(), sync_out.c.number.desc())
            )
            return [
                SentLine(
                    row.number,
                    row.channel == "case",
                    row.name,
                    names.get(row.device, ""),
                    row.operations,
                    row.made_ms,
                    row.acknowledged_ms,
                    check_words(bytes(row.sha256)),
                    row.device,
                )
                for row in rows
            ]

    def received(self) -> list[ReceivedLine]:
        """Files given to this workstation, the newest first."""
        with self._store.read() as connection:
            names = _names(connection)
            # Several come in the same millisecond: then the order they were taken in tells.
            rows = connection.execute(
                select(sync_in).order_by(sync_in.c.received_ms.desc(), text("rowid DESC"))
            )
            return [
                ReceivedLine(
                    row.name,
                    names.get(row.sender) if row.sender else None,
                    row.state,
                    row.added,
                    row.changed,
                    row.held,
                    _(row.reason) if row.reason else None,
                    row.received_ms,
                    check_words(bytes(row.sha256)),
                )
                for row in rows
                if row.channel in (None, *self._channels())
            ]

    def differences(self) -> list[Difference]:
        """Fields with two different entries, money first; see ``services.differences``."""
        return differences.open_differences(self._store, self._session)

    def settle(self, difference: Difference, chosen: Entry, reason: str) -> Changes:
        """Let one entry stand, with the reason; the decision travels with the next bundle."""
        return differences.settle(self._store, self._session, difference, chosen, reason)

    def settle_together(self, found: Sequence[Difference], rule: Rule, reason: str) -> Changes:
        """Settle fields of one kind by one rule, all or none."""
        return differences.settle_together(self._store, self._session, found, rule, reason)

    def save_receipt(self, name: str, path: Path) -> None:
        """Write the slip for a file that was taken in; see ``services.receipts``."""
        receipts.save(self._session, self.received(), name, path)

    def proof(self, person: UUID, *, pv: int | None = None) -> Proof:
        """Where every change about a person stands; see ``services.proof``."""
        return proof.of_person(self._store, self._session, person, pv=pv)

    def compared(self) -> list[Compared]:
        """What comparing with other workstations told; see ``services.comparisons``."""
        return comparisons.compared(self._store, self._session)

    def _files(self, path: Path) -> list[Path]:
        try:
            return bundles_of(path)
        except OSError as error:
            raise unread(path.name) from error

    def _import(self, file: Path, *, alone: bool) -> ImportOutcome:
        try:
            sha256 = fingerprint(file)
            if pipeline.is_known(self._store, sha256):
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
            found = pipeline.receive(self._store, self._session.officer, spooled, file.name)
            keep = found.error is not None and found.error.code in KEPT
        except Environment:
            keep = True
            raise
        finally:
            if not keep:
                _let_go(spooled)
        words = check_words(spooled.sha256)
        return outcome(file.name, found, words, channels=self._channels())

    def _require_still_there(self, made: Sequence[pipeline.Sent]) -> None:
        """A stick that holds less than it claims loses the first files while the last are made."""
        try:
            require_still_there(one.written for one in made)
        except Environment:
            with self._store.write(self._session.officer) as work:
                unrecord(work.connection, (one.sending.bundle for one in made))
                work.commit()
            raise

    def _introduce_officers(self, pv: int) -> None:
        """The commune shall see by name who wrote in its scope at the office."""
        table = RECORDS["officer"]
        with self._store.write(self._session.officer) as work:
            rows = work.connection.execute(
                select(table).where(table.c.pv == self._session.pv, table.c.alive)
            ).all()
            for row in rows:
                values = {"name": row.name, "title": row.title}
                there = select(table.c.id).where(table.c.pv == pv, table.c.id == row.id)
                if work.connection.execute(there).first() is None:
                    work.create("officer", values, pv=pv, row_id=row.id)
                else:
                    work.edit("officer", row.id, values, pv=pv)
            work.commit()

    def _renew_due(self, peer: UUID) -> None:
        """Certificates that end soon are renewed; they go with this very bundle."""
        with self._store.write(self._session.officer) as work:
            at = here(work.connection)
            today = self._store.clock.today()
            if renewal.renew_due(work.connection, at, at.known[peer], today):
                work.commit()

    def _channels(self) -> tuple[str, ...]:
        return ("base", "case") if self._session.cleared else ("base",)

    def _peer(self, to: UUID | None) -> Destination:
        found = self.destinations()
        wanted = [one for one in found if not one.beside]
        if to is None and len(wanted) == 1:
            return wanted[0]
        if not wanted:
            raise trust_store.not_enrolled() if self._session.role == "commune" else _nobody()
        if to is None:
            raise Correctable(
                "which_peer", N_("Say which workstation the bundle is for."), field="to"
            )
        for one in found:
            if one.device == to:
                return one
        raise pipeline.unknown_peer()

    def _outgoing(self, connection: Connection, peer: Destination | None) -> Outgoing:
        sent, since, unconfirmed = self._sent(connection, peer)
        streams = self._streams_for(connection, peer)
        found = beyond(connection, {one.number: sent.get(one.id, 0) for one in streams})
        return Outgoing(topics(found), sum(f.operations for f in found), unconfirmed, since)

    def _streams_for(self, connection: Connection, peer: Destination | None) -> list[Stream]:
        return [
            stream
            for stream in StreamBook(connection)
            if stream.device == self._store.identity.device
            and stream.origin.channel.value in self._channels()
            and (peer is None or peer.role == "office" or stream.origin.pv == peer.pv)
        ]

    def _folder(self) -> Path:
        with translate_errors():
            self._spool.mkdir(mode=0o700, exist_ok=True)
        return self._spool

    def _sent(
        self, connection: Connection, peer: Destination | None
    ) -> tuple[dict[UUID, int], int | None, int]:
        """Last number sent by stream, when, and how many bundles nobody has confirmed."""
        if peer is None:
            return {}, None, 0
        last: dict[UUID, int] = {}
        since, unconfirmed = None, 0
        for row in connection.execute(
            select(sync_out).where(
                sync_out.c.device == peer.device, sync_out.c.channel.in_(self._channels())
            )
        ):
            since = max(row.made_ms, since or 0)
            unconfirmed += row.acknowledged_ms is None and row.operations > 0
            for one in decode_ranges(row.ranges):
                last[one.stream_id] = max(one.last, last.get(one.stream_id, 0))
        return last, since, unconfirmed


def _let_go(spooled: Spooled) -> None:
    """Remove the copy that was read; one that stays behind is never read again."""
    with suppress(OSError):
        spooled.path.unlink(missing_ok=True)


def _nobody() -> Correctable:
    return Correctable(
        "nobody_enrolled",
        N_("No commune is enrolled yet. Take in a commune's enrolment request first."),
        field="to",
    )


def _names(connection: Connection) -> dict[UUID, str]:
    return {one.id: one.name for one in trust_store.devices(connection).values()}
