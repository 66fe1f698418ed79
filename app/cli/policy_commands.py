"""``ansinh policy assess|emergency|timing|care``: facts in a JSON file or on standard input.

Rules kept: exactly one JSON document on standard output, UTF-8 whatever the locale, and nothing
else there; sentences for people go to standard error. Ends with 0, with 3 when the file or one of
its cases has to be mended, with 5 when the file cannot be read. No database is opened.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.cli import pack_commands
from app.core.errors import AppError, Correctable, Environment
from app.core.i18n import N_, _
from app.services import law, law_care, law_emergency, law_timing

DONE, TO_MEND = 0, 3

Answers = Callable[[argparse.Namespace, list[Any]], list[dict[str, Any]]]


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``policy`` with its four commands; each sets ``args.run``."""
    policy = subparsers.add_parser("policy", help=_("ask the law, without any database"))
    commands = policy.add_subparsers(dest="policy_command", required=True, metavar="COMMAND")
    assess = _command(
        commands, "assess", _("what a person is paid a month, and why"), answers=_assess
    )
    assess.add_argument(
        "--explain", action="store_true", help=_("add each answer as lines for a reader")
    )
    _command(commands, "emergency", _("the legal minimum of emergency help"), answers=_emergency)
    _command(commands, "timing", _("first, changing and last month, arrears"), answers=_timing)
    pack_commands.add(commands)
    _command(commands, "care", _("support for those who care for somebody"), answers=_care)


def run(args: argparse.Namespace) -> int:
    """Read the cases, answer them, print the answers; gives the exit code."""
    try:
        answers = args.answers(args, law.read_cases(_read(args.facts)))
    except AppError as found:
        print(found.words(), file=sys.stderr)
        return found.exit_code
    _print(answers)
    if law.any_failed(answers):
        print(_("Some cases have to be mended: see their error."), file=sys.stderr)
        return TO_MEND
    return DONE


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    words: str,
    *,
    answers: Answers,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words)
    command.add_argument(
        "--facts", required=True, metavar="FILE", help=_("JSON file with the cases, or -")
    )
    # The answer is always JSON; the option is accepted as in every other command.
    command.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    command.set_defaults(run=run, answers=answers)
    return command


def _assess(args: argparse.Namespace, cases: list[Any]) -> list[dict[str, Any]]:
    return law.assess(cases, explain=args.explain)


def _emergency(_args: argparse.Namespace, cases: list[Any]) -> list[dict[str, Any]]:
    return law_emergency.minimums(cases)


def _timing(_args: argparse.Namespace, cases: list[Any]) -> list[dict[str, Any]]:
    return law_timing.timings(cases)


def _care(_args: argparse.Namespace, cases: list[Any]) -> list[dict[str, Any]]:
    return law_care.care(cases)


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError) as found:
        message = (
            N_("Save {file} as UTF-8 text: it holds bytes that are none.")
            if isinstance(found, UnicodeDecodeError)
            else N_("Check the name {file}: there is no such file.")
        )
        raise Correctable("facts-file", message, file=name) from found
    except OSError as found:
        raise Environment(
            "facts-unreadable", N_("Make {file} readable, then try again."), file=name
        ) from found


def _print(answers: list[dict[str, Any]]) -> None:
    text = json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
    # A lone surrogate from the input has no UTF-8 form; as an escape it is still the same JSON.
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
