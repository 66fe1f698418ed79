"""What is told about bundles: what would go, what went, what a file is, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.core.errors import Environment
from app.core.i18n import N_
from app.oplog.kinds import BY_NUMBER
from app.services.unused import Unused
from app.storage.queries.outgoing import Beyond
from app.sync.check_words import check_words
from app.sync.container import peek
from app.sync.file_writer import CHECKED, WRITTEN
from app.sync.found_files import bundles_in
from app.sync.sending import Sent

# What people count when they hear what will be sent; other kinds go along uncounted.
TOPICS: dict[str, frozenset[str]] = {
    "people": frozenset({"person", "household"}),
    "facts": frozenset({"fact", "restricted_fact", "membership", "village"}),
    "dossiers": frozenset({"dossier", "restricted_dossier"}),
    "cases": frozenset({"emergency_case", "protection_case"}),
    "papers": frozenset({"paper", "restricted_paper", "decision", "restricted_decision"}),
    "notices": frozenset({"notice"}),
}

__all__ = ("CHECKED", "WRITTEN")  # the steps of Making, for those who show them

EVERY_KIND = frozenset(kind.name for kind in BY_NUMBER.values())
"""What may have changed when a bundle was taken in."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A workstation that bundles can be made for."""

    device: UUID
    name: str
    pv: int
    role: str
    last_sent_ms: int | None
    beside: bool = False
    """Whether it is another laptop of this very commune."""
    mark: str = ""
    """What tells it from others of its name; "" when there are none."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What has not been sent yet: rows by topic, changes in all, and since when."""

    topics: dict[str, int]
    operations: int
    unconfirmed: int
    """Bundles that were sent and whose arrival nobody has confirmed."""
    since_ms: int | None


@dataclass(frozen=True, slots=True)
class Unsent:
    """How many changes have not been sent yet, and since when."""

    operations: int
    since_ms: int | None


@dataclass(frozen=True, slots=True)
class Making:
    """How far an export is: files that are done, and of the next one bytes ``written`` or
    read back and ``checked``, out of about ``of``."""

    done: int
    step: str
    size: int
    of: int


@dataclass(frozen=True, slots=True)
class ExportedBundle:
    """A file that was written, read back and found equal."""

    name: str
    path: Path
    number: int
    channel: str
    to: str
    operations: int
    size: int
    sha256: str
    check_words: tuple[str, ...]
    verified: bool = True


@dataclass(frozen=True, slots=True)
class BundleHeader:
    """What anybody can read on the outside of a file; nobody vouches for it."""

    name: str
    size: int
    bundle: UUID
    kind: int
    sender_hint: str
    recipient_hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BundleReport:
    """An authentic file, looked through without taking it in."""

    name: str
    sender: str
    sender_role: str
    channel: str | None
    made_ms: int
    operations: int
    topics: dict[str, int]
    check_words: tuple[str, ...]
    warning: str | None


@dataclass(frozen=True, slots=True)
class SentLine:
    """One bundle that was written; ``arrived_ms`` is None until the peer has confirmed.

    Bundles are numbered for each addressee, and ``restricted`` ones by themselves.
    """

    number: int
    restricted: bool
    name: str
    to: str
    operations: int
    made_ms: int
    arrived_ms: int | None
    check_words: tuple[str, ...]
    device: UUID | None = None
    """The addressee; several of a commune have one name."""


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One file that was given to this workstation."""

    name: str
    sender: str | None
    """As workstations are told apart; ``unit`` is the bare name of the commune or office."""
    unit: str | None
    state: str
    made: int
    changed: int
    held: int
    unused: Unused
    reason: str | None
    received_ms: int
    check_words: tuple[str, ...]


def inspect(path: Path) -> BundleHeader:
    """The public header of a file, which needs no workstation and proves nothing.

    Raises Untrusted when it is no bundle, Environment when it cannot be read.
    """
    try:
        if not path.is_file():  # opening a pipe would wait for ever
            raise FileNotFoundError(path.name)
        with path.open("rb") as file:
            header = peek(file)
        size = path.stat().st_size
    except OSError as error:
        raise unread(path.name) from error
    return BundleHeader(
        path.name,
        size,
        UUID(bytes=header.bundle_id),
        header.kind,
        header.sender.hex(),
        tuple(hint.hex() for hint in header.recipients),
    )


def unread(name: str) -> Environment:
    """A file or folder that is not there, or on a stick that is not."""
    return Environment(
        "file_unreadable",
        N_("The file {name} cannot be read. Check its name and whether the stick is in."),
        name=name,
    )


def bundles_of(path: Path) -> list[Path]:
    """The file itself, or the bundles of a folder by name; OSError when it cannot be read."""
    return bundles_in(path) if path.is_dir() else [path]


def topics(found: Iterable[Beyond]) -> dict[str, int]:
    """Rows by topic, in the order of :data:`TOPICS`; topics without any are left out."""
    names = {BY_NUMBER[one.kind].name: one.rows for one in found if one.kind in BY_NUMBER}
    counts = {
        topic: sum(rows for name, rows in names.items() if name in kinds)
        for topic, kinds in TOPICS.items()
    }
    return {topic: count for topic, count in counts.items() if count}


def together(parts: Sequence[Outgoing]) -> Outgoing:
    """What goes to several workstations, added up; since the last sending to any of them."""
    counts: dict[str, int] = {}
    for part in parts:
        for topic, count in part.topics.items():
            counts[topic] = counts.get(topic, 0) + count
    return Outgoing(
        counts,
        sum(part.operations for part in parts),
        sum(part.unconfirmed for part in parts),
        max((part.since_ms for part in parts if part.since_ms is not None), default=None),
    )


def exported(sent: Sent, to: str) -> ExportedBundle:
    """What is told about a bundle that was written."""
    written = sent.written
    return ExportedBundle(
        name=written.path.name,
        path=written.path,
        number=sent.sending.number,
        channel=sent.channel,
        to=to,
        operations=sent.operations,
        size=written.size,
        sha256=written.sha256.hex(),
        check_words=check_words(written.sha256),
    )
