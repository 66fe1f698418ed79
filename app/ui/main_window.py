"""The register's window: put together for a role, then opened for the officer who signed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.ui.asker import Asker
from app.ui.frame import Frame
from app.ui.screens_list import entries_for
from app.ui.search import searcher

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.core.station import Role


def make_frame(role: Role, asker: Asker | None = None) -> Frame:
    """The frame of a workstation of that role, without a register and still without screens."""
    return Frame(role, entries_for(role), asker)


def open_frame(frame: Frame, services: Services, at: str = "") -> None:
    """Open the frame with its first screen; what nobody waits for follows when there is time.

    ``at``: another screen to go on at, where the officer was when the window locked itself.
    """
    frame.enter(services, searcher(services))
    frame.begin(at or frame.first)

    def tell(words: str | None) -> None:
        if words is not None:
            frame.notice.say("info", words)

    def later() -> Iterator[None]:
        frame.tasks.read(services.station.told_at_opening, done=tell, owner=frame)
        frame.count_anew()
        frame.tasks.read(services.station.lock_minutes, done=frame.idle.set_minutes, owner=frame)
        yield
        frame.tasks.write(services.backups.make_daily, done=lambda made: None, owner=frame)
        yield
        yield from frame.build_screens()

    frame.tasks.spare(later())
