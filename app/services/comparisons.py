"""Whether this workstation and another one hold the same, as their control totals tell.

Restricted records are compared too; an officer who is not cleared hears nothing of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.core.i18n import _, ngettext
from app.core.units import unit
from app.oplog.kinds import BY_NUMBER
from app.oplog.registry import Channel
from app.services.computers import full_names
from app.services.field_words import record_name
from app.services.record_subjects import RecordSubjects
from app.services.session import Session
from app.storage.store import Store
from app.sync import comparisons


@dataclass(frozen=True, slots=True)
class DifferingRecord:
    """A record that comes to something else on the other workstation, or is missing on one."""

    record: str
    row: UUID
    subject: str
    person: UUID | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The last comparison with one workstation, of one scope and channel."""

    peer: str
    unit: str
    pv: int
    channel: str
    agrees: bool
    rows: int
    operations: int
    compared_ms: int
    records: tuple[DifferingRecord, ...]
    """Empty until both sides have told their rows, which takes one more exchange."""

    def advice(self) -> str:
        """What the officer does now, in one sentence; "" when both hold the same."""
        if self.agrees:
            return ""
        if not self.records:
            return _(
                "{unit}: the records here and on the other computer do not match. "
                "Send and take in once more; then the records are named."
            ).format(unit=self.unit)
        return ngettext(
            "{unit}: {count} record is not the same on both computers. Compare it with the "
            "paper, write it anew where it is wrong, then send.",
            "{unit}: {count} records are not the same on both computers. Compare them with the "
            "papers, write them anew where they are wrong, then send.",
            len(self.records),
        ).format(unit=self.unit, count=len(self.records))


def compared(store: Store, session: Session) -> list[Compared]:
    """Every comparison that was made, those that differ first, then the newest."""
    with store.read() as connection:
        names, peers = RecordSubjects(connection), full_names(connection)
        found = [
            _compared(names, peers.get(one.device, ""), one)
            for one in comparisons.comparisons(connection)
            if one.agrees is not None and (session.cleared or one.channel != Channel.CASE.value)
        ]
    return sorted(found, key=lambda one: (one.agrees, -one.compared_ms, one.unit, one.channel))


def _compared(names: RecordSubjects, peer: str, found: comparisons.Comparison) -> Compared:
    return Compared(
        peer=peer,
        unit=unit(found.pv).name,
        pv=found.pv,
        channel=found.channel,
        agrees=bool(found.agrees),
        rows=found.rows,
        operations=found.operations,
        compared_ms=found.compared_ms or 0,
        records=tuple(
            _record(names, found.pv, one) for one in found.named if one.kind in BY_NUMBER
        ),
    )


def _record(names: RecordSubjects, pv: int, named: comparisons.NamedRow) -> DifferingRecord:
    kind, row = BY_NUMBER[named.kind], UUID(bytes=named.row)
    subject, person = names.subject(kind, pv, row)
    return DifferingRecord(record_name(kind.name), row, subject, person)
