"""What goes where: one JSON document or lines on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

from app.core.errors import AppError, Correctable


def use_utf8() -> None:
    """Text is UTF-8 whatever the system's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def print_json(document: Any) -> None:
    """The one document of a command."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def say(line: str) -> None:
    """A line for people, on standard output."""
    sys.stdout.write(line + "\n")


def note(line: str) -> None:
    """A message or progress, on standard error."""
    sys.stderr.write(line + "\n")


def report(error: AppError) -> int:
    """Tell what went wrong in one sentence; answers the exit code."""
    field = error.field if isinstance(error, Correctable) else None
    note(f"ansinh: {f'{field}: ' if field else ''}{error.words()}")
    return error.exit_code
