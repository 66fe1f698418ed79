"""``ansinh COMMAND``: the words that are understood, and the exit codes scripts rely on.

0 done · 1 the program's own fault · 2 wrong usage · 3 the input is at fault · 4 refused as
untrusted · 5 the environment is at fault · 6 nothing done, cancelled · 141 whoever read the output
has gone (``| head``), as the system's own programs end then.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence

from app.cli import (
    backup_commands,
    demo_commands,
    difference_commands,
    enrolment_commands,
    exchange_commands,
    form_commands,
    officer_commands,
    person_commands,
    policy_commands,
    record_commands,
    root_commands,
    station_commands,
    trust_commands,
)
from app.cli.output import nobody_reads, note, report, use_utf8
from app.core.errors import AppError
from app.core.i18n import _
from app.version import VERSION

TOPICS = (
    backup_commands,
    demo_commands,
    difference_commands,
    station_commands,
    enrolment_commands,
    exchange_commands,
    form_commands,
    officer_commands,
    person_commands,
    policy_commands,
    record_commands,
    root_commands,
    trust_commands,
)


def build_parser() -> argparse.ArgumentParser:
    """All commands; each topic module adds its own."""
    parser = argparse.ArgumentParser(prog="ansinh", description=_("AnSinh on the command line."))
    parser.add_argument("--version", action="version", version=f"ansinh {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for topic in TOPICS:
        topic.add(commands)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; answers the exit code."""
    use_utf8()
    try:
        try:
            return _carry_out(arguments)
        finally:
            sys.stdout.flush()  # here and not when Python ends, which would complain
    except BrokenPipeError:
        return nobody_reads()


def _carry_out(arguments: Sequence[str]) -> int:
    args = build_parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except AppError as error:
        return report(error)
    except KeyboardInterrupt:
        note(_("Stopped. Nothing was changed."))
        return 6
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  # the last resort: loud, and without personal data
        note(_("AnSinh made a mistake of its own. Nothing was saved. Please report these lines:"))
        note(type(error).__name__)
        for frame in traceback.extract_tb(sys.exc_info()[2]):
            note(f"  {frame.filename.rpartition('app')[2]}:{frame.lineno} {frame.name}")
        return 1
