"""What people are told when a workstation was copied or set back: one calm sentence.

Nothing was lost in any of these cases, and nobody has to repair anything by hand.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, func, select

from app.core.i18n import N_, ngettext, translate
from app.models.forks import sync_fork
from app.models.log import sync_stream
from app.sync.forks import TOLD
from app.sync.steps.merge_bundle import Merged

SHOWN_DAYS = 30  # how long people are told of it, so that they can ask who uses which computer
_DAY_MS = 24 * 3600 * 1000

CAME_BACK = N_(
    "This computer had gone back to an earlier day. What was missing here has come back."
)
KEPT_ASIDE = N_(
    "Two copies of the sender's workstation are in use. The work of both is kept; "
    "they put it together by themselves once they took your next file in."
)
OTHER_COPY = N_(
    "A copy of this workstation is in use elsewhere. Its work is kept as well. "
    "Work on one computer only, then enrol the other one anew."
)
SET_BACK = N_(
    "The data here are older than what was saved on this computer before. Go on working; "
    "what was sent before comes back with the next file of the receiving office."
)
TRUST_SET_BACK = N_(
    "The data here are older than the trust document this computer has seen. Make a file for the "
    "other side and take the answer in: until then no records are sent, and files wait here."
)


def sentence(merged: Merged) -> str | None:
    """What to say of a bundle that met a second history; None for every other."""
    if merged.repeated:
        return ngettext(
            "Another copy of this workstation has been at work. "
            "{count} change of yours stays beside the work of the other; look where they differ.",
            "Another copy of this workstation has been at work. "
            "{count} changes of yours stay beside the work of the other; look where they differ.",
            merged.repeated,
        ).format(count=merged.repeated)
    if merged.left:
        return translate(CAME_BACK)
    return translate(KEPT_ASIDE) if merged.aside else None


def other_copies(connection: Connection, now_ms: int) -> bool:
    """Whether somebody told this workstation lately that a copy of it is in use."""
    told = select(sync_fork.c.stream).where(
        sync_fork.c.state == TOLD, sync_fork.c.noted_ms > now_ms - SHOWN_DAYS * _DAY_MS
    )
    return connection.execute(told.limit(1)).first() is not None


def copied_devices(connection: Connection, channels: list[str], now_ms: int) -> set[UUID]:
    """Devices of others that told two histories lately, as far as these channels show it."""
    rows = connection.execute(
        select(sync_stream.c.device, func.max(sync_fork.c.noted_ms).label("noted"))
        .join(sync_fork, sync_fork.c.stream == sync_stream.c.stream)
        .where(sync_fork.c.state != TOLD, sync_stream.c.channel.in_(channels))
        .group_by(sync_stream.c.device)
    )
    return {row.device for row in rows if row.noted > now_ms - SHOWN_DAYS * _DAY_MS}
