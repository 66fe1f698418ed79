"""``ansinh person``: rows that are or may be one person, and who moves to another commune."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from app.cli.output import note, print_json, say
from app.cli.station import add_station_options, open_station
from app.core.clock import SystemClock
from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.core.money import show_dong
from app.core.units import parse_unit
from app.services.moving import Leaving, Moved
from app.services.one_person import Pair, RowOfPerson, Side


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

    alike = actions.add_parser("alike", help=_("rows that may be one person"))
    alike.set_defaults(run=run_alike)

    apart = actions.add_parser("apart", help=_("say that two rows are two persons"))
    apart.add_argument("row", metavar="ID")
    apart.add_argument("other", metavar="OTHER")
    apart.add_argument("--reason", required=True)
    apart.set_defaults(run=run_apart)

    for one in (link, unlink, rows, apart):
        one.add_argument("--in", dest="scope", metavar="UNIT", help=_("at the office: the commune"))

    leave = actions.add_parser("leave", help=_("enter that a person moves away"))
    leave.add_argument("row", metavar="ID")
    leave.add_argument("--to", required=True, dest="target", metavar="UNIT")
    leave.add_argument("--on", required=True, metavar="DAY")
    leave.set_defaults(run=run_leave)

    stay = actions.add_parser("stay", help=_("undo that, before the office carried the person"))
    stay.add_argument("row", metavar="ID")
    stay.set_defaults(run=run_stay)

    move = actions.add_parser("move", help=_("carry a person over to another commune"))
    move.add_argument("row", metavar="ID")
    move.add_argument("--from", required=True, dest="source", metavar="UNIT")
    move.add_argument("--to", required=True, dest="target", metavar="UNIT")
    move.add_argument("--on", default="", metavar="DAY")
    move.set_defaults(run=run_move)
    for one in (leave, move):
        one.add_argument("--decision-no", default="")
        one.add_argument("--decided-on", default="", metavar="DAY")
        one.add_argument("--signer", default="")
        one.add_argument("--note", default="")

    closed = actions.add_parser("closed", help=_("carry over what a colleague could not see"))
    closed.add_argument("row", metavar="ID")
    closed.add_argument("--from", required=True, dest="source", metavar="UNIT")
    closed.set_defaults(run=run_closed)

    moves = actions.add_parser("moves", help=_("what is to be done about moves"))
    moves.set_defaults(run=run_moves)

    for one in (link, unlink, rows, alike, apart, leave, stay, move, closed, moves):
        add_station_options(one)


def run_link(args: argparse.Namespace) -> int:
    """Link two rows and tell what is paid on each."""
    with open_station(args) as services:
        services.one_person.link(_id(args.row), _id(args.other), args.reason, pv=_scope(args))
        return _tell(args, services.one_person.rows(_id(args.row), pv=_scope(args)))


def run_unlink(args: argparse.Namespace) -> int:
    """Undo a link."""
    with open_station(args) as services:
        services.one_person.unlink(_id(args.row), args.reason, pv=_scope(args))
        return _tell(args, services.one_person.rows(_id(args.row), pv=_scope(args)))


def run_rows(args: argparse.Namespace) -> int:
    """Every row of a person."""
    with open_station(args) as services:
        return _tell(args, services.one_person.rows(_id(args.row), pv=_scope(args)))


def run_alike(args: argparse.Namespace) -> int:
    """Rows that may be one person, those that are paid twice first."""
    with open_station(args) as services:
        found = services.one_person.suggestions()
    if args.json:
        print_json([_pair(one) for one in found])
        return 0
    for one in found:
        why = _("same number") if one.by_number else _("same name, birth and village")
        twice = _("paid twice: {sum}").format(sum=show_dong(one.paid_twice_vnd))
        told = twice if one.paid_twice_vnd else ""
        say(f"{one.older.id}\t{one.younger.id}\t{one.older.name}\t{why}\t{told}")
    return 0


def run_apart(args: argparse.Namespace) -> int:
    """Remember that two rows are two persons."""
    with open_station(args) as services:
        scope = _scope(args)
        services.one_person.tell_apart(_id(args.row), _id(args.other), args.reason, pv=scope)
        return _tell(args, services.one_person.rows(_id(args.row), pv=scope))


def run_leave(args: argparse.Namespace) -> int:
    """Enter at the old commune that somebody moves away."""
    with open_station(args) as services:
        services.moving.prepare(_id(args.row), _leaving(args))
        return _tell_moves(args, services.moving.of_person(_id(args.row)))


def run_stay(args: argparse.Namespace) -> int:
    """Undo it."""
    with open_station(args) as services:
        services.moving.call_off(_id(args.row))
        return _tell_moves(args, services.moving.of_person(_id(args.row)))


def run_move(args: argparse.Namespace) -> int:
    """Move a person to another commune."""
    source = parse_unit(args.source, today=SystemClock().today(), field="from").pv
    leaving = _leaving(args)
    with open_station(args) as services:
        services.moving.move(
            _id(args.row), source=source, target=leaving.target, on=args.on, entry=leaving
        )
    if args.json:
        print_json({"id": args.row, "pv": leaving.target})
    else:
        note(_("Moved. The next files tell both communes."))
    return 0


def run_closed(args: argparse.Namespace) -> int:
    """Carry the closed records of somebody who was moved before, as a cleared officer."""
    source = parse_unit(args.source, today=SystemClock().today(), field="from").pv
    with open_station(args) as services:
        services.moving.carry_closed(_id(args.row), source=source)
        return _tell_moves(args, services.moving.waiting())


def run_moves(args: argparse.Namespace) -> int:
    """What waits: to be carried over at the office, to be decided at the new commune."""
    with open_station(args) as services:
        return _tell_moves(args, services.moving.waiting())


def _leaving(args: argparse.Namespace) -> Leaving:
    target = parse_unit(args.target, today=SystemClock().today(), field="to").pv
    return Leaving(target, args.on, args.decision_no, args.decided_on, args.signer, args.note)


def _tell_moves(args: argparse.Namespace, found: Sequence[Moved]) -> int:
    if args.json:
        print_json([_plain(one) for one in found])
        return 0
    for one in found:
        months = "–".join(month or "" for month in (one.to_month, one.from_month))
        needs = ", ".join(one.needs)
        say(f"{one.person}\t{one.name}\t{one.source_name} → {one.target_name}\t{months}\t{needs}")
    return 0


def _scope(args: argparse.Namespace) -> int | None:
    if args.scope is None:
        return None
    return parse_unit(args.scope, today=SystemClock().today(), field="in").pv


def _pair(one: Pair) -> dict[str, object]:
    return {
        "older": _plain(one.older),
        "younger": _plain(one.younger),
        "by_number": one.by_number,
        "paid_twice_vnd": one.paid_twice_vnd,
        "one_commune": one.one_commune,
    }


def _tell(args: argparse.Namespace, rows: tuple[RowOfPerson, ...]) -> int:
    if args.json:
        print_json([_plain(one) for one in rows])
        return 0
    for one in rows:
        paid = "" if one.monthly_vnd is None else show_dong(one.monthly_vnd)
        say(f"{one.id}\t{one.name}\t{one.birth or ''}\t{paid}")
    return 0


def _plain(one: RowOfPerson | Side | Moved) -> dict[str, object]:
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
