"""What goes where: one JSON document or lines on standard output, messages on standard error."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any

from app.core.errors import AppError, Correctable
from app.core.i18n import _

# What a shell shows of a program that the system ended for writing to nobody: 128 + SIGPIPE.
NOBODY_READS = 141

_COMMANDS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")


def use_utf8() -> None:
    """Text is UTF-8 whatever the system's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def print_json(document: Any) -> None:
    """The one document of a command."""
    sys.stdout.write(_harmless(json.dumps(document, ensure_ascii=False, indent=1)) + "\n")


def say(line: str) -> None:
    """A line for people, on standard output."""
    sys.stdout.write(_harmless(line) + "\n")


def note(line: str) -> None:
    """A message or progress, on standard error."""
    sys.stderr.write(_harmless(line) + "\n")


def report(error: AppError) -> int:
    """Tell what went wrong in one sentence; answers the exit code."""
    field = error.field if isinstance(error, Correctable) else None
    words = error.words()
    if error.code == "date_doubtful":
        hint = _("If the date is right, give the command again with --date-confirmed.")
        words = f"{words} {hint}"
    note(f"ansinh: {f'{field}: ' if field else ''}{words}")
    return error.exit_code


def nobody_reads() -> int:
    """Whoever read the output has gone: drop what is left of it; answers the exit code."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    return NOBODY_READS


def _harmless(line: str) -> str:
    """The line without what would command the terminal or turn the order of letters.

    Names and file names come from elsewhere too; such a sign is shown as its number,
    spelled as JSON does.
    """
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
