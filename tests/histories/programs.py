"""One process as several versions of the program, one after the other.

What a version knows decides which operations it folds; the rest lies in its log until the upgrade.
Its tables have the columns of all versions: tables are brought up by migrations, which have their
own tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.oplog import fold as folding
from app.oplog.kinds import CURRENT
from app.oplog.operation import Operation
from app.oplog.registry import Registry
from app.storage.reproject import reproject, waiting_rows
from app.sync import comparable
from app.sync.steps import seal_bundle
from tests.fakes.desks import Desk


@contextmanager
def program(known: Registry) -> Iterator[None]:
    """Within it this process is the program that knows ``known`` and nothing else."""
    really, named = folding.understood, (comparable, seal_bundle)

    def understood(operation: Operation, registry: Registry = CURRENT) -> bool:
        return really(operation, known if registry is CURRENT else registry)

    folding.understood = understood
    for module in named:
        module.CURRENT = known  # type: ignore[attr-defined]  # the name it imports
    try:
        yield
    finally:
        folding.understood = really
        for module in named:
            module.CURRENT = CURRENT  # type: ignore[attr-defined]  # as above


def brought_up(desk: Desk) -> None:
    """What opening a workstation does once after an upgrade: fold what had to wait."""
    with desk.store.write(desk.session.officer) as work:
        reproject(work, waiting_rows(work.connection))
        work.commit()
