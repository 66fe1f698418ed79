"""``ansinh key recover``: a forgotten passphrase, opened again by two officers of the office."""

from __future__ import annotations

import argparse
from pathlib import Path

from app import bootstrap
from app.cli.output import note, print_json, say
from app.cli.station import (
    add_station_options,
    another_passphrase,
    chosen_officer,
    open_station,
    passphrase,
)
from app.core.i18n import _
from app.core.paths import data_folder
from app.services import trust_files
from app.services.recovery import Second


def add_to(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands under ``ansinh key``."""
    recover = actions.add_parser("recover", help=_("open again after a forgotten passphrase"))
    steps = recover.add_subparsers(dest="step", required=True, metavar="STEP")

    request = steps.add_parser(
        "request", help=_("the locked workstation asks; the passphrase given is the new one")
    )
    request.add_argument("--out", required=True, metavar="FILE")
    request.set_defaults(run=run_request)

    grant = steps.add_parser("grant", help=_("two officers of the office answer"))
    grant.add_argument("file", metavar="FILE")
    grant.add_argument("--digits", required=True, help=_("the 25 digits that were read out"))
    grant.add_argument("--second", required=True, metavar="ID", help=_("the other officer"))
    grant.add_argument(
        "--second-passphrase-file", metavar="FILE", help=_("read the other's passphrase here")
    )
    grant.add_argument("--out", required=True, metavar="FILE")
    grant.set_defaults(run=run_grant)

    accept = steps.add_parser(
        "accept", help=_("open with the answer and the new passphrase of the request")
    )
    accept.add_argument("file", metavar="FILE")
    accept.set_defaults(run=run_accept)

    for parser in (request, grant, accept):
        add_station_options(parser)


def run_request(args: argparse.Namespace) -> int:
    """Write the request; its digits are read out to the office."""
    folder = data_folder(args.data)
    new = passphrase(args, repeat=True)
    asked = bootstrap.ask_office(folder, chosen_officer(folder, args.officer), new)
    trust_files.save(Path(args.out), asked.file)
    if args.json:
        print_json({"file": args.out, "digits": asked.digits})
    else:
        note(_("Read these digits out to the receiving office, group by group:"))
        say(asked.digits)
    return 0


def run_grant(args: argparse.Namespace) -> int:
    """Answer the request whose digits were heard; both officers prove who they are."""
    raw = trust_files.load(Path(args.file))
    folder = data_folder(args.data)
    own = passphrase(args)
    with open_station(args) as services:
        seen = services.recovery.look(raw)
        second = Second(
            chosen_officer(folder, args.second),
            another_passphrase(args.second_passphrase_file, _("The other officer's passphrase: ")),
        )
        answer = services.recovery.answer(raw, args.digits, own, second=second)
    trust_files.save(Path(args.out), answer)
    if args.json:
        print_json({"file": args.out, "unit": seen.unit, "initials": seen.initials})
    else:
        say(
            _("The answer for {initials} in {unit} is written. It is good for 14 days.").format(
                initials=seen.initials, unit=seen.unit
            )
        )
    return 0


def run_accept(args: argparse.Namespace) -> int:
    """Open with the answer; the new passphrase holds from now on."""
    raw = trust_files.load(Path(args.file))
    services = bootstrap.accept_answer(data_folder(args.data), raw, passphrase(args))
    try:
        officer = services.session.officer
    finally:
        services.close()
    if args.json:
        print_json({"officer": str(officer)})
    else:
        say(_("The register is open again. Sign in with the new passphrase from now on."))
    return 0
