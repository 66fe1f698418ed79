"""``ansinh init``, ``doctor``, ``lock-after``: making a workstation, proving it, its lock."""

from __future__ import annotations

import argparse

from app import bootstrap
from app.bootstrap import DoctorReport
from app.cli.output import note, print_json, say
from app.cli.station import add_station_options, open_station, passphrase
from app.core.clock import SystemClock
from app.core.i18n import _, ngettext
from app.core.paths import data_folder
from app.core.units import parse_unit


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    init = commands.add_parser("init", help=_("make a workstation"))
    add_station_options(init)
    init.add_argument("--role", choices=("commune", "office"), required=True)
    init.add_argument("--unit", required=True, metavar="CODE[@YYYY-MM-DD]")
    init.add_argument("--title", default="", help=_("the officer's title"))
    init.set_defaults(run=run_init)

    doctor = commands.add_parser("doctor", help=_("check the data, print their state hash"))
    add_station_options(doctor)
    doctor.set_defaults(run=run_doctor)

    lock = commands.add_parser("lock-after", help=_("when the window locks itself"))
    lock.add_argument("minutes", nargs="?", type=int, metavar="MINUTES")
    add_station_options(lock)
    lock.set_defaults(run=run_lock_after)


def run_init(args: argparse.Namespace) -> int:
    """Make a workstation; the recovery words are printed this once."""
    place = parse_unit(args.unit, today=SystemClock().today())
    created = bootstrap.create_station(
        data_folder(args.data),
        role=args.role,
        unit=place.pv,
        officer_name=args.officer or "",
        officer_title=args.title,
        passphrase=passphrase(args, repeat=True),
    )
    services = created.services
    try:
        if args.json:
            print_json(
                {
                    "unit": {"code": place.code, "name": place.full_name, "scope": place.pv},
                    "role": args.role,
                    "officer": str(services.session.officer),
                    "recovery_words": list(created.recovery_words),
                }
            )
        else:
            say(_("The workstation of {unit} is made.").format(unit=place.full_name))
            note(_("Write these recovery words down and lock them away; they are shown this once:"))
            say(" ".join(created.recovery_words))
    finally:
        services.close()
    return 0


def run_lock_after(args: argparse.Namespace) -> int:
    """Set the minutes until the window locks itself, or tell them."""
    with open_station(args) as services:
        if args.minutes is not None:
            services.station.set_lock_minutes(args.minutes)
        minutes = services.station.lock_minutes()
    if args.json:
        print_json({"minutes": minutes})
    else:
        told = ngettext("Locks after {count} minute.", "Locks after {count} minutes.", minutes)
        say(told.format(count=minutes))
    return 0


def run_doctor(args: argparse.Namespace) -> int:
    """Integrity, chains, tables = replay of the log; exit 3 when something was found."""
    with open_station(args) as services:
        report = services.upkeep.doctor()
    if args.json:
        print_json(report.as_json())
    else:
        _tell(report)
    return 0 if report.healthy else 3


def _tell(report: DoctorReport) -> None:
    say(
        _("The data are whole.")
        if report.healthy
        else _(
            "Something does not agree. Put back the latest backup, or call the receiving office."
        )
    )
    say(_("{count} changes in the log").format(count=report.operations))
    for trouble in report.trouble:
        say(f"  {trouble}")
    for one in report.findings:
        say(f"  {one.kind.value}: {one.what}")
    for hash_ in report.hashes:
        say(f"state_hash {hash_.pv} {hash_.channel} {hash_.sha256}")
