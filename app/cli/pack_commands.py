"""``ansinh policy pack``: the law's figures as the office signs them and the communes take them."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from app.cli.output import note, print_json, say
from app.cli.station import add_station_options, open_station
from app.core.i18n import _
from app.services import trust_files
from app.services.policy_packs import PackView


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands below ``policy``."""
    pack = commands.add_parser("pack", help=_("the law's figures that go to the communes"))
    actions = pack.add_subparsers(dest="action", required=True, metavar="ACTION")

    make = actions.add_parser("make", help=_("sign the tables of a folder as the next pack"))
    make.add_argument("folder", metavar="DIR")
    make.add_argument("--note", default="", help=_("what this pack is for"))
    make.set_defaults(run=run_make)

    look = actions.add_parser("look", help=_("what the tables of a folder would change"))
    look.add_argument("folder", metavar="DIR")
    look.set_defaults(run=run_look)

    tables = actions.add_parser("tables", help=_("write the tables in use into a folder, to edit"))
    tables.add_argument("--out", required=True, metavar="DIR")
    tables.set_defaults(run=run_tables)

    show = actions.add_parser("show", help=_("what the pack in use changes"))
    show.set_defaults(run=run_show)

    write = actions.add_parser("write", help=_("write the pack in use to a file"))
    write.add_argument("--out", required=True, metavar="FILE")
    write.set_defaults(run=run_write)

    take = actions.add_parser("take", help=_("take a pack from a file"))
    take.add_argument("file", metavar="FILE")
    take.set_defaults(run=run_take)

    for parser in (make, look, tables, show, write, take):
        add_station_options(parser)


def run_make(args: argparse.Namespace) -> int:
    """Sign and use it here; it goes out with every bundle."""
    with open_station(args) as services:
        return _tell(args, services.policy_packs.make(Path(args.folder), args.note))


def run_look(args: argparse.Namespace) -> int:
    """What would change against the law in use; nothing is kept."""
    with open_station(args) as services:
        return _tell(args, services.policy_packs.preview(Path(args.folder)))


def run_tables(args: argparse.Namespace) -> int:
    """The tables to begin with."""
    with open_station(args) as services:
        names = services.policy_packs.write_tables(Path(args.out))
    if args.json:
        print_json({"files": list(names)})
    else:
        for name in names:
            say(name)
    return 0


def run_show(args: argparse.Namespace) -> int:
    """What is in use; nothing when it is the program's own figures."""
    with open_station(args) as services:
        view = services.policy_packs.show()
    if view is None:
        note(_("The program's own figures are in use; there is no pack."))
        if args.json:
            print_json(None)
        return 0
    return _tell(args, view)


def run_write(args: argparse.Namespace) -> int:
    """The signed pack, for a stick or a letter."""
    with open_station(args) as services:
        signed = services.policy_packs.signed()
    trust_files.save(Path(args.out), signed)
    if args.json:
        print_json({"file": args.out})
    return 0


def run_take(args: argparse.Namespace) -> int:
    """Use a pack that came by another way than a bundle."""
    raw = trust_files.load(Path(args.file))
    with open_station(args) as services:
        return _tell(args, services.policy_packs.take(raw))


def _tell(args: argparse.Namespace, view: PackView) -> int:
    if args.json:
        print_json(dataclasses.asdict(view))
        return 0
    say(_("Figures {version} of {day}").format(version=view.version, day=view.made))
    for line in filter(None, (view.note, *view.changes)):
        say(line)
    return 0
