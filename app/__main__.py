"""``ansinh`` or ``python -m app``: the window, or a command when one is named."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Open the window without a command; the only late imports are here and at sign-in."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("--data", "--lang"):
        from app.ui.start import run_window

        return run_window(arguments)
    from app.cli.main import run

    code = run(arguments)
    if code == 0 and arguments[0] == "demo":
        return tour(arguments)
    return code


def tour(arguments: list[str]) -> int:
    """Pictures of the demo from the real screens; says so where Qt is not installed."""
    try:
        from app.ui.tour import take_pictures
    except ImportError:
        sys.stderr.write("ansinh: Qt is not installed here, so no pictures were taken.\n")
        return 0
    take_pictures(Path(arguments[arguments.index("--out") + 1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
