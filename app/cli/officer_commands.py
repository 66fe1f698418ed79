"""``ansinh officer``: who can sign in at this workstation."""

from __future__ import annotations

import argparse

from app import bootstrap
from app.cli.output import print_json, say
from app.cli.station import (
    add_station_options,
    another_passphrase,
    chosen_officer,
    open_station,
    passphrase,
)
from app.core.i18n import _
from app.core.paths import data_folder


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    officer = commands.add_parser("officer", help=_("who can sign in here"))
    actions = officer.add_subparsers(dest="action", required=True, metavar="ACTION")

    show = actions.add_parser("list", help=_("the officers of this workstation"))
    show.set_defaults(run=run_list)

    new = actions.add_parser("add", help=_("let one more officer sign in"))
    new.add_argument("--name", required=True)
    new.add_argument("--title", default="", help=_("the officer's title"))
    new.add_argument(
        "--confidential", action="store_true", help=_("entrusted with confidential dossiers")
    )
    new.set_defaults(run=run_add)

    change = actions.add_parser("passphrase", help=_("another passphrase of your own"))
    change.set_defaults(run=run_passphrase)

    renew = actions.add_parser("renew", help=_("a colleague forgot the passphrase"))
    renew.add_argument("who", metavar="ID")
    renew.set_defaults(run=run_renew)
    for parser in (new, change, renew):
        parser.add_argument(
            "--new-passphrase-file", metavar="FILE", help=_("read the new passphrase here")
        )

    edit = actions.add_parser("edit", help=_("title, confidential dossiers"))
    edit.add_argument("who", metavar="ID")
    edit.add_argument("--title", help=_("the officer's title"))
    edit.add_argument(
        "--confidential",
        action=argparse.BooleanOptionalAction,
        help=_("entrusted with confidential dossiers"),
    )
    edit.set_defaults(run=run_edit)

    remove = actions.add_parser("remove", help=_("an officer has left: exchange the key"))
    remove.add_argument("who", metavar="ID")
    remove.set_defaults(run=run_remove)

    for parser in (show, new, change, renew, edit, remove):
        add_station_options(parser)


def run_list(args: argparse.Namespace) -> int:
    """One line for each: id, name, title, whether entrusted with confidential dossiers."""
    with open_station(args) as services:
        lines = services.officers.lines()
    if args.json:
        print_json(
            [
                {"id": str(one.id), "name": one.name, "title": one.title, "cleared": one.cleared}
                for one in lines
            ]
        )
        return 0
    for one in lines:
        trusted = _("confidential dossiers") if one.cleared else ""
        say("\t".join((str(one.id), one.name, one.title, trusted)))
    return 0


def run_add(args: argparse.Namespace) -> int:
    """Add an officer, whose passphrase is asked for."""
    with open_station(args) as services:
        changes = services.officers.add(
            name=args.name, title=args.title, passphrase=_new(args), cleared=args.confidential
        )
    if args.json:
        print_json({"officer": str(changes.made)})
    else:
        say(_("{name} can sign in now.").format(name=args.name))
    return 0


def run_passphrase(args: argparse.Namespace) -> int:
    """Another passphrase for who signs in with the present one."""
    now = passphrase(args)
    with open_station(args) as services:
        services.officers.change_own_passphrase(now, _new(args))
    say(_("The new passphrase holds from now on."))
    return 0


def run_renew(args: argparse.Namespace) -> int:
    """Another passphrase for a colleague, who types it; who is signed in vouches."""
    who = chosen_officer(data_folder(args.data), args.who)
    own = passphrase(args)
    with open_station(args) as services:
        services.officers.renew_passphrase(who, _new(args), own=own)
    say(_("The new passphrase holds from now on."))
    return 0


def run_edit(args: argparse.Namespace) -> int:
    """Change what an officer is called or may see."""
    who = chosen_officer(data_folder(args.data), args.who)
    with open_station(args) as services:
        if args.title is not None:
            services.officers.set_title(who, args.title)
        if args.confidential is not None:
            services.officers.set_cleared(who, cleared=args.confidential)
    say(_("Saved."))
    return 0


def run_remove(args: argparse.Namespace) -> int:
    """Take an officer out; the key is exchanged at once."""
    who = chosen_officer(data_folder(args.data), args.who)
    with open_station(args) as services:
        bootstrap.take_out_officer(services, who, passphrase(args))
    say(
        _(
            "The officer can sign in no more; the key was exchanged. "
            "Make a new backup and lock the old ones away: they open with the old passphrase."
        )
    )
    return 0


def _new(args: argparse.Namespace) -> str:
    return another_passphrase(args.new_passphrase_file, _("New passphrase: "), repeat=True)
