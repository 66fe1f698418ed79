"""``ansinh backup make | list | verify | restore``."""

from __future__ import annotations

import argparse
from pathlib import Path

from app import bootstrap
from app.cli.output import print_json, say
from app.cli.station import add_verb, chosen_officer, open_station, passphrase
from app.core.i18n import _
from app.core.paths import data_folder


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    backup = commands.add_parser("backup", help=_("copies of the workstation"))
    verbs = backup.add_subparsers(dest="verb", required=True, metavar="VERB")
    make = add_verb(verbs, "make", _("copy now and prove the copy"), run_make)
    list_ = add_verb(verbs, "list", _("the finished backups, newest first"), run_list)
    for verb in (make, list_):
        verb.add_argument("--to", metavar="DIR", help=_("a second place, a stick perhaps"))
    add_verb(verbs, "verify", _("check every page of a backup"), run_verify, about="BACKUP")
    add_verb(verbs, "restore", _("put a backup back"), run_restore, about="BACKUP")


def run_make(args: argparse.Namespace) -> int:
    """Copy the workstation now."""
    with open_station(args) as services:
        made = services.backups.make(Path(args.to) if args.to else None)
    if args.json:
        print_json({"backup": str(made.path), "bytes": made.size})
    else:
        say(_("Backed up and checked: {path}").format(path=made.path))
    return 0


def run_list(args: argparse.Namespace) -> int:
    """The backups of a place."""
    with open_station(args) as services:
        lines = services.backups.lines(Path(args.to) if args.to else None)
    if args.json:
        print_json(
            [
                {"backup": str(one.path), "made": one.made.isoformat(), "bytes": one.size}
                for one in lines
            ]
        )
    else:
        for one in lines:
            say(f"{one.made:%d/%m/%Y %H:%M}  {one.path}")
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """Check a backup."""
    with open_station(args) as services:
        services.backups.verify(Path(args.backup))
    if args.json:
        print_json({"backup": args.backup, "whole": True})
    else:
        say(_("The backup is whole."))
    return 0


def run_restore(args: argparse.Namespace) -> int:
    """Put a backup back; what lay there is set aside, never thrown away."""
    folder, backup = data_folder(args.data), Path(args.backup)
    aside = bootstrap.restore_backup(
        folder, backup, chosen_officer(backup, args.officer), passphrase(args)
    )
    if args.json:
        print_json({"restored": str(folder), "set_aside": str(aside)})
    else:
        say(_("Put back. What lay there before is in {path}").format(path=aside))
    return 0
