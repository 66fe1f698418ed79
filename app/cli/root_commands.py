"""``ansinh root``: the office's own keys, two of three in drawers, and the document they sign.

``key`` and ``sign`` need no workstation: they run where a key lies.
"""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from app.cli.output import note, print_json, say
from app.cli.station import add_station_options, open_station, passphrase
from app.core.i18n import _
from app.services import root_care, trust_files
from app.services.root_care import DraftView, RootPlan


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    root = commands.add_parser("root", help=_("the office's own keys"))
    actions = root.add_subparsers(dest="action", required=True, metavar="ACTION")

    show = actions.add_parser("show", help=_("the document in force, or a draft"))
    show.add_argument("file", metavar="FILE", nargs="?")
    show.set_defaults(run=run_show)

    draft = actions.add_parser("draft", help=_("write the next document as a draft"))
    draft.add_argument("--extend", action="store_true", help=_("three years more"))
    draft.add_argument(
        "--renew",
        action="append",
        default=[],
        choices=("root", "issuer", "policy"),
        help=_("a fresh key for this purpose"),
    )
    draft.add_argument("--add-key", action="append", default=[], metavar="HEX")
    draft.add_argument("--remove-key", action="append", default=[], metavar="HEX")
    draft.add_argument("--threshold", type=int, metavar="N", help=_("how many keys must sign"))
    draft.add_argument("--out", required=True, metavar="FILE")
    draft.set_defaults(run=run_draft)

    sign = actions.add_parser("sign", help=_("sign a draft with the key of a file"))
    sign.add_argument("file", metavar="FILE")
    sign.add_argument("--key", required=True, metavar="FILE")
    sign.add_argument("--out", required=True, metavar="FILE")
    sign.set_defaults(run=run_sign)

    publish = actions.add_parser("publish", help=_("put a signed draft in force"))
    publish.add_argument("file", metavar="FILE")
    publish.set_defaults(run=run_publish)

    key = actions.add_parser("key", help=_("make a key for a colleague's drawer"))
    key.add_argument("--out", required=True, metavar="FILE")
    key.set_defaults(run=run_key)

    out = actions.add_parser("take-out", help=_("move the station's key to a drawer"))
    out.add_argument("--out", required=True, metavar="FILE")
    out.add_argument("--key-passphrase-file", required=True, metavar="FILE")
    out.set_defaults(run=run_take_out)

    go_on = actions.add_parser(
        "go-on-without", help=_("go on with the older document: nobody has the newer one")
    )
    go_on.add_argument("version", type=int, metavar="N")
    go_on.set_defaults(run=run_go_on)

    for parser in (show, draft, publish, out, go_on):
        add_station_options(parser)
    for parser in (sign, key):
        parser.add_argument("--passphrase-file", metavar="FILE", help=_("read the passphrase here"))
        parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run_show(args: argparse.Namespace) -> int:
    """What holds now, or what a draft would change."""
    if args.file:
        return _tell(args, root_care.look(trust_files.load(Path(args.file))))
    with open_station(args) as services:
        view = services.root_care.view()
    if args.json:
        print_json(dataclasses.asdict(view))
        return 0
    say(_("Version {version}, until {day}").format(version=view.version, day=view.expires))
    say(view.digits)
    say(_("{need} of {all} keys must sign").format(need=view.threshold, all=len(view.keys)))
    for one in view.keys:
        say(one)
    if view.missing is not None:
        note(_("Version {version} was seen here and is missing.").format(version=view.missing))
    return 0


def run_draft(args: argparse.Namespace) -> int:
    """Write the draft, signed with the keys that lie here."""
    plan = RootPlan(
        args.extend,
        frozenset(args.renew),
        tuple(root_care.read_key(one) for one in args.add_key),
        tuple(root_care.read_key(one) for one in args.remove_key),
        args.threshold,
    )
    with open_station(args) as services:
        made, view = services.root_care.draft(plan)
    trust_files.save(Path(args.out), made)
    return _tell(args, view)


def run_sign(args: argparse.Namespace) -> int:
    """Sign where the key lies."""
    raw, key = (trust_files.load(Path(one)) for one in (args.file, args.key))
    signed, view = root_care.sign(raw, key, passphrase(args))
    trust_files.save(Path(args.out), signed)
    return _tell(args, view)


def run_publish(args: argparse.Namespace) -> int:
    """Let it hold from now on."""
    raw = trust_files.load(Path(args.file))
    with open_station(args) as services:
        change = services.root_care.publish(raw)
    if args.json:
        print_json({"version": change.version, "rows": change.rows})
    else:
        say(_("In force here. It goes to the others with the next files."))
    return 0


def run_key(args: argparse.Namespace) -> int:
    """Make a key; its public half goes to the office."""
    made, public = root_care.make_key(passphrase(args, repeat=True))
    trust_files.save(Path(args.out), made)
    if args.json:
        print_json({"file": args.out, "public": public})
    else:
        note(_("Lock the file away. Give this public key to the office:"))
        say(public)
    return 0


def run_take_out(args: argparse.Namespace) -> int:
    """The key leaves the station for a file with a passphrase of its own."""
    secret = passphrase(argparse.Namespace(passphrase_file=args.key_passphrase_file))
    with open_station(args) as services:
        services.root_care.take_key_out(secret, lambda raw: trust_files.save(Path(args.out), raw))
    if args.json:
        print_json({"file": args.out})
    else:
        say(_("The key is in the file and not in this station any more."))
    return 0


def run_go_on(args: argparse.Namespace) -> int:
    """A newer document was seen here once and lies nowhere any more."""
    with open_station(args) as services:
        services.root_care.go_on_without(args.version)
    if args.json:
        print_json({"given_up": args.version})
    else:
        say(_("The document in force here goes on."))
    return 0


def _tell(args: argparse.Namespace, view: DraftView) -> int:
    if args.json:
        print_json({**dataclasses.asdict(view), "complete": view.complete})
        return 0
    say(_("Draft of version {version}").format(version=view.version))
    say(view.digits)
    for change in view.changes:
        say(f"- {change}")
    counted = _("Signed by {have} of {need}, of the new keys by {have_new} of {need_new}")
    say(
        counted.format(
            have=view.signed,
            need=view.needed,
            have_new=view.signed_new,
            need_new=view.needed_new,
        )
    )
    return 0
