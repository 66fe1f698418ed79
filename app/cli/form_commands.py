"""``ansinh form list | sample | blank | render``: every paper as a PDF file."""

from __future__ import annotations

import argparse
from pathlib import Path
from uuid import UUID

from app.cli.output import print_json, say
from app.cli.station import add_station_options, open_station
from app.core.errors import Correctable
from app.core.i18n import N_, _
from app.services import printing
from app.services.printing import Printed


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands; each sets ``args.run``."""
    parser = subparsers.add_parser("form", help=_("official forms and other papers as PDF"))
    commands = parser.add_subparsers(dest="form_command", required=True, metavar="COMMAND")
    listed = commands.add_parser("list", help=_("every paper there is"))
    listed.add_argument("--json", action="store_true", help=_("one JSON document"))
    listed.set_defaults(run=_list)
    for name, words, run in (
        ("sample", _("a paper filled with an invented person"), _sample),
        ("blank", _("a paper for the pen"), _blank),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("code", metavar="CODE", help=_("the paper, as 'form list' names it"))
        command.add_argument("--out", required=True, metavar="FILE", help=_("the PDF to write"))
        command.add_argument("--json", action="store_true", help=_("one JSON document"))
        command.set_defaults(run=run)
    render = commands.add_parser("render", help=_("a paper from the records"))
    render.add_argument("code", metavar="CODE", help=_("the paper, as 'form list' names it"))
    render.add_argument("--out", required=True, metavar="FILE", help=_("the PDF to write"))
    about = render.add_mutually_exclusive_group()
    about.add_argument("--dossier", metavar="ID", help=_("the dossier it is about"))
    about.add_argument("--person", metavar="ID", help=_("the person it is about"))
    about.add_argument("--case", metavar="ID", help=_("the emergency case it is about"))
    about.add_argument("--village", metavar="ID", help=_("the village it is about"))
    add_station_options(render)
    render.set_defaults(run=_render)


def _list(args: argparse.Namespace) -> int:
    papers = printing.papers()
    if args.json:
        print_json(
            [{"code": one.code, "title": one.title, "official": one.official} for one in papers]
        )
        return 0
    for one in papers:
        say(f"{one.code}\t{one.title}")
    return 0


def _sample(args: argparse.Namespace) -> int:
    return _written(args, printing.sample(args.code))


def _blank(args: argparse.Namespace) -> int:
    return _written(args, printing.blank(args.code))


def _render(args: argparse.Namespace) -> int:
    with open_station(args) as services:
        made = services.printing
        if args.dossier:
            printed = made.dossier(args.code, _id(args.dossier, "dossier"))
        elif args.person:
            printed = made.person(args.code, _id(args.person, "person"))
        elif args.case:
            printed = made.case(_id(args.case, "case"))
        elif args.village:
            printed = made.village(_id(args.village, "village"))
        else:
            printed = made.beneficiaries()
        _require_code(args.code, printed)
        made.save(printed, Path(args.out))
        return _told(args, printed)


def _require_code(asked: str, printed: Printed) -> None:
    """What was named must be what this record gives."""
    if printing.info(asked).code != printed.code:
        raise Correctable(
            "paper_of_another",
            N_("This record gives the paper {paper}. Name that one, or name another record."),
            field="code",
            paper=printed.code,
        )


def _id(text: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as reason:
        raise Correctable(
            "row_id",
            N_("This is not the id of a record. Look it up with 'ansinh record list'."),
            field=field,
        ) from reason


def _written(args: argparse.Namespace, printed: Printed) -> int:
    printing.write(printed, Path(args.out))
    return _told(args, printed)


def _told(args: argparse.Namespace, printed: Printed) -> int:
    missing = [one.name for one in printed.missing]
    if args.json:
        print_json(
            {"code": printed.code, "file": args.out, "pages": printed.pages, "missing": missing}
        )
        return 0
    say(args.out)
    if printed.missing:
        labels = ", ".join(one.label for one in printed.missing)
        say(_("Still open on the paper: {places}").format(places=labels))
    return 0
