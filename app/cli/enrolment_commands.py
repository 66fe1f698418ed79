"""``ansinh enrol`` and ``ansinh key export``: who trusts whom, and the keys behind it."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli import recovery_commands
from app.cli.output import note, print_json, say
from app.cli.station import add_station_options, open_station, passphrase
from app.core.i18n import _
from app.services import trust_files


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    enrol = commands.add_parser("enrol", help=_("let office and workstation trust each other"))
    steps = enrol.add_subparsers(dest="step", required=True, metavar="STEP")

    request = steps.add_parser("request", help=_("the workstation asks"))
    request.add_argument("--out", required=True, metavar="FILE")
    request.set_defaults(run=run_request)

    grant = steps.add_parser("grant", help=_("the office grants"))
    grant.add_argument("file", metavar="FILE")
    grant.add_argument("--digits", required=True, help=_("the 25 digits that were read out"))
    grant.add_argument("--out", required=True, metavar="FILE")
    grant.add_argument(
        "--without-restricted",
        action="store_true",
        help=_("no restricted records may lie on that workstation"),
    )
    grant.set_defaults(run=run_grant)

    accept = steps.add_parser("accept", help=_("the workstation believes the office"))
    accept.add_argument("file", metavar="FILE")
    accept.add_argument("--digits", required=True, help=_("the 25 digits of the office's letter"))
    accept.set_defaults(run=run_accept)

    letter = steps.add_parser("letter", help=_("write the office's letter with its digits"))
    letter.add_argument("--out", required=True, metavar="FILE")
    letter.set_defaults(run=run_letter)

    key = commands.add_parser("key", help=_("the workstation's own key"))
    actions = key.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser("export", help=_("take the key out for an emergency"))
    export.add_argument("--out", required=True, metavar="FILE")
    export.set_defaults(run=run_export)
    recovery_commands.add_to(actions)

    for parser in (request, grant, accept, letter, export):
        add_station_options(parser)


def run_request(args: argparse.Namespace) -> int:
    """Write the request; its digits are read out to the office."""
    with open_station(args) as services:
        asked = services.trust.request()
    trust_files.save(Path(args.out), asked.file)
    if args.json:
        print_json({"file": args.out, "digits": asked.digits})
    else:
        note(_("Read these digits out to the receiving office, group by group:"))
        say(asked.digits)
    return 0


def run_grant(args: argparse.Namespace) -> int:
    """Grant the request whose digits were heard; prints those of the office's letter."""
    raw = trust_files.load(Path(args.file))
    with open_station(args) as services:
        granted = services.trust.grant(raw, args.digits, restricted=not args.without_restricted)
    trust_files.save(Path(args.out), granted.file)
    if args.json:
        print_json(
            {
                "file": args.out,
                "unit": granted.unit,
                "device": str(granted.device),
                "valid_to": granted.valid_to,
                "root_digits": granted.root_digits,
            }
        )
    else:
        note(
            _("{unit} is enrolled. The digits of the office's letter are:").format(
                unit=granted.unit
            )
        )
        say(granted.root_digits)
    return 0


def run_accept(args: argparse.Namespace) -> int:
    """Believe the office, by the digits of its letter."""
    raw = trust_files.load(Path(args.file))
    with open_station(args) as services:
        services.trust.accept(raw, args.digits)
        standing = services.trust.standing()
    if args.json:
        print_json(
            {
                "offices": list(standing.offices),
                "valid_to": standing.valid_to,
                "root_digits": standing.root_digits,
            }
        )
    else:
        say(_("This workstation is enrolled with {office}.").format(office=standing.offices[0]))
        say(standing.root_digits or "")
    return 0


def run_letter(args: argparse.Namespace) -> int:
    """The letter as PDF; it goes on paper, apart from any file."""
    with open_station(args) as services:
        pdf = services.trust.letter()
    trust_files.save(Path(args.out), pdf)
    if args.json:
        print_json({"file": args.out})
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Write the age identity to a file of its own; the log keeps who did it."""
    with open_station(args) as services:
        identity = services.trust.export_identity(passphrase(args))
    trust_files.save(Path(args.out), f"{identity}\n".encode())
    if args.json:
        print_json({"file": args.out})
    else:
        say(_("The key is written. Lock the file away; it opens every bundle sent to you."))
    return 0
