"""The last resort: a bug is loud, noted without personal data, and never looks like success.

It is noted in ``bugs.log`` of the person's state folder: when, which kind, which lines of the
program; never a value, a name or a message, because those may speak of a person.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from app.core.paths import state_folder

LOG_FILE = "bugs.log"
MOST_BYTES = 256 * 1024  # then it begins anew; the latest bugs are those that matter


def trace_lines(error: BaseException) -> list[str]:
    """Where it happened: type, module and line numbers; never a value or a message."""
    lines = [type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        module = frame.filename.replace("\\", "/").rpartition("/app/")[2]
        lines.append(f"{module}:{frame.lineno} {frame.name}")
    return lines


def report(error: BaseException) -> None:
    """Write a bug to the log and, as far as the disk lets us, to ``bugs.log``."""
    import logging  # late, as the clock: they would only delay the first window

    from app.core.clock import SystemClock, local

    log = logging.getLogger("ansinh.bug")
    words = "\n  ".join(trace_lines(error))
    log.error(words)
    path = state_folder() / LOG_FILE
    when = local(SystemClock().now_ms()).isoformat(timespec="seconds")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        full = path.exists() and path.stat().st_size > MOST_BYTES
        with path.open("w" if full else "a", encoding="utf-8") as file:
            file.write(f"{when} {words}\n")
    except OSError:
        log.error("%s cannot be written", LOG_FILE)


def install(tell: Callable[[BaseException], None]) -> None:
    """Catch what nobody caught, on every thread."""

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report(error)
        tell(error)

    sys.excepthook = caught
    threading.excepthook = lambda args: report(args.exc_value) if args.exc_value else None
