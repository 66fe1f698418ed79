"""``ansinh conflict``: two different entries in one field are listed and settled."""

from __future__ import annotations

import argparse
from typing import Any
from uuid import UUID

from app.cli.output import print_json, say
from app.cli.station import add_station_options, open_station
from app.core.clock import local
from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.services.differences import Difference, Entry, Rule


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    conflict = commands.add_parser("conflict", help=_("two different entries in one field"))
    choices = conflict.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = choices.add_parser("list", help=_("those that wait for an answer"))
    show.set_defaults(run=run_list)
    resolve = choices.add_parser("resolve", help=_("let one entry stand"))
    resolve.add_argument("row", metavar="ID")
    resolve.add_argument("--field", required=True)
    resolve.add_argument("--choose", required=True, type=int, metavar="N")
    resolve.add_argument("--reason", required=True)
    resolve.set_defaults(run=run_resolve)

    together = choices.add_parser("together", help=_("settle one field of many records alike"))
    together.add_argument("--kind", required=True)
    together.add_argument("--field", required=True)
    together.add_argument("--take", required=True, choices=[one.value for one in Rule])
    together.add_argument("--reason", required=True)
    together.set_defaults(run=run_together)

    for parser in (show, resolve, together):
        add_station_options(parser)


def run_list(args: argparse.Namespace) -> int:
    """Every field with two entries; the numbers are for ``resolve --choose``."""
    with open_station(args) as services:
        found = services.exchange.differences()
    if args.json:
        print_json([_difference(one) for one in found])
        return 0
    for one in found:
        say(f"{one.row}\t{one.kind}\t{one.field}\t{one.subject}")
        for number, entry in enumerate(one.entries, 1):
            at = local(entry.at_ms).strftime("%d/%m/%Y")
            say(f"  {number}\t{_shown(entry.value)}\t{entry.who}\t{at}\t{entry.device}")
    return 0


def run_resolve(args: argparse.Namespace) -> int:
    """Let entry ``N`` of the list stand, and keep the reason."""
    with open_station(args) as services:
        for one in services.exchange.differences():
            if str(one.row) == args.row and one.field == args.field:
                services.exchange.settle(one, _chosen(one, args.choose), args.reason)
                break
        else:
            raise Correctable(
                "no_such_difference",
                N_("No field of this name waits for an answer. Look at 'conflict list'."),
                field="row",
            )
    if args.json:
        print_json({"row": args.row, "field": args.field, "state": "settled"})
    return 0


def run_together(args: argparse.Namespace) -> int:
    """Settle every field of that kind, unless money hangs on it; how many."""
    with open_station(args) as services:
        found = [
            one
            for one in services.exchange.differences()
            if (one.kind, one.field, one.money) == (args.kind, args.field, False)
            and one.waiting_ms is None
        ]
        changes = services.exchange.settle_together(found, Rule(args.take), args.reason)
    if args.json:
        print_json({"field": args.field, "settled": len(changes.ids)})
    return 0


def _chosen(found: Difference, number: int) -> Entry:
    if not 1 <= number <= len(found.entries):
        raise Correctable(
            "no_such_entry", N_("Choose one of the numbers of 'conflict list'."), field="choose"
        )
    return found.entries[number - 1]


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "row": str(one.row),
        "kind": one.kind,
        "field": one.field,
        "subject": one.subject,
        "money": one.money,
        "waiting_since": None
        if one.waiting_ms is None
        else local(one.waiting_ms).isoformat(timespec="seconds"),
        "base": _plain(one.base),
        "entries": [
            {
                "number": number,
                "value": _plain(entry.value),
                "who": entry.who,
                "at": local(entry.at_ms).isoformat(timespec="seconds"),
                "device": entry.device,
                "here": entry.here,
            }
            for number, entry in enumerate(one.entries, 1)
        ],
    }


def _plain(value: object) -> object:
    """Row ids as text; a stored value never holds other bytes."""
    return str(value) if isinstance(value, UUID | bytes) else value


def _shown(value: object) -> str:
    return "–" if value is None else str(value)
