"""Making the demo's workstations: a receiving office, communes with their registers, enrolment."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from app.core.clock import FixedClock
from app.core.units import Unit, office_pv, unit
from app.services import station_making
from app.services.container import Services
from app.services.invented.applied import Row
from app.services.invented.communes import CommunePlan
from app.services.invented.register import Beneficiary, InventedCommune, invent_commune
from app.services.station import TRAINING_PASSPHRASE
from app.services.station_making import NewStation

OFFICERS = (
    ("Lương Thị Hạnh", "Chuyên viên"),
    ("Y Thiên Êban", "Chuyên viên"),
    ("Nông Văn Sình", "Công chức"),
    ("H’Lem Kbuôr", "Chuyên viên"),
)
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CommuneStation:
    """One commune's open workstation and what was invented for it."""

    services: Services
    invented: InventedCommune
    keys: dict[str, UUID]  # persons by the key they were invented under

    @property
    def unit(self) -> Unit:
        return self.invented.plan.unit


def make_office(folder: Path, province: str, clock: FixedClock) -> Services:
    """The receiving office of a province as it was on the clock's day."""
    place = unit(office_pv(province, on=clock.today()))
    new = NewStation(
        "office", place.pv, "Đinh Thị Vân", "Chuyên viên", TRAINING_PASSPHRASE, training=True
    )
    return station_making.create_station(folder, new, clock).services


def make_commune(folder: Path, plan: CommunePlan, clock: FixedClock) -> CommuneStation:
    """A commune's workstation with its register, and the people already paid taken over."""
    name, title = OFFICERS[plan.number % len(OFFICERS)]
    new = NewStation("commune", plan.unit.pv, name, title, TRAINING_PASSPHRASE, training=True)
    services = station_making.create_station(folder, new, clock).services
    invented = invent_commune(plan, on=clock.today())
    keys = apply_rows(services, invented.rows)
    take_over(services, invented.beneficiaries, keys, clock.today())
    return CommuneStation(services, invented, keys)


def apply_rows(services: Services, rows: tuple[Row, ...] | list[Row]) -> dict[str, UUID]:
    """Enter rows as a script would, from a file that is gone afterwards."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "rows.jsonl"
        path.write_text("".join(f"{row.line()}\n" for row in rows), encoding="utf-8")
        applied = services.record_io.apply(path)
    return {one.key: one.id for one in applied}


def take_over(
    services: Services,
    beneficiaries: tuple[Beneficiary, ...],
    keys: dict[str, UUID],
    on: date,
) -> int:
    """People paid on older decisions, as the rules find them on that day; how many there are."""
    rows: list[Row] = []
    for number, one in enumerate(beneficiaries):
        found = services.eligibility.assess(keys[one.person], on=on)
        if not found.parts:
            continue
        kind = "restricted_dossier" if found.restricted else "dossier"
        coefficients = [part.coefficient for part in found.parts if part.coefficient]
        values: dict[str, object] = {
            "category": " + ".join(found.codes),
            "state": "decided",
            "result": "granted",
            "received_on": f"{on.year - 1}-03-01",
            "decided_on": f"{on.year - 1}-03-20",
            "decision_no": f"{100 + number}/QĐ-UBND",
            "monthly_vnd": found.total_vnd,
            "from_month": f"{on.year - 1}-03",
        }
        if coefficients:
            values["coefficient"] = " + ".join(coefficients)
        rows.append(Row(kind, f"paid-{one.person}", values, {"person": one.person}))
    apply_rows(services, rows)
    return len(rows)


def enrol(commune: Services, office: Services) -> str:
    """The three steps of enrolment, digits compared at both ends; the root's digits."""
    request = commune.trust.request()
    grant = office.trust.grant(request.file, request.digits)
    commune.trust.accept(grant.file, grant.root_digits)
    return grant.root_digits
