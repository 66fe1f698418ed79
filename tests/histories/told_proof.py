"""After a history: what an officer is told of a person names every change, and says what stands."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from app.services.proof import AWAITS, DIFFERS, IN_USE, PARTLY, of_person
from tests.fakes.desks import Desk
from tests.histories.oracle import Ledger, entries_in
from tests.histories.pure_station import PureStation
from tests.histories.registries import PERSON
from tests.histories.shapes import RowKey, row_of

STANDS = (IN_USE, PARTLY, DIFFERS, AWAITS)


def check_proof(desk: Desk, pure: PureStation, ledger: Ledger) -> None:
    """Compare the page of every person with the log and with the heads of the pure merge."""
    written: dict[RowKey, set[bytes]] = defaultdict(set)
    for entry in entries_in(pure):
        if entry.operation.kind == PERSON:
            written[row_of(entry.operation)].add(ledger.first(entry.hash))
    for key, names in written.items():
        proof = of_person(desk.store, desk.session, UUID(bytes=key[2]), pv=key[1])
        told = {ledger.first(one.line.name): one.standing for one in proof.traces}
        assert names <= told.keys(), "a change that the proof does not tell"
        heads = pure.rows[key].heads.values() if key in pure.rows else ()
        stands = {ledger.first(head.hash) for found in heads for head in found}
        for name in names:
            assert (told[name] in STANDS) == (name in stands), told[name]
