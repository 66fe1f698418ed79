"""The register's window for the officer who signed in: which screens, which search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.asker import Asker
from app.ui.frame import Frame
from app.ui.screens_list import entries_for
from app.ui.search import searcher

if TYPE_CHECKING:
    from app.bootstrap import Services


def open_frame(services: Services, asker: Asker | None = None) -> Frame:
    """The frame with its first screen open."""
    entries = entries_for(services.session.role)
    frame = Frame(services, entries, searcher(services), asker)
    frame.go(entries[0].rail.key)
    frame.count_anew()
    frame.tasks.write(services.backups.make_daily, done=lambda made: None, owner=frame)
    return frame
