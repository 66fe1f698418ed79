"""``ansinh person link|unlink|rows|move``: rows of one person, and who moves to another commune."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from uuid import UUID

from app.cli.output import note, print_json, say
from app.cli.station import add_station_options, open_station
from app.core.clock import SystemClock
from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.core.money import show_dong
from app.core.units import parse_unit
from app.services.one_person import RowOfPerson


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    person = commands.add_parser("person", help=_("rows of one person; moving to another commune"))
    actions = person.add_subparsers(dest="person_command", required=True, metavar="COMMAND")

    link = actions.add_parser("link", help=_("say that two rows are the same person"))
    link.add_argument("row", metavar="ID")
    link.add_argument("other", metavar="OTHER")
    link.add_argument("--reason", required=True)
    link.set_defaults(run=run_link)

    unlink = actions.add_parser("unlink", help=_("take such a link back"))
    unlink.add_argument("row", metavar="ID")
    unlink.add_argument("--reason", required=True)
    unlink.set_defaults(run=run_unlink)

    rows = actions.add_parser("rows", help=_("every row of a person, and what is paid on each"))
    rows.add_argument("row", metavar="ID")
    rows.set_defaults(run=run_rows)

    move = actions.add_parser("move", help=_("carry a person over to another commune"))
    move.add_argument("row", metavar="ID")
    move.add_argument("--from", required=True, dest="source", metavar="UNIT")
    move.add_argument("--to", required=True, dest="target", metavar="UNIT")
    move.add_argument("--on", required=True, metavar="DAY")
    move.set_defaults(run=run_move)

    for one in (link, unlink, rows, move):
        add_station_options(one)


def run_link(args: argparse.Namespace) -> int:
    """Link two rows and tell what is paid on each."""
    with open_station(args) as services:
        services.one_person.link(_id(args.row), _id(args.other), args.reason)
        return _tell(args, services.one_person.rows(_id(args.row)))


def run_unlink(args: argparse.Namespace) -> int:
    """Undo a link."""
    with open_station(args) as services:
        services.one_person.unlink(_id(args.row), args.reason)
        return _tell(args, services.one_person.rows(_id(args.row)))


def run_rows(args: argparse.Namespace) -> int:
    """Every row of a person."""
    with open_station(args) as services:
        return _tell(args, services.one_person.rows(_id(args.row)))


def run_move(args: argparse.Namespace) -> int:
    """Move a person to another commune."""
    today = SystemClock().today()
    source = parse_unit(args.source, today=today, field="from").pv
    target = parse_unit(args.target, today=today, field="to").pv
    with open_station(args) as services:
        services.moving.move(_id(args.row), source=source, target=target, on=args.on)
    if args.json:
        print_json({"id": args.row, "pv": target})
    else:
        note(_("Moved. The next files tell both communes."))
    return 0


def _tell(args: argparse.Namespace, rows: tuple[RowOfPerson, ...]) -> int:
    if args.json:
        print_json([_plain(one) for one in rows])
        return 0
    for one in rows:
        paid = "" if one.monthly_vnd is None else show_dong(one.monthly_vnd)
        say(f"{one.id}\t{one.name}\t{one.birth or ''}\t{paid}")
    return 0


def _plain(one: RowOfPerson) -> dict[str, object]:
    return {
        name: str(value) if isinstance(value, UUID) else value
        for name, value in asdict(one).items()
    }


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as error:
        raise Correctable(
            "no_such_person",
            N_("No person has this id. Look it up with 'record list'."),
            field="person",
        ) from error
