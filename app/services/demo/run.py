"""``ansinh demo``: two rounds, before and since 1/7/2025, their papers and a report of both ends.

Only what an earlier demo left in the folder is cleared; anything else there is refused.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from app.core.errors import Correctable, Environment
from app.core.i18n import N_
from app.services.demo.papers import write_papers
from app.services.demo.second_laptop import let_differ
from app.services.demo.stations import Note
from app.services.demo.tour import Round, play
from app.services.invented.communes import plan_province
from app.services.invented.figures import FULL_PERSONS, PROVINCE
from app.services.station import TRAINING_PASSPHRASE

BEFORE = date(2025, 6, 9)  # Mondays, in the two tiers of law
SINCE = date(2025, 11, 10)
AFTER_PROVINCE = "68"  # Lâm Đồng, which took Đắk Nông in
OWN = ("stations", "bundles", "papers", "pictures", "report.json")
COMMUNES, PERSONS = 2, 2_000


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How large a demo; ``communes`` of the 71, ``persons`` on their registers together."""

    out: Path
    communes: int = COMMUNES
    persons: int = PERSONS
    seed: int = 1


def run_demo(options: DemoOptions, note: Note) -> dict[str, Any]:
    """Play both rounds, write papers and ``report.json``; the report.

    Raises Correctable for sizes that make no sense, Environment when the folder holds other
    things or cannot be written to.
    """
    _check(options)
    _clear(options.out)
    started = perf_counter()
    report: dict[str, Any] = {
        "seed": options.seed,
        "passphrase": TRAINING_PASSPHRASE,
        "rounds": [],
        "papers": [],
    }
    for name, on, province, communes in (
        ("before-2025-07", BEFORE, PROVINCE, options.communes),
        ("since-2025-07", SINCE, AFTER_PROVINCE, min(options.communes, 28)),
    ):
        note(name)
        plans = plan_province(on=on, seed=options.seed, persons=options.persons, communes=communes)
        played = play(
            options.out / "stations" / name,
            options.out / "bundles" / name,
            plans,
            province=province,
            on=on,
            workers=2,
            note=note,
        )
        try:
            if name.startswith("since"):
                report["papers"] = write_papers(
                    played.communes[0].services, played.weeks[0], options.out / "papers"
                )
                let_differ(
                    played,
                    options.out / "stations" / name / "second-laptop",
                    options.out / "bundles" / name / "second-laptop",
                    played.weeks[0].disabled,
                )
            report["rounds"].append(told(name, played))
        finally:
            played.close()
    report["equal"] = all(one["equal"] for one in report["rounds"])
    report["seconds"] = round(perf_counter() - started, 1)
    path = options.out / "report.json"
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return report


def told(name: str, played: Round) -> dict[str, Any]:
    """Counts and state hashes at both ends; equal when every channel both hold agrees."""
    office = played.office.upkeep.doctor()
    theirs = {(one.pv, one.channel): one.sha256 for one in office.hashes}
    communes, equal = [], office.healthy
    for station in played.communes:
        report = station.services.upkeep.doctor()
        own = {
            (one.pv, one.channel): one.sha256 for one in report.hashes if one.pv == station.unit.pv
        }
        agree = {f"{channel}": theirs.get((pv, channel)) == own[pv, channel] for pv, channel in own}
        equal = equal and report.healthy and all(agree.values())
        communes.append(
            {
                "unit": station.unit.full_name,
                "persons": len(station.services.people.numbers()),
                "beneficiaries": len(station.invented.beneficiaries),
                "operations": report.operations,
                "healthy": report.healthy,
                "state_hash": {channel: sha for (_pv, channel), sha in own.items()},
                "equal_to_office": agree,
            }
        )
    return {
        "name": name,
        "office": {
            "unit": played.office.station.unit.full_name,
            "persons": len(played.office.people.numbers()),
            "operations": office.operations,
            "healthy": office.healthy,
        },
        "communes": communes,
        "bundles": played.bundles,
        "imports": played.imports,
        "differences": len(played.office.exchange.differences()),
        "equal": equal,
        "seconds": played.seconds,
    }


def make_training(folder: Path, note: Note) -> None:
    """Put a commune's workstation with invented people into ``folder``, ready to learn on.

    Raises Environment when the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Environment(
            "already_made",
            N_("This folder already holds files. Choose an empty folder, or open what is there."),
        )
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    try:
        played = play(
            making,
            making / "bundles",
            plan_province(on=SINCE, persons=900, communes=1),
            province=AFTER_PROVINCE,
            on=SINCE,
            workers=1,
            note=note,
        )
        place = played.communes[0].services.folder
        played.close()
        folder.parent.mkdir(parents=True, exist_ok=True)
        place.replace(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _check(options: DemoOptions) -> None:
    if not 1 <= options.communes <= 71:
        raise Correctable(
            "demo_communes", N_("Choose between 1 and 71 communes."), field="communes"
        )
    if not 60 * options.communes <= options.persons <= FULL_PERSONS:
        raise Correctable(
            "demo_persons",
            N_("Choose between {least} and {most} persons for that many communes."),
            field="persons",
            least=60 * options.communes,
            most=FULL_PERSONS,
        )


def _clear(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    strange = [path.name for path in out.iterdir() if path.name not in OWN]
    if strange:
        raise Environment(
            "demo_folder",
            N_("The folder {name} holds other files. Choose an empty one."),
            name=out.name,
        )
    for name in OWN:
        path = out / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
