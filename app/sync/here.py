"""This workstation as the exchange sees it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app.sync import own_device, trust_store
from app.sync.own_device import OwnDevice
from app.sync.trust import Root
from app.sync.trust_store import Device


@dataclass(frozen=True, slots=True)
class Here:
    """Its secrets, its trust, whom it knows."""

    own: OwnDevice
    root: Root
    known: dict[UUID, Device]

    @property
    def device(self) -> Device:
        """This workstation among the enrolled ones."""
        return self.known[self.own.id]


def here(connection: Connection) -> Here:
    """Raises Correctable ``not_enrolled`` before enrolment."""
    own = own_device.load(connection)
    root = trust_store.require_root(connection)
    known = trust_store.devices(connection)
    if own.id not in known:
        raise trust_store.not_enrolled()
    return Here(own, root, known)
