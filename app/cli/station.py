"""Opening the workstation for a command: folder, officer, passphrase."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from app import bootstrap
from app.bootstrap import Services
from app.core.errors import Correctable, Environment
from app.core.i18n import N_, _
from app.core.paths import data_folder
from app.core.station import StationCard, read_card


def add_station_options(parser: argparse.ArgumentParser) -> None:
    """``--data``, ``--officer``, ``--passphrase-file`` and ``--json``."""
    parser.add_argument("--data", metavar="DIR", help=_("the workstation's folder"))
    parser.add_argument("--officer", metavar="ID", help=_("who signs in, if several can"))
    parser.add_argument("--passphrase-file", metavar="FILE", help=_("read the passphrase here"))
    parser.add_argument(
        "--date-confirmed", action="store_true", help=_("the date this computer shows is right")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def add_verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    told: str,
    run: Callable[[argparse.Namespace], int],
    *,
    about: str = "",
) -> argparse.ArgumentParser:
    """A command on a station: what it does, what runs it, and the one thing it is about."""
    verb = verbs.add_parser(name, help=told)
    if about:
        verb.add_argument(about.partition("|")[0].lower(), metavar=about)
    verb.set_defaults(run=run)
    add_station_options(verb)
    return verb


@contextmanager
def open_station(args: argparse.Namespace) -> Iterator[Services]:
    """The open workstation, closed again whatever happens."""
    folder = data_folder(args.data)
    services = bootstrap.open_station(
        folder, chosen_officer(folder, args.officer), passphrase(args)
    )
    try:
        if getattr(args, "date_confirmed", False):
            services.clock_guard.confirm()
        yield services
    finally:
        services.close()


def passphrase(args: argparse.Namespace, *, repeat: bool = False) -> str:
    """From the file, the variable ``ANSINH_PASSPHRASE`` or the keyboard; never from the line."""
    if args.passphrase_file:
        return _first_line(Path(args.passphrase_file))
    if "ANSINH_PASSPHRASE" in os.environ:
        return os.environ["ANSINH_PASSPHRASE"]
    if not sys.stdin.isatty():
        raise Correctable(
            "passphrase_missing",
            N_("Give the passphrase with --passphrase-file or the variable ANSINH_PASSPHRASE."),
        )
    typed = getpass.getpass(_("Passphrase: "))
    if repeat and getpass.getpass(_("Once more: ")) != typed:
        raise Correctable("passphrases_differ", N_("The two passphrases differ. Type them again."))
    return typed


def another_passphrase(path: str | None, prompt: str, *, repeat: bool = False) -> str:
    """A second passphrase of one command: from the file of its own option, else the keyboard."""
    if path:
        return _first_line(Path(path))
    if not sys.stdin.isatty():
        raise Correctable(
            "second_passphrase_missing",
            N_("Give the other passphrase in a file of its own; see the command's --help."),
        )
    typed = getpass.getpass(prompt)
    if repeat and getpass.getpass(_("Once more: ")) != typed:
        raise Correctable("passphrases_differ", N_("The two passphrases differ. Type them again."))
    return typed


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as reason:
        raise Environment(
            "passphrase_file",
            N_("The passphrase file {name} cannot be read. Check its name and its first line."),
            name=path.name,
        ) from reason


def chosen_officer(folder: Path, wanted: str | None) -> UUID:
    """The officer named with ``--officer``, or the only one who can sign in there."""
    found = read_card(folder)
    if found is None:
        return UUID(int=0)  # opening says that no workstation is here
    officers = found.officers
    if wanted is None and len(officers) == 1:
        return officers[0].id
    fitting = [one.id for one in officers if wanted in (str(one.id), one.label)]
    if len(fitting) == 1:
        return fitting[0]
    raise Correctable(
        "which_officer",
        N_("Name the officer with --officer: {choices}."),
        choices=_choices(found),
    )


def _choices(card: StationCard) -> str:
    return ", ".join(f"{one.label} = {one.id}" for one in card.officers)
