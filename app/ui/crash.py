"""The last resort: a bug is loud, noted without personal data, and never looks like success."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

log = logging.getLogger("ansinh.bug")


def trace_lines(error: BaseException) -> list[str]:
    """Where it happened: type, module and line numbers; never a value or a message."""
    lines = [type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        module = frame.filename.replace("\\", "/").rpartition("/app/")[2]
        lines.append(f"{module}:{frame.lineno} {frame.name}")
    return lines


def report(error: BaseException) -> None:
    """Write a bug to the log."""
    log.error("\n  ".join(trace_lines(error)))


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
