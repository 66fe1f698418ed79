"""Everything about sending and taking in bundles, as screens and commands ask for it.

What happens is in the modules named below. Restricted records travel in bundles of their own,
which only an officer who is cleared writes and sees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from app.services import addressees, comparisons, differences, exchanged, exporting, proof, receipts
from app.services.bundles import (
    BundleReport,
    Destination,
    ExportedBundle,
    Making,
    Outgoing,
    ReceivedLine,
    SentLine,
    Unsent,
)
from app.services.changes import Changes
from app.services.comparisons import Compared
from app.services.differences import Difference, Entry, Rule
from app.services.importing import Importing, Progress
from app.services.outcomes import ImportOutcome
from app.services.proof import Proof
from app.services.session import Session
from app.storage.store import Store


class Exchange:
    """The use cases of sending and receiving; ``folder`` is the workstation's own."""

    def __init__(self, store: Store, session: Session, folder: Path) -> None:
        self._store = store
        self._session = session
        self._importing = Importing(store, session, folder)

    def destinations(self) -> list[Destination]:
        """Whom bundles can be made for; see ``services.addressees``."""
        return addressees.destinations(self._store, self._session)

    def outgoing(self, to: UUID | None = None) -> Outgoing:
        """What ``to`` has not been sent yet; left out, all that are not beside together."""
        return addressees.outgoing(self._store, self._session, to=to)

    def unsent(self) -> Unsent:
        """How many changes no destination was sent yet, without looking at what they are."""
        return addressees.unsent(self._store, self._session)

    def export(
        self,
        to: UUID | None,
        folder: Path,
        *,
        start: int | None = None,
        progress: Callable[[Making], None] = lambda making: None,
    ) -> list[ExportedBundle]:
        """Write everything the destination has not confirmed; see ``services.exporting``."""
        return exporting.export(
            self._store, self._session, to, folder=folder, start=start, progress=progress
        )

    def verify(self, path: Path) -> BundleReport:
        """Check signature, sender and contents of a file without taking it in."""
        return self._importing.verify(path)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        progress: Progress | None = None,
        stop: Callable[[], bool] = lambda: False,
        within: Progress | None = None,
    ) -> list[ImportOutcome]:
        """Take in files, or all bundles of a folder; see ``services.importing``."""
        return self._importing.import_files(paths, progress=progress, stop=stop, within=within)

    def take_kept(self) -> list[ImportOutcome]:
        """Take in the files that were put aside until somebody vouched for their sender."""
        return self._importing.take_kept()

    def waiting_files(self, folder: Path) -> list[Path]:
        """Bundles in ``folder`` for this workstation that were not given in yet."""
        return self._importing.waiting_files(folder)

    def sent(self) -> list[SentLine]:
        """Bundles written here, the newest first."""
        return exchanged.sent(self._store, self._session)

    def received(self) -> list[ReceivedLine]:
        """Files given to this workstation, the newest first."""
        return exchanged.received(self._store, self._session)

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
