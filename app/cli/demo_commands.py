"""``ansinh demo``: the whole job on invented people, with papers, bundles and a report."""

from __future__ import annotations

import argparse
from pathlib import Path

from app import bootstrap
from app.cli.output import note, print_json, say
from app.core.i18n import _


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    demo = commands.add_parser("demo", help=_("the whole job on invented people"))
    demo.add_argument("--out", metavar="DIR", required=True)
    demo.add_argument("--communes", type=int, default=2, metavar="N")
    demo.add_argument("--persons", type=int, default=2_000, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="S")
    demo.add_argument("--json", action="store_true", help=_("one JSON document"))
    demo.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Play the demo; exit 1 when the two ends do not agree."""
    report = bootstrap.run_demo(
        Path(args.out), communes=args.communes, persons=args.persons, seed=args.seed, note=note
    )
    if args.json:
        print_json(report)
    else:
        say(
            _("The communes and the office hold the same.")
            if report["equal"]
            else _("The communes and the office differ. See report.json.")
        )
        say(_("Done in {seconds} s: {folder}").format(seconds=report["seconds"], folder=args.out))
    return 0 if report["equal"] else 1
