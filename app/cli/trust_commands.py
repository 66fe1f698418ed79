"""``ansinh trust``: the communes' workstations, as the office trusts them or no longer does."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date
from pathlib import Path
from uuid import UUID

from app.cli.output import note, print_json, say
from app.cli.station import add_verb, open_station
from app.core.errors import Correctable
from app.core.i18n import N_, _, ngettext
from app.services import trust_files
from app.services.trust_care import Machine, RootChange


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    trust = commands.add_parser("trust", help=_("whom the office trusts"))
    actions = trust.add_subparsers(dest="action", required=True, metavar="ACTION")

    add_verb(actions, "list", _("the communes' workstations and their days"), run_list)
    revoke = add_verb(
        actions, "revoke", _("withdraw a lost workstation"), run_revoke, about="DEVICE"
    )
    revoke.add_argument("--reason", required=True, help=_("in a few words, without names"))
    revoke.add_argument(
        "--since",
        metavar="YYYY-MM-DD",
        help=_("what it wrote since that day does not count either"),
    )
    vouch = add_verb(
        actions,
        "vouch",
        _("let what a withdrawn workstation wrote count"),
        run_vouch,
        about="DEVICE",
    )
    back = add_verb(
        actions, "restore", _("trust a withdrawn workstation again"), run_restore, about="DEVICE"
    )
    for parser in (revoke, vouch, back):
        parser.add_argument(
            "--draft", metavar="FILE", help=_("where to write the draft when more keys must sign")
        )
    add_verb(
        actions, "renew", _("thirteen months more for a workstation"), run_renew, about="DEVICE|own"
    )


def run_list(args: argparse.Namespace) -> int:
    """One line for each workstation: id, unit, state, days left, changes that wait."""
    with open_station(args) as services:
        found = services.trust_care.machines()
    if args.json:
        print_json([{**dataclasses.asdict(one), "device": str(one.device)} for one in found])
        return 0
    for one in found:
        say("\t".join((str(one.device), one.name, _state(one))))
    return 0


def run_revoke(args: argparse.Namespace) -> int:
    """Withdraw a workstation; ends with 3 when the draft has nowhere to go."""
    since = None if args.since is None else _day(args.since)
    with open_station(args) as services:
        device = _device(args.device)
        change = services.trust_care.withdraw(device, args.reason, since=since)
        return tell(args, change)


def run_vouch(args: argparse.Namespace) -> int:
    """Let what waits count; the workstation stays withdrawn."""
    with open_station(args) as services:
        return tell(args, services.trust_care.vouch(_device(args.device)))


def run_restore(args: argparse.Namespace) -> int:
    """Trust it again."""
    with open_station(args) as services:
        return tell(args, services.trust_care.take_back(_device(args.device)))


def run_renew(args: argparse.Namespace) -> int:
    """Renew, then take in what was put aside meanwhile."""
    with open_station(args) as services:
        device = services.trust_care.own_device if args.device == "own" else _device(args.device)
        services.trust_care.renew(device)
        taken = services.exchange.take_kept()
    if args.json:
        print_json({"device": str(device), "taken": [one.name for one in taken]})
    else:
        say(_("Renewed. The certificate goes with the next file."))
    return 0


def tell(args: argparse.Namespace, change: RootChange) -> int:
    """Say what holds now, or write the draft that others have to sign."""
    if change.draft is not None:
        if not args.draft:
            raise Correctable(
                "draft_needed",
                N_("More keys must sign this. Say with --draft where to write the draft."),
                field="draft",
            )
        trust_files.save(Path(args.draft), change.draft)
    if args.json:
        print_json(
            {
                "version": change.version,
                "in_force": change.in_force,
                "draft": None if change.in_force else args.draft,
                "rows": change.rows,
            }
        )
    elif change.in_force:
        say(_("In force here. It goes to the others with the next files."))
    else:
        note(_("Not in force yet: let the holders of the other keys sign this draft."))
        say(args.draft)
    return 0


def _state(one: Machine) -> str:
    words = {
        "good": ngettext("{count} day left", "{count} days left", one.days_left),
        "not_yet": _("begins later"),
        "expired": _("ended"),
        "revoked": _("withdrawn"),
    }[one.state].format(count=one.days_left)
    if one.withheld:
        words += ", " + _("{count} not used yet").format(count=one.withheld)
    return words


def _device(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Correctable(
            "unknown_machine",
            N_("No workstation of a commune has this id. Choose one of the list."),
            field="device",
        ) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Correctable("no_day", N_("Write the day as YYYY-MM-DD."), field="since") from None
