"""``ansinh bundle``: sending, taking in, and what became of it."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any
from uuid import UUID

from app.cli.output import print_json, say
from app.cli.station import add_station_options, open_station
from app.core.clock import SystemClock, local
from app.core.errors import Correctable, Environment, Untrusted
from app.core.i18n import N_, _, ngettext
from app.core.units import parse_unit
from app.services.bundles import ExportedBundle, inspect
from app.services.comparisons import Compared
from app.services.exchange import Exchange
from app.services.outcomes import ImportOutcome


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    bundle = commands.add_parser("bundle", help=_("send and take in bundles"))
    actions = bundle.add_subparsers(dest="action", required=True, metavar="ACTION")

    export = actions.add_parser("export", help=_("write what has not been confirmed"))
    export.add_argument("--to", metavar="UNIT|DEVICE", help=_("for whom, if several are known"))
    export.add_argument("--out", required=True, metavar="DIR")
    again = export.add_mutually_exclusive_group()
    again.add_argument(
        "--everything", action="store_true", help=_("also what was confirmed, to repair")
    )
    again.add_argument(
        "--from", dest="start", metavar="N", type=int, help=_("from this number of every stream on")
    )
    export.set_defaults(run=run_export)

    look = actions.add_parser("inspect", help=_("read the public header only"))
    look.add_argument("file", metavar="FILE")
    look.add_argument("--json", action="store_true", help=_("one JSON document"))
    look.set_defaults(run=run_inspect)

    verify = actions.add_parser("verify", help=_("check a bundle without taking it in"))
    verify.add_argument("file", metavar="FILE")
    verify.set_defaults(run=run_verify)

    take = actions.add_parser("import", help=_("take bundles in"))
    take.add_argument("files", metavar="FILE", nargs="+")
    take.set_defaults(run=run_import)

    receipt = actions.add_parser("receipt", help=_("the slip for a file that was taken in"))
    receipt.add_argument("name", metavar="FILE")
    receipt.add_argument("--out", required=True, metavar="FILE", help=_("the PDF to write"))
    receipt.set_defaults(run=run_receipt)

    trace = actions.add_parser("trace", help=_("where every change about a person stands"))
    trace.add_argument("person", metavar="ID")
    trace.set_defaults(run=run_trace)

    totals = actions.add_parser("totals", help=_("whether other stations hold the same"))
    totals.set_defaults(run=run_totals)

    missing = actions.add_parser("missing", help=_("what waits behind a part that never came"))
    missing.set_defaults(run=run_missing)

    take_up = actions.add_parser("take-up", help=_("take up what waits, without the missing part"))
    take_up.add_argument("unit", metavar="UNIT")
    take_up.add_argument("--stream", metavar="ID", help=_("only what one computer wrote"))
    take_up.set_defaults(run=run_take_up)

    for parser in (export, verify, take, receipt, trace, totals, missing, take_up):
        add_station_options(parser)


def run_export(args: argparse.Namespace) -> int:
    """One line for each file that was written and read back."""
    with open_station(args) as services:
        exchange = services.exchange
        start = 1 if args.everything else args.start
        made = [
            one
            for to in _targets(exchange, args.to)
            for one in exchange.export(to, Path(args.out), start=start)
        ]
    if args.json:
        print_json([_exported(one) for one in made])
    for one in () if args.json else made:
        say(f"{one.name}\t{_changes(one.operations)}\t{' '.join(one.check_words)}")
    return 0


def run_inspect(args: argparse.Namespace) -> int:
    """What anybody can read on the outside."""
    header = inspect(Path(args.file))
    if args.json:
        print_json(
            {
                "file": header.name,
                "size": header.size,
                "bundle": str(header.bundle),
                "kind": header.kind,
                "sender_hint": header.sender_hint,
                "recipient_hints": list(header.recipient_hints),
            }
        )
    else:
        say(f"{header.name}\t{header.bundle}\t{header.size}")
        say(_("The outside of a bundle proves nothing; check it with 'bundle verify'."))
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """Signature, sender and contents; exit 4 when it must not be taken in."""
    with open_station(args) as services:
        report = services.exchange.verify(Path(args.file))
    if args.json:
        print_json(dataclasses.asdict(report))
        return 0
    made = local(report.made_ms).strftime("%d/%m/%Y %H:%M")
    say(f"{report.name}\t{report.sender}\t{made}\t{_changes(report.operations)}")
    say(" ".join(report.check_words))
    if report.warning:
        say(report.warning)
    return 0


def run_import(args: argparse.Namespace) -> int:
    """One line for each file; exit 4 when one was refused, 5 when one could not be read."""
    with open_station(args) as services:
        outcomes = services.exchange.import_files([Path(one) for one in args.files])
    if args.json:
        print_json([dataclasses.asdict(one) for one in outcomes])
    else:
        for one in outcomes:
            say(_outcome(one))
    states = {one.state for one in outcomes}
    if "refused" in states:
        return Untrusted.exit_code
    return Environment.exit_code if "unread" in states else 0


def run_receipt(args: argparse.Namespace) -> int:
    """Write the slip of a file by its name."""
    with open_station(args) as services:
        services.exchange.save_receipt(Path(args.name).name, Path(args.out))
    if args.json:
        print_json({"path": args.out})
    return 0


def run_trace(args: argparse.Namespace) -> int:
    """One line for each change, the latest first: when, who, what, what became of it, its way."""
    try:
        person = UUID(args.person)
    except ValueError as error:
        raise Correctable(
            "no_such_person",
            N_("No person has this id. Look it up with 'record list'."),
            field="person",
        ) from error
    with open_station(args) as services:
        found = services.exchange.proof(person)
    if args.json:
        print_json(
            {
                "waiting": found.waiting,
                "changes": [
                    {
                        "at": one.line.at.isoformat(timespec="seconds"),
                        "who": one.line.who,
                        "record": one.line.record,
                        "device": one.device,
                        "here": one.here,
                        "file": None if one.sent is None else one.sent.name,
                        "confirmed": one.confirmed,
                        "standing": one.standing,
                    }
                    for one in found.traces
                ],
            }
        )
        return 0
    for one in found.traces:
        at = one.line.at.strftime("%d/%m/%Y %H:%M")
        what = f"{one.line.record}: {one.line.action}"
        say(f"{at}\t{one.line.who}\t{what}\t{one.standing_words()}\t{one.way_words()}")
    return 0


def run_totals(args: argparse.Namespace) -> int:
    """One line for each comparison; records that differ below it."""
    with open_station(args) as services:
        found = services.exchange.compared()
    if args.json:
        print_json([{**dataclasses.asdict(one), "records": _records(one)} for one in found])
        return 0
    for one in found:
        at = local(one.compared_ms).strftime("%d/%m/%Y %H:%M")
        words = _("the same on both") if one.agrees else _("not the same")
        rows = ngettext("{count} record", "{count} records", one.rows).format(count=one.rows)
        say(f"{one.unit}\t{one.channel}\t{one.peer}\t{at}\t{rows}\t{words}")
        if not one.agrees:
            say(one.advice())
        for record in one.records:
            say(f"  {record.row}\t{record.record}\t{record.subject}")
    return 0


def run_missing(args: argparse.Namespace) -> int:
    """One line for each gap, the longest waiting first; at the receiving office."""
    with open_station(args) as services:
        found = services.missing_parts.all()
    if args.json:
        print_json([{**dataclasses.asdict(one), "stream": str(one.stream)} for one in found])
        return 0
    for one in found:
        at = local(one.since_ms).strftime("%d/%m/%Y")
        words = _("missing: {missing}, waiting: {waiting}, taken up: {taken}").format(
            missing=one.missing, waiting=one.waiting, taken=one.taken_up
        )
        say(f"{one.stream}\t{one.pv}\t{one.device}\t{at}\t{words}")
    return 0


def run_take_up(args: argparse.Namespace) -> int:
    """Let what waits behind the gaps of a unit count; nobody can send the missing part any more."""
    pv = parse_unit(args.unit, today=SystemClock().today(), field="unit").pv
    with open_station(args) as services:
        found = [
            one
            for one in services.missing_parts.all(pv)
            if args.stream in (None, str(one.stream)) and one.waiting
        ]
        services.missing_parts.take_up(found)
    count = sum(one.waiting for one in found)
    if args.json:
        print_json({"unit": pv, "taken_up": count})
    else:
        say(_("taken up: {changes}").format(changes=_changes(count)))
    return 0


def _targets(exchange: Exchange, to: str | None) -> list[UUID | None]:
    """The devices meant by a device id or a unit's code; None for the only one there is."""
    if to is None:
        return [None]
    try:
        return [UUID(to)]
    except ValueError:
        pv = parse_unit(to, today=SystemClock().today(), field="to").pv
    found: list[UUID | None] = [one.device for one in exchange.destinations() if one.pv == pv]
    if not found:
        raise Correctable(
            "unit_not_enrolled",
            N_("No workstation of this unit is enrolled here. Check the code."),
            field="to",
        )
    return found


def _changes(count: int) -> str:
    return ngettext("{count} change", "{count} changes", count).format(count=count)


def _exported(one: ExportedBundle) -> dict[str, Any]:
    return {**dataclasses.asdict(one), "path": str(one.path)}


def _outcome(one: ImportOutcome) -> str:
    words = {
        "new": _("taken in: {made} new, {changed} changed"),
        "known": _("already taken in before"),
        "held": _("held until what goes before it has come: {held} changes"),
        "refused": _("refused: {reason}"),
        "unread": "{reason}",
    }[one.state].format(made=one.made, changed=one.changed, held=one.held, reason=one.reason)
    return "\t".join(part for part in (one.name, words, *one.advice, one.warning) if part)


def _records(one: Compared) -> list[dict[str, Any]]:
    return [
        {"record": record.record, "row": str(record.row), "subject": record.subject}
        for record in one.records
    ]
