"""A colleague's laptop in the same commune: both correct one person before they hear of each other.

What comes of it is the one thing that no program decides: two different entries side by side, at
both laptops and at the office.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from app.core.clock import FixedClock
from app.services import station_making
from app.services.container import Services
from app.services.demo.stations import OFFICERS, enrol
from app.services.demo.tour import Round
from app.services.station import TRAINING_PASSPHRASE
from app.services.station_making import NewStation


def let_differ(round_: Round, folder: Path, bundles: Path, person: UUID) -> None:
    """Let two laptops of the first commune write different births of ``person``, then exchange.

    ``folder`` is for the second laptop, which is closed in the end, ``bundles`` for what travels.
    """
    office, first = round_.office, round_.communes[0].services
    first_device = office.exchange.destinations()
    name, title = OFFICERS[-1]
    pv = round_.communes[0].unit.pv
    new = NewStation("commune", pv, name, title, TRAINING_PASSPHRASE, training=True)
    second = station_making.create_station(folder, new, FixedClock(round_.clock.at)).services
    try:
        enrol(second, office)
        known = {one.device for one in first_device}
        device = next(one.device for one in office.exchange.destinations()
                      if one.device not in known)  # fmt: skip
        _carry(office, second, bundles / "down", to=device)
        year = int((second.people.get(person)["birth"] or "1990")[:4])
        first.people.edit(person, {"birth": f"14/2/{year - 1}"})
        second.people.edit(person, {"birth": f"24/2/{year}"})
        for number, laptop in enumerate((first, second), start=1):
            _carry(laptop, office, bundles / f"up-{number}")
        _carry(office, second, bundles / "down-again", to=device)
        own = next(one.device for one in first_device if one.pv == pv)
        _carry(office, first, bundles / "answer", to=own)
    finally:
        second.close()


def _carry(sender: Services, receiver: Services, folder: Path, *, to: UUID | None = None) -> None:
    """Everything that ``receiver`` has not confirmed, on a stick of its own."""
    folder.mkdir(parents=True)
    sender.exchange.export(to, folder)
    receiver.exchange.import_files([folder])
