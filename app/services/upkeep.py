"""Whether the workstation's data are whole: the file, the log, and the tables as its replay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.oplog.kinds import KINDS
from app.oplog.registry import Channel
from app.oplog.stream import decode_descriptor
from app.storage.census import living_rows, operations_by_status
from app.storage.chain_check import Verify, device_keys
from app.storage.findings import Finding, FindingKind
from app.storage.kept_totals import wrongly_kept
from app.storage.replay import Progress, replay
from app.storage.state_hash import state_hashes
from app.storage.store import Store
from app.storage.streams import StreamBook
from app.sync.signing import verify_head


@dataclass(frozen=True, slots=True)
class StateHash:
    """What two stations compare to know that they hold the same of a scope and channel."""

    pv: int
    channel: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """What was looked at and what does not agree; ids only, nothing personal.

    ``hashes`` is empty when something was found: the hash of damaged data says nothing.
    ``waiting`` counts operations kept for a newer program, ``denied`` those that no station
    may write, ``withheld`` those of withdrawn devices. None is a fault of the data.
    """

    trouble: tuple[str, ...]
    found: int
    findings: tuple[Finding, ...]
    operations: int
    waiting: int
    denied: int
    records: dict[str, int]
    hashes: tuple[StateHash, ...]
    withheld: int = 0

    @property
    def healthy(self) -> bool:
        """Whether file, log and tables agree."""
        return not self.trouble and not self.found

    def as_json(self) -> dict[str, Any]:
        """The report for programs, ready to be written as JSON."""
        return {
            "healthy": self.healthy,
            "file": list(self.trouble),
            "found": self.found,
            "findings": [{"kind": one.kind.value, "what": one.what} for one in self.findings],
            "operations": self.operations,
            "waiting": self.waiting,
            "denied": self.denied,
            "withheld": self.withheld,
            "records": self.records,
            "state_hash": [
                {"pv": one.pv, "channel": one.channel, "sha256": one.sha256} for one in self.hashes
            ],
        }


class Upkeep:
    """Looking after the data of one open workstation.

    Without clearance nothing tells how much the restricted channel holds; it is checked all
    the same.
    """

    def __init__(self, store: Store, *, cleared: bool) -> None:
        self._store = store
        self._cleared = cleared

    def doctor(self, progress: Progress = lambda done, of: None) -> DoctorReport:
        """Check everything; ``progress(done, of)`` may raise Cancelled to stop.

        Nothing is changed. When the file itself is damaged the rest is not looked at.
        """
        trouble = tuple(self._store.trouble())
        if trouble:
            return DoctorReport(trouble, 0, (), 0, 0, 0, {}, ())
        with self._store.read() as connection:
            steps = progress if self._cleared else _in_percent(progress)
            report = replay(connection, verify=_verifier(connection), progress=steps)
            totals = wrongly_kept(connection, StreamBook(connection))
            found = report.found + len(totals)
            status = operations_by_status(connection, cleared=self._cleared)
            return DoctorReport(
                trouble=(),
                found=found,
                findings=self._told(connection, (*report.findings, *map(_finding, totals))),
                operations=sum(status.values()),
                waiting=status.get("unknown", 0),
                denied=status.get("denied", 0),
                records=living_rows(connection, cleared=self._cleared),
                hashes=() if found else self._hashes(connection),
                withheld=status.get("withheld", 0),
            )

    def _told(self, connection: Connection, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings by name; without clearance none that names a restricted row or stream."""
        if self._cleared:
            return findings
        hidden = [kind.name for kind in KINDS if kind.channel is Channel.CASE]
        hidden.append(Channel.CASE.value)
        hidden += [
            f"stream {stream.id}"
            for stream in StreamBook(connection)
            if stream.origin.channel is Channel.CASE
        ]
        return tuple(one for one in findings if not one.what.startswith(tuple(hidden)))

    def _hashes(self, connection: Connection) -> tuple[StateHash, ...]:
        found = state_hashes(connection, StreamBook(connection))
        return tuple(
            StateHash(pv, channel.value, value.hex())
            for (pv, channel), value in found.items()
            if self._cleared or channel is not Channel.CASE
        )


def _finding(kept: tuple[int, Channel]) -> Finding:
    pv, channel = kept
    return Finding(FindingKind.TOTALS, f"{channel.value} {pv}")


def _in_percent(progress: Progress) -> Progress:
    """How far it is, without the number of operations, some of which may be restricted."""
    return lambda done, of: progress(done * 100 // max(of, 1), 100)


def _verifier(connection: Connection) -> Verify:
    keys = device_keys(connection)

    def verify(descriptor: bytes, seq: int, chain: bytes, signature: bytes) -> bool:
        told = decode_descriptor(descriptor)
        key = keys.get(UUID(bytes=told.device))
        return key is not None and verify_head(
            key, told.stream, seq=seq, chain=chain, signature=signature
        )

    return verify
