"""What a check of the stored data may find; named by numbers and ids, never by what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

MOST = 1000  # findings that are named; beyond them they are only counted


class FindingKind(StrEnum):
    """What does not agree with what."""

    CHAIN = "chain"  # an operation with the chain of its stream
    REACH = "reach"  # how far a stream is said to reach with its log
    SIGNATURE = "signature"  # the signed head of a stream with its chain
    DESCRIPTOR = "descriptor"  # a stream's columns with its signed description
    LOG = "log"  # the columns of a logged operation with its bytes
    STATUS = "status"  # what became of an operation with what this program makes of it
    MISSING = "missing"  # a row of the log that its table lacks
    UNEXPLAINED = "unexplained"  # something in the tables of which the log does not speak
    VALUE = "value"  # a shown value with the log
    HEADS = "heads"  # who wrote what is shown or kept beside it, with the log
    AWAITED = "awaited"  # what a row waits for, with the log
    SETTLED = "settled"  # whether a row is settled, with the log
    DIFFERENCE = "difference"  # which fields hold two different entries, with the log
    REPEATED = "repeated"  # which rows are kept as holding something written twice, with the log
    TOTALS = "totals"  # the control totals that are kept with those of every row


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree, and where."""

    kind: FindingKind
    what: str


@dataclass(slots=True)
class Findings:
    """Findings as they come up, in memory that stays small however bad the file is."""

    named: list[Finding] = field(default_factory=list)
    count: int = 0

    def add(self, kind: FindingKind, what: str) -> None:
        """Note one finding."""
        self.count += 1
        if len(self.named) < MOST:
            self.named.append(Finding(kind, what))
