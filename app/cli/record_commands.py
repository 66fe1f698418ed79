"""``ansinh record apply|list|schema``: records for scripts, by the screens' own rules."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from app.cli.output import note, print_json, say
from app.cli.station import add_station_options, open_station
from app.core.i18n import _
from app.services import record_schema


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    record = commands.add_parser("record", help=_("write and read records as JSON"))
    topics = record.add_subparsers(dest="record_command", required=True, metavar="COMMAND")

    apply = topics.add_parser("apply", help=_("write the records of a JSON Lines file"))
    apply.add_argument("file", metavar="FILE.jsonl")
    add_station_options(apply)
    apply.set_defaults(run=run_apply)

    listing = topics.add_parser("list", help=_("read the records of a kind"))
    listing.add_argument("kind", metavar="KIND")
    add_station_options(listing)
    listing.set_defaults(run=run_list)

    schema = topics.add_parser("schema", help=_("the JSON Schema of one line"))
    schema.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    schema.set_defaults(run=run_schema)


def run_apply(args: argparse.Namespace) -> int:
    """Apply a file; one answer for each line."""
    with open_station(args) as services:
        answers = services.record_io.apply(Path(args.file))
    if args.json:
        print_json([one.as_json() for one in answers])
        return 0
    for one in answers:
        say(json.dumps(one.as_json(), ensure_ascii=False))
    counts = Counter(one.result for one in answers)
    note(
        _("{new} new, {changed} changed, {same} as before.").format(
            new=counts["new"], changed=counts["changed"], same=counts["same"]
        )
    )
    return 0


def run_list(args: argparse.Namespace) -> int:
    """Print the records of a kind; without ``--json`` one object a line."""
    with open_station(args) as services:
        found = services.record_io.rows(args.kind)
    if args.json:
        print_json(found)
    else:
        for one in found:
            shown = {name: value for name, value in one.items() if value is not None}
            say(json.dumps(shown, ensure_ascii=False))
    return 0


def run_schema(_args: argparse.Namespace) -> int:
    """Print the schema; no workstation is opened."""
    print_json(record_schema.schema())
    return 0
