"""How far each own stream had come, noted outside the data folder and its backups.

A database that is behind its anchor was restored from a backup, or lost the end of its
write-ahead log: the stream must not be continued. The note holds ids, numbers and chain values,
nothing about people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from app.core.paths import state_folder
from app.storage.atomic_file import replace_file
from app.storage.failures import translate_errors

_MOST_BYTES = 1024 * 1024

Chain = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class AnchorPoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The newest operation of one stream: its number (from 1) and the chain value there."""

    stream: UUID
    seq: Annotated[int, msgspec.Meta(ge=1)]
    chain: Chain


class _AnchorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal[1]
    database: UUID
    streams: list[AnchorPoint]


_decoder = msgspec.json.Decoder(_AnchorFile)  # made here, so that no opening waits for it


class AnchorState(Enum):
    """What comparing the note with the database says."""

    MATCHES = "matches"
    MISSING = "missing"  # warn: a new computer, another account, or somebody deleted it
    BEHIND = "behind"  # the database lacks what was committed once: restored
    CONTRADICTS = "contradicts"  # same number, other content: another copy went on


@dataclass(frozen=True, slots=True)
class AnchorReport:
    """The worst of all streams, and the points of those that do not match."""

    state: AnchorState
    points: tuple[AnchorPoint, ...] = ()


def write_anchor(database: UUID, points: Iterable[AnchorPoint], *, durable: bool = False) -> None:
    """Note how far the own streams of ``database`` have come; runs after every save.

    Without ``durable`` a power cut may leave an older note, which never accuses a good
    database; the program asks for a durable one when it closes.

    Raises:
        Environment: the state folder cannot be written to.
    """
    file = _AnchorFile(1, database, sorted(points, key=lambda point: point.stream.bytes))
    path = anchor_path(database)
    with translate_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, msgspec.json.encode(file), durable=durable)


def read_anchor(database: UUID) -> tuple[AnchorPoint, ...] | None:
    """The note on ``database``; None when there is none that can be read and is about it."""
    try:
        with anchor_path(database).open("rb") as opened:
            raw = opened.read(_MOST_BYTES)
        file = _decoder.decode(raw)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return tuple(file.streams) if file.database == database else None


def compare_anchor(
    points: tuple[AnchorPoint, ...] | None, chain_at: Callable[[UUID, int], bytes | None]
) -> AnchorReport:
    """Hold the note against the database.

    Args:
        chain_at: the database's chain value of a stream at a number; None where it has no
            such operation.
    """
    if points is None:
        return AnchorReport(AnchorState.MISSING)
    behind, contradicting = [], []
    for point in points:
        ours = chain_at(point.stream, point.seq)
        if ours is None:
            behind.append(point)
        elif ours != point.chain:
            contradicting.append(point)
    if contradicting:
        return AnchorReport(AnchorState.CONTRADICTS, (*contradicting, *behind))
    if behind:
        return AnchorReport(AnchorState.BEHIND, tuple(behind))
    return AnchorReport(AnchorState.MATCHES)


def anchor_path(database: UUID) -> Path:
    """Where the note on ``database`` lies: the person's state folder, never the data folder."""
    return state_folder() / "anchors" / f"{database}.json"
